package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.lit;

import canbao.jobs.coverage.CityCounts.Measure;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The numbers of a day, computed from the register; who computes them decides what is stored. */
final class DayCoverage {

  private final RegisterOn register;
  private final Settings settings;
  private final Denominators denominators;
  private final PersonFacts facts;
  private Optional<PublishedFigures> figures = Optional.empty();

  DayCoverage(RegisterOn register, Settings settings) {
    this.register = register;
    this.settings = settings;
    this.denominators = settings.denominators();
    this.facts = new PersonFacts(register.day(), settings);
  }

  /** Rows of {@code coverage.person_state}. */
  Dataset<Row> people() {
    return states(facts.of(register));
  }

  /** Those of some people. */
  Dataset<Row> people(TouchedPeople people) {
    return states(facts.of(register, people));
  }

  private Dataset<Row> states(Dataset<Row> facts) {
    LocalDate day = register.day();
    return CoverageTables.PERSON_STATE.conformed(
        PersonState.of(facts, denominators).withColumn("as_of", lit(day)));
  }

  /** What {@link #cities} and {@link #sensitivity} are made of. */
  Map<Measure, Map<String, CoverageCell>> counts(PersonGroups groups) {
    return CityCounts.of(groups, denominators, figures());
  }

  /**
   * Rows of {@code coverage.city_coverage}.
   *
   * @param counts as {@link #counts} gives them
   */
  List<Row> cities(Map<Measure, Map<String, CoverageCell>> counts, CountedRun run) {
    return new CityCoverage(register.day(), settings.targets(), denominators.version())
        .rows(counts, run);
  }

  /**
   * Rows of {@code coverage.sensitivity}.
   *
   * @param counts as {@link #counts} gives them
   * @param groups that they were counted of
   */
  List<Row> sensitivity(
      Map<Measure, Map<String, CoverageCell>> counts, PersonGroups groups, CountedRun run) {
    return new Sensitivity(register.day(), denominators, settings.targets())
        .rows(counts, groups, figures(), run.runId());
  }

  /**
   * Rows of {@code coverage.published_bridge}.
   *
   * @param counts as {@link #counts} gives them
   * @param groups that they were counted of
   */
  List<Row> publishedBridge(
      Map<Measure, Map<String, CoverageCell>> counts, PersonGroups groups, CountedRun run) {
    return new PublishedBridge(register.day(), denominators)
        .rows(counts, groups, figures(), run.runId());
  }

  /** Rows of {@code coverage.bridge}. */
  List<Row> bridge(PersonGroups groups, CountedRun run) {
    var relations = Bridge.relationsByLine(facts.relations(register.enrolments()));
    List<Row> rows = new ArrayList<>();
    // The bridge ends at who is due by the first denominator of residence.
    Denominator end = denominators.first(Basis.RESIDENCE.word());
    for (Family family : List.of(Family.PENSION, Family.MEDICAL)) {
      int dueBit = new DueBits(denominators).of(end, family);
      Bridge bridge = new Bridge(register.day(), family, dueBit);
      rows.addAll(bridge.rows(groups, relations, run.runId()));
    }
    return rows;
  }

  /** Published figures of the day's year, read once. */
  PublishedFigures figures() {
    if (figures.isEmpty()) {
      figures = Optional.of(readFigures());
    }
    return figures.get();
  }

  private PublishedFigures readFigures() {
    List<String> codes = PublishedFigures.codes(denominators);
    return register
        .statistics()
        .map(rows -> PublishedFigures.read(rows, register.day().getYear(), codes))
        .orElse(PublishedFigures.NONE);
  }
}
