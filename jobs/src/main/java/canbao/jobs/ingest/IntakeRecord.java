package canbao.jobs.ingest;

import canbao.jobs.control.ControlNumber;
import canbao.jobs.control.ControlNumbers;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchFacts;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.BatchMeasures;
import canbao.jobs.quality.EarlierResults;
import canbao.jobs.quality.Evaluation;
import canbao.jobs.quality.GroupRules;
import canbao.jobs.quality.Kind;
import canbao.jobs.quality.MetricState;
import canbao.jobs.quality.MetricStates;
import canbao.jobs.quality.Portions;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleResults;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.SourceSpec;
import canbao.udfs.Places;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run of ingest leaves in schema {@code quality}: written together at its end, the batches'
 * own rows last, since they make the others count.
 */
final class IntakeRecord {

  private static final Logger LOG = LoggerFactory.getLogger(IntakeRecord.class);
  private static final String STEP = "ingest";

  private final RunContext context;
  private final Lake lake;
  private final BatchLog log;
  private final RuleCatalogue rules;
  private final List<SourceSpec> sources;
  private final List<BatchEntry> entries = new ArrayList<>();
  private final Map<BatchId, BatchFacts> facts = new HashMap<>();
  private final Map<BatchId, List<ControlNumber>> controls = new LinkedHashMap<>();
  private final EarlierResults before;
  private final List<RuleResult> results = new ArrayList<>();
  private final List<MetricStates.OfBatch> states = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final List<Dataset<Row>> suspects = new ArrayList<>();

  /**
   * @param sources of which the run takes batches
   */
  IntakeRecord(
      RunContext context, Lake lake, BatchLog log, RuleCatalogue rules, List<SourceSpec> sources) {
    this.context = context;
    this.lake = lake;
    this.log = log;
    this.rules = rules;
    this.before =
        new ResultsBefore(
            lake, log.entries().stream().filter(BatchEntry::isAccepted).toList(), results);
    this.sources = List.copyOf(sources);
  }

  /** Rows of {@code quality.rejected}, and the batch out of whose files they are read. */
  private record Rejected(BatchIntake batch, Dataset<Row> rows) {}

  void accept(BatchEntry entry, BatchIntake batch, Tally tally) {
    entries.add(entry);
    for (FileToRead file : batch.files()) {
      String name = batch.id().name().file(file.name());
      controls
          .computeIfAbsent(batch.id(), id -> new ArrayList<>())
          .add(controlNumber(batch.id(), name, tally.counts(file.number())));
    }
  }

  /** What lies around a batch that was accepted. */
  void note(BatchFacts batch) {
    BatchFacts unused = facts.put(new BatchId(batch.source().name(), batch.batch().batch()), batch);
  }

  void leave(BatchId id, BatchEntry.State state, String reason) {
    LOG.warn("{} is {}: {}", id, state == BatchEntry.State.REFUSED ? "refused" : "waiting", reason);
    entries.add(
        BatchEntry.notAccepted(id.name().toString(), id.batch(), state, reason, context.asOf()));
  }

  /** The batches of the run that count, once it is written. */
  List<BatchEntry> accepted() {
    return entries.stream().filter(BatchEntry::isAccepted).toList();
  }

  /** The rows of a day were judged, and its batches were accepted or left. */
  void judged(DayIntake day) {
    List<BatchMeasures> measures = day.measures();
    Map<Integer, Portions> portions = day.portions();
    List<String> cities = Places.cities().stream().map(Places.City::code).toList();
    for (int i = 0; i < measures.size(); i++) {
      BatchIntake batch = day.landed().get(i);
      BatchId id = batch.id();
      if (id.isCorrection()) {
        // What a handful of rows comes to is no measure of the source.
        continue;
      }
      results.addAll(
          RuleResults.of(
              batch.rules().rules(),
              portions.get(batch.number()).withUnknown(batch.rules(), measures.get(i).counts()),
              id.batch(),
              cities));
      List<MetricState> measured = new ArrayList<>(day.tally(batch).sizes());
      measured.addAll(measures.get(i).states());
      states.add(new MetricStates.OfBatch(id.source(), id.batch(), measured));
    }
    // Others may be held against sums, also those of another source.
    judgeTogether(day, portions, IntakeRecord::isSum);
    judgeTogether(day, portions, rule -> !isSum(rule));
    day.landed().forEach(batch -> suspects.add(day.suspectRows(batch)));
    day.withRejected().forEach(batch -> rejected.add(new Rejected(batch, day.rejectedRows(batch))));
  }

  /** Judges what the rows of each batch come to together, by some of the rules. */
  private void judgeTogether(
      DayIntake day, Map<Integer, Portions> portions, Predicate<Rule> areAsked) {
    for (BatchIntake batch : day.landed()) {
      if (batch.id().isCorrection()) {
        continue;
      }
      BatchFacts its = facts.get(batch.id()).with(portions.get(batch.number()), before);
      results.addAll(GroupRules.judge(batch.groupRules().stream().filter(areAsked).toList(), its));
    }
  }

  private static boolean isSum(Rule rule) {
    return rule.kind().name() == Kind.Name.AGGREGATE;
  }

