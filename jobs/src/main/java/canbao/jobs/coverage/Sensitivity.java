package canbao.jobs.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import canbao.jobs.coverage.CityCounts.Measure;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.PublishedDenominator;
import canbao.jobs.run.Target;
import canbao.jobs.run.Targets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Rows of {@code coverage.sensitivity}: one rate by every denominator and every edition of a
 * published figure, and whether the verdict on a city depends on which of them is taken.
 *
 * <p>Only denominators that are admissible for a family judge it. One made of enrolment itself is
 * circular and is none of them (World Bank, FASTR: denominators of administrative data).
 *
 * @param targets of the plan
 */
record Sensitivity(LocalDate day, Denominators denominators, Targets targets) {

  /** What the verdict over all admissible denominators can be; none where nobody is due. */
  enum Robustness {
    ROBUSTLY_MET,
    DEPENDS,
    ROBUSTLY_MISSED;

    static Optional<Robustness> of(List<Boolean> met) {
      if (met.isEmpty()) {
        return Optional.empty();
      }
      if (met.contains(true) && met.contains(false)) {
        return Optional.of(DEPENDS);
      }
      return Optional.of(met.contains(true) ? ROBUSTLY_MET : ROBUSTLY_MISSED);
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A rate by one denominator. */
  private record Rated(
      String division,
      Family family,
      String denominator,
      String edition,
      boolean isAdmissible,
      CoverageCell cell) {

    private record Judged(String division, Family family) {}

    Judged judged() {
      return new Judged(division, family);
    }
  }

  /**
   * The rows, by family and denominator.
   *
   * @param counts as {@link CityCounts#all} gives them
   * @param figures of the day's year
   */
  List<Row> rows(
      Map<Measure, Map<String, CoverageCell>> counts,
      PersonGroups groups,
      PublishedFigures figures,
      String runId) {
    List<Rated> all = new ArrayList<>();
    for (Family family : List.of(Family.PENSION, Family.MEDICAL)) {
      for (Denominator one : denominators.denominators()) {
        boolean isAdmissible = one.admissibleFor().contains(family.word());
        add(all, family, one.basis(), one.id(), "", isAdmissible, counts);
      }
    }
    for (PublishedDenominator one : denominators.published()) {
      for (String edition : figures.editions(one.populationCode())) {
        PublishedFigures ofEdition = figures.of(one.populationCode(), edition);
        Map<Measure, Map<String, CoverageCell>> cells =
            PublishedCounts.of(groups, denominators, ofEdition).beside(counts);
        for (Family family : List.of(Family.PENSION, Family.MEDICAL)) {
          add(all, family, one.basis(), one.id(), edition, true, cells);
        }
      }
    }
    Map<Rated.Judged, List<Rated>> byVerdict =
        all.stream().collect(groupingBy(Rated::judged, LinkedHashMap::new, toList()));
    List<Row> rows = new ArrayList<>();
    byVerdict.forEach(
        (judged, rated) -> {
          Optional<Target> target = targets.on(judged.family().word(), day);
          Optional<Robustness> robustness = target.flatMap(one -> robustness(rated, one));
          rated.forEach(one -> rows.add(row(one, target, robustness, runId)));
        });
    return rows;
  }

  private static void add(
      List<Rated> all,
      Family family,
      String basis,
      String denominator,
      String edition,
      boolean isAdmissible,
      Map<Measure, Map<String, CoverageCell>> counts) {
    counts.forEach(
        (measure, cells) -> {
          if (measure.basis().word().equals(basis)
              && measure.family().word().equals(family.word())
              && measure.denominator().equals(denominator)) {
            cells.forEach(
                (division, cell) ->
                    all.add(new Rated(division, family, denominator, edition, isAdmissible, cell)));
          }
        });
  }

  private static Optional<Robustness> robustness(List<Rated> rated, Target target) {
    return Robustness.of(
        rated.stream()
            .filter(Rated::isAdmissible)
            .flatMap(one -> one.cell().isMet(target.basisPoints()).stream())
            .toList());
  }

  private Row row(
      Rated rated, Optional<Target> target, Optional<Robustness> robustness, String runId) {
    CoverageCell cell = rated.cell();
    long due = cell.due().orElse(0L);
    return RowFactory.create(
        day,
        rated.division(),
        CityCoverage.name(rated.division()),
        rated.family().word(),
        rated.denominator(),
        rated.edition(),
        rated.isAdmissible(),
        due,
        cell.bounds().covered(),
        cell.rate().orElse(null),
        cell.bounds().covered() > due,
        target.map(Target::basisPoints).orElse(null),
        target.flatMap(one -> cell.isMet(one.basisPoints())).orElse(null),
        target.flatMap(one -> cell.verdict(one.basisPoints())).orElse(null),
        cell.missedLinkRate().orElse(null),
        robustness.map(Robustness::word).orElse(null),
        runId);
  }
}
