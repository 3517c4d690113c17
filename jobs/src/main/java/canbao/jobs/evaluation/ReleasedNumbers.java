package canbao.jobs.evaluation;

import canbao.jobs.evaluation.Counts.Bounds;
import canbao.jobs.run.Measure;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** The rows of one release of {@code city_coverage}, as indicators are measured by them. */
final class ReleasedNumbers {

  private static final String BY_ENROLMENT = "enrolment";

  private final List<Row> rows;
  private final String headline;

  /**
   * @param rows of one release
   * @param headline the denominator by which a city is judged
   */
  ReleasedNumbers(List<Row> rows, String headline) {
    this.rows = List.copyOf(rows);
    this.headline = headline;
  }

  /**
   * What one released row counts.
   *
   * @param due empty for a head count, and for a city without numbers
   */
  record Cell(
      String releaseId, Origin origin, Bounds people, Optional<Long> due, Freshness freshness) {}

  /** Which row of {@code city_coverage} it is. */
  record Origin(String basis, String family, String denominator, int denominatorVersion) {}

  /** Of which day its numbers are. */
  record Freshness(String state, Optional<LocalDate> staleSince) {

    static final Freshness FRESH = new Freshness("fresh", Optional.empty());
    static final Freshness NO_DATA = new Freshness("no_data", Optional.empty());

    boolean hasData() {
      return !state.equals(NO_DATA.state);
    }
  }

  /**
   * A rate is that of the headline denominator. A head count is of people with a live relation in a
   * pool of the division, each once: the plan counts people where they are insured.
   */
  Optional<Cell> of(Measure measure, String division) {
    return rows.stream()
        .filter(row -> row.getAs("division").equals(division))
        .filter(row -> measure.family().filter(row.getAs("family")::equals).isPresent())
        .filter(row -> isBasisOf(measure, row))
        .map(ReleasedNumbers::cell)
        .findFirst();
  }

  private boolean isBasisOf(Measure measure, Row row) {
    boolean isByEnrolment = row.getAs("basis").equals(BY_ENROLMENT);
    return measure.isRate()
        ? !isByEnrolment && row.getAs("denominator").equals(headline)
        : isByEnrolment;
  }

  private static Cell cell(Row row) {
    return new Cell(
        row.getAs("release_id"),
        new Origin(
            row.getAs("basis"),
            row.getAs("family"),
            row.getAs("denominator"),
            row.getAs("denominator_version")),
        new Bounds(row.getAs("covered_low"), row.getAs("covered"), row.getAs("covered_high")),
        Optional.ofNullable(row.getAs("due")),
        new Freshness(
            row.getAs("state"),
            Optional.ofNullable(row.<Date>getAs("stale_since")).map(Date::toLocalDate)));
  }
}
