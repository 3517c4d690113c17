package canbao.jobs.province;

import canbao.jobs.release.Reproduction;
import canbao.jobs.release.RevisionLedger;
import canbao.jobs.run.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;

/**
 * What a random province has come to ({@link ProvinceLife}), as rows.
 *
 * @param nights the first time, in their order
 * @param again the middle one once more
 * @param changes from the first day to the last
 * @param series every day from the first night to the last, by what the last one knew
 * @param anew rows of city_coverage of the days of the first two nights, by the same
 * @param revision steps from the first release of the middle night to what is known, or to its
 *     second release
 * @param reproduced outcomes by release: of the middle night's first one, and of another
 * @param releases rows of all releases at the end, by their table
 */
record LivedProvince(
    Shape shape,
    Settings settings,
    List<Night> nights,
    Night again,
    List<Row> changes,
    List<Row> series,
    List<Row> anew,
    RevisionLedger.Written revision,
    Map<String, Reproduction.Outcome> reproduced,
    Map<String, List<Row>> releases) {

  /** All nights in the order in which they were counted. */
  List<Night> all() {
    List<Night> all = new ArrayList<>(nights);
    all.add(again);
    return all;
  }

  /** With other rows of the night of a release, and of all releases. */
  LivedProvince with(Night other, Map<String, List<Row>> releases) {
    UnaryOperator<Night> replaced =
        night -> night.releaseId().equals(other.releaseId()) ? other : night;
    return new LivedProvince(
        shape,
        settings,
        nights.stream().map(replaced).toList(),
        replaced.apply(again),
        changes,
        series,
        anew,
        revision,
        reproduced,
        releases);
  }

  LivedProvince withChanges(List<Row> changes) {
    return new LivedProvince(
        shape, settings, nights, again, changes, series, anew, revision, reproduced, releases);
  }

  LivedProvince withSeries(List<Row> series) {
    return new LivedProvince(
        shape, settings, nights, again, changes, series, anew, revision, reproduced, releases);
  }

  LivedProvince withReleases(Map<String, List<Row>> releases) {
    return new LivedProvince(
        shape, settings, nights, again, changes, series, anew, revision, reproduced, releases);
  }

  LivedProvince withRevision(RevisionLedger.Written revision) {
    return new LivedProvince(
        shape, settings, nights, again, changes, series, anew, revision, reproduced, releases);
  }

  LivedProvince withReproduced(Map<String, Reproduction.Outcome> reproduced) {
    return new LivedProvince(
        shape, settings, nights, again, changes, series, anew, revision, reproduced, releases);
  }
}
