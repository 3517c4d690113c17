package canbao.jobs.coverage;

import canbao.jobs.coverage.CityCounts.Measure;
import canbao.jobs.run.Target;
import canbao.jobs.run.Targets;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows of {@code coverage.city_coverage}: counts measured against the targets of a day. */
final class CityCoverage {

  private static final String PROVINCE_NAME = "广东省";
  private static final String MEMO_NAME = "顺德区";

  private final LocalDate day;
  private final Targets targets;
  private final int denominatorVersion;

  CityCoverage(LocalDate day, Targets targets, int denominatorVersion) {
    this.day = day;
    this.targets = targets;
    this.denominatorVersion = denominatorVersion;
  }

  /**
   * @param counts as {@link CityCounts#all} gives them
   */
  List<Row> rows(Map<Measure, Map<String, CoverageCell>> counts, CountedRun run) {
    List<Row> rows = new ArrayList<>();
    counts.forEach(
        (measure, cells) ->
            cells.forEach((division, cell) -> rows.add(row(measure, division, cell, run))));
    return rows;
  }

  private Row row(Measure measure, String division, CoverageCell cell, CountedRun run) {
    Optional<Target> target = targets.on(measure.family().word(), day);
    Optional<Integer> basisPoints = target.map(Target::basisPoints);
    return RowFactory.create(
        day,
        measure.basis().word(),
        division,
        name(division),
        division.equals(PersonState.MEMO),
        measure.family().word(),
        measure.denominator(),
        denominatorVersion,
        cell.due().orElse(null),
        cell.bounds().covered(),
        cell.bounds().low(),
        cell.bounds().high(),
        cell.suspended(),
        cell.rate().orElse(null),
        basisPoints.orElse(null),
        target.map(Target::source).orElse(null),
        basisPoints.map(cell::gap).orElse(null),
        basisPoints.flatMap(cell::isMet).orElse(null),
        basisPoints.flatMap(cell::verdict).orElse(null),
        cell.state(),
        null,
        run.runId(),
        run.knownOn(),
        run.definitionsFingerprint());
  }

  static String name(String division) {
    return switch (division) {
      case CityCounts.PROVINCE -> PROVINCE_NAME;
      case PersonState.MEMO -> MEMO_NAME;
      default ->
          Places.cities().stream()
              .filter(city -> city.code().equals(division))
              .map(Places.City::nameZh)
              .findFirst()
              .orElseThrow();
    };
  }
}