  /**
   * Writes everything.
   *
   * @throws JobFailure CONFLICT if a file was changed before its rejected rows were written; no
   *     batch of the run counts then
   */
  StepSummary write() {
    Phase.begin(context.spark(), "ingest: rejected rows, rules, control numbers and batches");
    List<BatchEntry> accepted = accepted();
    BatchLog after = log.with(entries);
    String runId = after.runId(context.asOf(), context.settings().fingerprint());
    Evaluation evaluation = new Evaluation(context.asOf(), runId, rules.fingerprint());
    if (!accepted.isEmpty()) {
      writeRejected(accepted);
      writeSuspects(accepted);
    }
    writeResults(accepted, after, evaluation);
    if (!accepted.isEmpty()) {
      lake.replace(
          QualityTables.METRIC_STATE,
          MetricStates.rows(context.spark(), states),
          batches(accepted));
      List<ControlNumber> numbers = controls.values().stream().flatMap(List::stream).toList();
      ControlNumbers control = new ControlNumbers(lake, STEP, context.asOf(), runId);
      control.stopUnlessBalanced(numbers, "This is a fault of the program: report it");
      control.write(numbers, rowsOf(accepted));
    }
    log.write(entries);
    BatchEntry.Counts sum =
        entries.stream()
            .map(BatchEntry::counts)
            .reduce(BatchEntry.Counts.NONE, BatchEntry.Counts::plus);
    return new StepSummary(
        STEP, sum.rows(), sum.accepted(), sum.rejected(), sum.accepted() + sum.rejected());
  }

  /** Those of the batches, and those that the day decides whether it has brought any or not. */
  private void writeResults(List<BatchEntry> accepted, BatchLog after, Evaluation evaluation) {
    List<RuleResult> all = new ArrayList<>(results);
    List<RuleResult> ofDay =
        GroupRules.ofDay(rules.all(), BatchFacts.newest(after, sources, context.asOf()));
    all.addAll(ofDay);
    Slice slice =
        Slice.where("as_of", context.asOf())
            .and(
                Slice.anyOf(
                    Stream.concat(
                            accepted.stream().map(IntakeRecord::batch),
                            ofDay.stream()
                                .map(result -> new DayRule(result.rule(), result.source()))
                                .distinct()
                                .map(DayRule::slice))
                        .toList()));
    boolean isThere =
        accepted.isEmpty()
            && (ofDay.isEmpty() || !lake.read(QualityTables.RULE_RESULT, slice).isEmpty());
    if (!isThere) {
      lake.replace(
          QualityTables.RULE_RESULT, RuleResults.rows(context.spark(), all, evaluation), slice);
    }
  }

  /** A rule that the day decides, on one source. */
  private record DayRule(String rule, String source) {
    Slice slice() {
      return Slice.where("rule", rule).and(Slice.where("source", source));
    }
  }

  private void writeRejected(List<BatchEntry> accepted) {
    Dataset<Row> none =
        context.spark().createDataFrame(List.of(), QualityTables.REJECTED.columns());
    Dataset<Row> rows = rejected.stream().map(Rejected::rows).reduce(none, Dataset::unionByName);
    Slice slice = rowsOf(accepted);
    try {
      // A run that did not come to its end may have left some.
      if (!rejected.isEmpty() || !lake.read(QualityTables.REJECTED, slice).isEmpty()) {
        lake.replace(QualityTables.REJECTED, rows, slice);
      }
    } finally {
      // Spark itself fails on most Parquet files that were changed; that is not to be its failure.
      rejected.forEach(one -> failOnChanged(one.batch()));
    }
  }

  private void writeSuspects(List<BatchEntry> accepted) {
    Dataset<Row> none = context.spark().createDataFrame(List.of(), QualityTables.SUSPECT.columns());
    Dataset<Row> rows = suspects.stream().reduce(none, Dataset::unionByName);
    lake.replace(QualityTables.SUSPECT, rows, rowsOf(accepted));
  }

  private static void failOnChanged(BatchIntake batch) {
    try {
      batch.refuseChangedMeanwhile();
    } catch (BatchRefused e) {
      throw new JobFailure(
          ExitCode.CONFLICT,
          "No batch of this run was taken",
          "of " + batch.id() + " the file " + e.getMessage(),
          "Have that batch delivered again, its manifest.json last, and run again");
    }
  }

  private static ControlNumber controlNumber(BatchId batch, String file, BatchEntry.Counts counts) {
    return ControlNumber.of(
            batch.source(), counts.rows(), counts.accepted(), counts.rejected(), counts.duplicate())
        .ofBatch(batch.batch())
        .ofFile(file);
  }

  /** In tables that name a file too: corrected rows stand there as rows of their source. */
  private Slice rowsOf(List<BatchEntry> entries) {
    return Slice.anyOf(
        entries.stream()
            .flatMap(entry -> entry.name().isCorrection() ? files(entry) : Stream.of(batch(entry)))
            .toList());
  }

  private Stream<Slice> files(BatchEntry corrections) {
    BatchId id = new BatchId(corrections.name(), corrections.batch());
    Slice ofSource =
        Slice.where("source", id.source()).and(Slice.where("batch", corrections.batch()));
    return controls.getOrDefault(id, List.of()).stream()
        .map(control -> ofSource.and(Slice.where("file", control.file().orElseThrow())));
  }

  private static Slice batches(List<BatchEntry> entries) {
    return Slice.anyOf(entries.stream().map(IntakeRecord::batch).toList());
  }

  private static Slice batch(BatchEntry entry) {
    return Slice.where("source", entry.source()).and(Slice.where("batch", entry.batch()));
  }
}
