package canbao.jobs.usability;

import static java.util.stream.Collectors.toSet;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.Figures;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.quality.MetricState;
import canbao.jobs.quality.MetricStates;
import canbao.jobs.quality.PublishedFigures;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import canbao.jobs.run.Usability;
import canbao.jobs.run.Usability.Line;
import canbao.jobs.run.Usability.Topic;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Grades how far the numbers of a released day can be used: {@code quality.usability}. It reads
 * what the night has counted and no row of a person; running it twice leaves the same rows.
 */
public final class UsabilityJob {

  private final Lake lake;
  private final LocalDate day;
  private final Usability usability;
  private final BatchLog log;
  private final CoverageFacts coverage;

  private UsabilityJob(Lake lake, RunContext context) {
    this.lake = lake;
    this.day = context.asOf();
    this.usability = context.settings().usability();
    this.log = BatchLog.read(lake);
    this.coverage = CoverageFacts.read(lake, day, context.settings().denominators().headline());
  }

  /** Writes the grades of the day. */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    UsabilityJob job = new UsabilityJob(lake, context);
    List<Graded> grades = job.grades();
    String runId = job.log.runId(job.day, context.settings().fingerprint());
    List<Row> rows = grades.stream().map(graded -> job.row(graded, runId)).toList();
    lake.replace(
        UsabilityTables.USABILITY,
        context.spark().createDataFrame(rows, UsabilityTables.USABILITY.columns()).coalesce(1),
        Slice.where("as_of", job.day));
    return new StepSummary("usability", grades.size(), grades.size(), 0, grades.size());
  }

  private List<Graded> grades() {
    Figures figures = new PublishedFigures(lake, log.inForce(PublishedFigures.SOURCE, day), day);
    Map<String, List<MetricState>> states = states();
    List<Graded> grades = new ArrayList<>();
    for (Line line : usability.lines()) {
      List<MetricState> its =
          line.sources().stream()
              .flatMap(source -> states.getOrDefault(source, List.of()).stream())
              .toList();
      grades.addAll(grades(new LineFacts(line, day, log, its, figures)));
    }
    return grades;
  }

  /** The states of all batches in force, by source. */
  private Map<String, List<MetricState>> states() {
    List<BatchEntry> inForce =
        usability.lines().stream()
            .flatMap(line -> line.sources().stream())
            .distinct()
            .flatMap(source -> log.inForce(source, day).stream())
            .toList();
    Map<String, List<MetricState>> states = new HashMap<>();
    if (!inForce.isEmpty()) {
      Slice slice =
          Slice.anyOf(
              inForce.stream()
                  .map(e -> Slice.where("source", e.source()).and(Slice.where("batch", e.batch())))
                  .toList());
      lake.read(QualityTables.METRIC_STATE, slice)
          .collectAsList()
          .forEach(
              row ->
                  states
                      .computeIfAbsent(row.<String>getAs("source"), source -> new ArrayList<>())
                      .add(MetricStates.state(row)));
    }
    return states;
  }

  /** Of all cities and the province. */
  private List<Graded> grades(LineFacts facts) {
    List<Graded> grades = new ArrayList<>();
    for (Places.City city : Places.cities()) {
      grades.addAll(withWorst(grades(facts, city.code())));
    }
    Set<String> late =
        grades.stream()
            .filter(graded -> graded.topic().equals(word(Topic.LATE)))
            .filter(graded -> graded.grade() != Grade.LOW)
            .map(Graded::division)
            .collect(toSet());
    List<Graded> province = new ArrayList<>(grades(facts, GateDecision.PROVINCE));
    facts
        .line()
        .family()
        .ifPresent(
            family ->
                province.add(
                    graded(
                        facts, GateDecision.PROVINCE, Topic.STALE, coverage.stale(family, late))));
    grades.addAll(withWorst(province));
    return grades;
  }

  private List<Graded> grades(LineFacts facts, String division) {
    List<Graded> grades = new ArrayList<>();
    grades.add(
        graded(facts, division, Topic.VOLUME_PAST, facts.volumePast(division, usability.months())));
    facts
        .line()
        .published()
        .ifPresent(
            published -> {
              Optional<Long> counted =
                  published
                      .people()
                      .map(people -> coverage.people(people, division))
                      .orElseGet(() -> facts.rows(division, day));
              grades.add(
                  graded(
                      facts,
                      division,
                      Topic.VOLUME_PUBLISHED,
                      facts.volumePublished(division, published, counted)));
            });
    grades.add(graded(facts, division, Topic.DUPLICATES, facts.duplicates(division)));
    grades.add(graded(facts, division, Topic.MISSING, facts.missing(division)));
    grades.add(graded(facts, division, Topic.LATE, facts.late(division)));
    facts
        .line()
        .family()
        .ifPresent(
            family ->
                grades.add(
                    graded(facts, division, Topic.UNLINKED, coverage.unlinked(family, division))));
    return grades;
  }

  private static List<Graded> withWorst(List<Graded> grades) {
    return Stream.concat(grades.stream(), Stream.of(Graded.worst(grades))).toList();
  }

  private Graded graded(LineFacts facts, String division, Topic topic, Finding finding) {
    return Graded.of(
        facts.line().name(), division, word(topic), finding, usability.limits(topic, division));
  }

  private static String word(Topic topic) {
    return topic.name().toLowerCase(Locale.ROOT);
  }

  private Row row(Graded graded, String runId) {
    return RowFactory.create(
        day,
        graded.line(),
        graded.division(),
        graded.topic(),
        graded.grade().word(),
        graded.value().orElse(null),
        graded.limits().map(Usability.Limits::mediumAbove).orElse(null),
        graded.limits().map(Usability.Limits::highAbove).orElse(null),
        graded.limits().map(Usability.Limits::unusableAbove).orElse(null),
        graded.reason(),
        runId);
  }
}
