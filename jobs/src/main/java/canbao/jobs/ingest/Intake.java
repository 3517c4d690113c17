package canbao.jobs.ingest;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.Evaluation;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.RowRules;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleResults;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import canbao.udfs.Places;
import canbao.udfs.Pseudonym;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The batches of one run, taken one after the other and recorded together at the end. */
final class Intake implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final String STEP = "ingest";

  private final RunContext context;
  private final Lake lake;
  private final RuleCatalogue rules;
  private final BatchLog log;
  private final Pseudonym pseudonym;
  private final InForce inForce;

  /** The last accepted batch of each source, this run's included. */
  private final Map<String, BatchEntry> last = new HashMap<>();

  private final List<BatchEntry> entries = new ArrayList<>();
  private final List<BatchIntake> taken = new ArrayList<>();
  private final List<Dataset<Row>> rejected = new ArrayList<>();
  private final List<RuleResult> results = new ArrayList<>();
  private final List<Control> controls = new ArrayList<>();

  Intake(RunContext context, Lake lake, RuleCatalogue rules, BatchLog log, Pseudonym pseudonym) {
    this.context = context;
    this.lake = lake;
    this.rules = rules;
    this.log = log;
    this.pseudonym = pseudonym;
    this.inForce = new InForce(lake);
    log.entries().stream()
        .filter(BatchEntry::isAccepted)
        .forEach(entry -> last.put(entry.source(), entry));
  }

  /** One file's control numbers. */
  private record Control(BatchId batch, String file, BatchEntry.Counts counts) {}

  /** Looks at one batch: takes it, refuses it, or lets it wait. */
  void take(IngestJob.Arrival arrival) {
    BatchFolder folder = arrival.folder();
    BatchId id = folder.id();
    Optional<BatchEntry> known = log.entry(id.source(), id.batch()).filter(BatchEntry::isAccepted);
    try {
      Manifest manifest = folder.manifest(context.settings().limits(), context.asOf());
      if (known.isPresent()) {
        refuseOtherContent(known.get(), manifest);
        return;
      }
      if (isOutOfOrder(arrival.source(), manifest)) {
        return;
      }
      accept(arrival.source(), new BatchToTake(manifest, folder.filesOf(manifest)));
    } catch (BatchRefused e) {
      if (known.isEmpty()) {
        leave(id, BatchEntry.State.REFUSED, e.getMessage());
      }
    }
  }

  /** Writes what the batches of the run have come to; from then on they count. */
  StepSummary record() {
    BatchEntry.Counts sum =
        entries.stream().map(BatchEntry::counts).reduce(BatchEntry.Counts.NONE, Intake::added);
    List<BatchEntry> accepted = entries.stream().filter(BatchEntry::isAccepted).toList();
    if (!accepted.isEmpty()) {
      Evaluation evaluation = new Evaluation(context.asOf(), runId(), rules.fingerprint());
      writeRejected(accepted);
      writeRuleResults(evaluation, accepted);
      writeControlNumbers(evaluation, accepted);
    }
    log.write(entries);
    return new StepSummary(
        STEP, sum.rows(), sum.accepted(), sum.rejected(), sum.accepted() + sum.rejected());
  }

  @Override
  public void close() {
    taken.forEach(BatchIntake::close);
  }

  private void refuseOtherContent(BatchEntry known, Manifest manifest) {
    if (!known.manifestFingerprint().equals(manifest.fingerprint())) {
      throw new JobFailure(
          ExitCode.CONFLICT,
          "Batch " + known.source() + " " + known.batch() + " has come again with other content",
          "it was accepted before, and numbers rest on it",
          "Put the accepted files back, and send the correction as a batch of a later day");
    }
  }

  /** Whether a batch cannot be taken now because of its place among the others. */
  private boolean isOutOfOrder(SourceSpec source, Manifest manifest) {
    BatchEntry before = last.get(source.name());
    BatchId id = new BatchId(source.name(), manifest.header().batch());
    if (before == null) {
      if (!manifest.header().isFull()) {
        leave(id, BatchEntry.State.REFUSED, "the first batch of a source must be a full list");
        return true;
      }
      return false;
    }
    if (!manifest.header().batch().isAfter(before.batch())) {
      leave(
          id,
          BatchEntry.State.REFUSED,
          "it lies before " + before.batch() + ", the last accepted batch of the source");
      return true;
    }
    if (manifest.previous().filter(previous -> !previous.equals(before.batch())).isPresent()) {
      leave(
          id,
          BatchEntry.State.WAITING,
          "it builds on %s, the last accepted batch is %s"
              .formatted(manifest.previous().get(), before.batch()));
      return true;
    }
    return false;
  }

  private void accept(SourceSpec source, BatchToTake batch) throws BatchRefused {
    BatchId id = new BatchId(source.name(), batch.manifest().header().batch());
    BatchHeader header = batch.manifest().header();
    RowRules rowRules = new RowRules(rules.of(source.name()));
    rules.check(source.name(), new SourceRows(source, header).readSchema(), context.spark());
    BatchIntake intake =
        new BatchIntake(
            new BatchIntake.IntakeRules(rowRules, context.settings().limits()),
            lake,
            source,
            batch);
    taken.add(intake);
    Map<String, Long> before = rowsInForce(source, header);
    intake.verify(before);
    intake.land(pseudonym);
    rejected.add(intake.rejectedRows());
    results.addAll(
        RuleResults.of(
            rowRules.rules(),
            intake.ruleCounts(),
            header.batch(),
            Places.cities().stream().map(Places.City::code).toList()));
    record(id, batch, intake.tally(), before);
  }

  private void record(BatchId id, BatchToTake batch, Tally tally, Map<String, Long> before) {
    for (FileToRead file : batch.files()) {
      controls.add(
          new Control(
              id,
              file.name(),
              new BatchEntry.Counts(
                  tally.rowsOf(file.number()),
                  tally.rowsOf(file.number(), JudgedRows.ACCEPTED),
                  tally.rowsOf(file.number(), JudgedRows.REJECTED),
                  tally.rowsOf(file.number(), JudgedRows.DUPLICATE))));
    }
    BatchEntry entry =
        new BatchEntry(
            id.source(),
            id.batch(),
            Optional.of(batch.manifest().header()),
            BatchEntry.State.ACCEPTED,
            "",
            new BatchEntry.Counts(
                tally.rows(),
                tally.rowsOf(JudgedRows.ACCEPTED),
                tally.rowsOf(JudgedRows.REJECTED),
                tally.rowsOf(JudgedRows.DUPLICATE)),
            context.asOf(),
            batch.manifest().fingerprint(),
            rowsAfter(batch.manifest().header(), tally, before));
    entries.add(entry);
    last.put(id.source(), entry);
    LOG.info(
        "{}: {} rows, {} accepted, {} rejected, {} duplicate",
        id,
        entry.counts().rows(),
        entry.counts().accepted(),
        entry.counts().rejected(),
        entry.counts().duplicate());
  }

  private void leave(BatchId id, BatchEntry.State state, String reason) {
    LOG.warn("{} is {}: {}", id, state == BatchEntry.State.REFUSED ? "refused" : "waiting", reason);
    entries.add(BatchEntry.notAccepted(id.source(), id.batch(), state, reason, context.asOf()));
  }

  /** From the register, unless batches wait there that it has not seen: then by their own words. */
  private Map<String, Long> rowsInForce(SourceSpec source, BatchHeader header) {
    BatchEntry before = last.get(source.name());
    if (before == null) {
      return Map.of();
    }
    return header.isFull()
        ? inForce.rowsByCity(source, before.batch()).orElse(before.rowsByCity())
        : before.rowsByCity();
  }

  private static Map<String, Long> rowsAfter(
      BatchHeader header, Tally tally, Map<String, Long> before) {
    Map<String, Long> after = new TreeMap<>(before);
    if (header.isFull()) {
      after.keySet().removeIf(city -> header.coversEverything() || header.cities().contains(city));
      after.putAll(tally.acceptedByCity());
    } else {
      tally.netByCity().forEach((city, rows) -> after.merge(city, rows, Long::sum));
    }
    return after;
  }

  private String runId() {
    return log.with(entries).runId(context.asOf(), context.settings().fingerprint());
  }

  private void writeRejected(List<BatchEntry> accepted) {
    boolean hasRejected = accepted.stream().anyMatch(entry -> entry.counts().rejected() > 0);
    if (hasRejected) {
      Dataset<Row> rows = rejected.stream().reduce(Dataset::unionByName).orElseThrow();
      lake.replace(QualityTables.REJECTED, rows, batches(accepted));
    }
  }

  private void writeRuleResults(Evaluation evaluation, List<BatchEntry> accepted) {
    lake.replace(
        QualityTables.RULE_RESULT,
        RuleResults.rows(context.spark(), results, evaluation),
        Slice.where("as_of", context.asOf()).and(batches(accepted)));
  }

  private void writeControlNumbers(Evaluation evaluation, List<BatchEntry> accepted) {
    List<Row> rows =
        controls.stream()
            .map(
                control ->
                    RowFactory.create(
                        evaluation.asOf(),
                        evaluation.runId(),
                        STEP,
                        control.batch().source(),
                        control.batch().batch(),
                        control.file(),
                        control.counts().rows(),
                        control.counts().accepted(),
                        control.counts().rejected(),
                        control.counts().duplicate(),
                        control.counts().rows()
                            == control.counts().accepted()
                                + control.counts().rejected()
                                + control.counts().duplicate()))
            .toList();
    lake.replace(
        QualityTables.CONTROL_NUMBER,
        context.spark().createDataFrame(rows, QualityTables.CONTROL_NUMBER.columns()),
        Slice.where("as_of", context.asOf()).and(Slice.where("step", STEP)).and(batches(accepted)));
  }

  private static Slice batches(List<BatchEntry> entries) {
    return Slice.anyOf(
        entries.stream()
            .map(e -> Slice.where("source", e.source()).and(Slice.where("batch", e.batch())))
            .toList());
  }

  private static BatchEntry.Counts added(BatchEntry.Counts sum, BatchEntry.Counts more) {
    return new BatchEntry.Counts(
        sum.rows() + more.rows(),
        sum.accepted() + more.accepted(),
        sum.rejected() + more.rejected(),
        sum.duplicate() + more.duplicate());
  }
}
