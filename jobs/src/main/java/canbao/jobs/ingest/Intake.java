package canbao.jobs.ingest;

import canbao.jobs.database.Extraction;
import canbao.jobs.lake.Lake;
import canbao.jobs.quality.AcceptedShrink;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchFacts;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.EarlierResults;
import canbao.jobs.quality.Kind;
import canbao.jobs.quality.Portions;
import canbao.jobs.quality.PublishedFigures;
import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import canbao.udfs.Pseudonym;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The batches of one run, taken day by day and recorded together at the end. */
final class Intake implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final RunContext context;
  private final Lake lake;
  private final RuleCatalogue rules;
  private final BatchLog log;
  private final Pseudonym pseudonym;
  private final ShrinkPermit permit;
  private final InForce inForce;
  private final IntakeRecord record;

  /** The accepted batches of each source by date, this run's included. */
  private final Map<String, NavigableMap<LocalDate, BatchEntry>> accepted = new HashMap<>();

  private PublishedFigures figures;

  private final List<Closing> open = new ArrayList<>();

  Intake(
      RunContext context,
      Lake lake,
      RuleCatalogue rules,
      BatchLog log,
      Pseudonym pseudonym,
      List<SourceSpec> sources,
      ShrinkPermit permit) {
    this.context = context;
    this.lake = lake;
    this.rules = rules;
    this.log = log;
    this.pseudonym = pseudonym;
    this.permit = permit;
    this.inForce = new InForce(lake);
    this.figures = new PublishedFigures(lake, List.of(), context.asOf());
    this.record = new IntakeRecord(context, lake, log, rules, sources);
    log.entries().stream().filter(BatchEntry::isAccepted).forEach(this::noteAccepted);
  }

  private void noteAccepted(BatchEntry entry) {
    BatchEntry unused = accepted(entry.source()).put(entry.batch(), entry);
  }

  private interface Closing {
    void close();
  }

  /** Notes a batch that a database did not give; one that was accepted before stays so. */
  void leave(Extraction.NotThere batch) {
    BatchId id = new BatchId(batch.source(), batch.batch());
    if (log.entry(id.source(), id.batch()).filter(BatchEntry::isAccepted).isPresent()) {
      LOG.warn("{} stays accepted: {}", id, batch.reason());
    } else {
      record.leave(id, BatchEntry.State.REFUSED, batch.reason());
    }
  }

  /** Looks at the batches of one day, of different sources: takes, refuses or leaves each. */
  void take(List<IngestJob.Arrival> arrivals) {
    List<BatchIntake> batches = new ArrayList<>();
    for (IngestJob.Arrival arrival : arrivals) {
      opened(arrival, batches.size()).ifPresent(batches::add);
    }
    if (!batches.isEmpty()) {
      Partners partners = new Partners(lake, batches, registered(batches));
      for (BatchIntake batch : batches) {
        batch.leaveOut(
            rule -> rule.kind().name() == Kind.Name.REFERENTIAL && !partners.areKnown(rule));
      }
      DayIntake day = new DayIntake(lake, batches, partners);
      open.add(day::close);
      for (BatchIntake batch : batches) {
        take(day, batch);
      }
      record.judged(day);
    }
  }

  /** Sources of which the register has taken up the newest batch before the day of some others. */
  private List<SourceSpec> registered(List<BatchIntake> batches) {
    LocalDate day = batches.get(0).manifest().header().batch();
    return context.settings().sources().stream()
        .filter(
            source ->
                Optional.ofNullable(accepted(source.name()).lowerKey(day))
                    .filter(newest -> inForce.isApplied(source, newest))
                    .isPresent())
        .toList();
  }

  /** Writes what the batches of the run have come to; from then on they count. */
  StepSummary record() {
    return record.write();
  }

  @Override
  public void close() {
    open.forEach(Closing::close);
  }

  /** A batch that can be read; every other one is noted as what it is. */
  private Optional<BatchIntake> opened(IngestJob.Arrival arrival, int number) {
    BatchId id = arrival.folder().id();
    Optional<BatchEntry> known =
        log.entry(id.name().toString(), id.batch()).filter(BatchEntry::isAccepted);
    try {
      Manifest manifest = arrival.folder().manifest(context.settings().limits(), context.asOf());
      if (known.isPresent()) {
        refuseOtherContent(known.get(), manifest);
        return Optional.empty();
      }
      if (isOutOfOrder(arrival.source(), manifest)) {
        return Optional.empty();
      }
      BatchToTake batch = new BatchToTake(manifest, arrival.folder().filesOf(manifest));
      return Optional.of(opened(arrival.source(), number, batch));
    } catch (BatchRefused e) {
      if (known.isEmpty()) {
        record.leave(id, BatchEntry.State.REFUSED, e.getMessage());
      } else {
        LOG.warn(
            "{} stays accepted, but whether its content is still the same cannot be told: {}",
            id,
            e.getMessage());
      }
      return Optional.empty();
    }
  }

  private BatchIntake opened(SourceSpec source, int number, BatchToTake batch) throws BatchRefused {
    StructType schema = new SourceRows(source, batch.manifest().header()).readSchema();
    List<Rule> its = new ArrayList<>();
    for (String ruling : source.ruledBy()) {
      rules.check(ruling, schema, context.spark());
      rules.of(ruling).stream()
          .map(rule -> rule.ofSource(source.name()).on(context.asOf()))
          .forEach(its::add);
    }
    BatchRows rows = BatchRows.open(lake.spark(), source, batch, context.settings().limits());
    BatchIntake intake = new BatchIntake(number, source, its, batch, rows);
    open.add(intake::close);
    return intake;
  }

  private void take(DayIntake day, BatchIntake batch) {
    Map<String, Long> before = rowsInForce(batch.source(), batch.manifest().header());
    Tally tally = day.tally(batch);
    List<AcceptedShrink> shrinks;
    try {
      shrinks = batch.refuseIfUnsound(tally, context.settings().limits(), before, permit);
      day.land(batch, pseudonym);
    } catch (BatchRefused e) {
      record.leave(batch.id(), BatchEntry.State.REFUSED, e.getMessage());
      return;
    }
    warnOfUnknownColumns(batch);
    BatchEntry entry = entry(batch, tally, before, shrinks);
    record.accept(entry, batch, tally);
    noteAccepted(entry);
    noteFacts(batch, entry, before);
    LOG.info(
        "{}: {} rows, {} accepted, {} rejected, {} duplicate",
        batch.id(),
        entry.counts().rows(),
        entry.counts().accepted(),
        entry.counts().rejected(),
        entry.counts().duplicate());
  }

  /** What lies around a batch; a handful of corrected rows is judged row by row alone. */
  private void noteFacts(BatchIntake batch, BatchEntry entry, Map<String, Long> before) {
    if (batch.id().isCorrection()) {
      return;
    }
    record.note(
        new BatchFacts(
            context.asOf(),
            batch.source(),
            List.copyOf(accepted(entry.source()).headMap(context.asOf(), true).values()),
            entry,
            before,
            (code, division) -> figures(entry.batch()).of(code, division),
            Portions.none(),
            EarlierResults.NONE));
  }

  private static void warnOfUnknownColumns(BatchIntake batch) {
    List<String> unknown = batch.unknownColumns().stream().map(OutsideText::printable).toList();
    if (!unknown.isEmpty()) {
      LOG.warn("{} has columns that its source does not declare: {}", batch.id(), unknown);
    }
  }

  private BatchEntry entry(
      BatchIntake batch, Tally tally, Map<String, Long> before, List<AcceptedShrink> shrinks) {
    return new BatchEntry(
        batch.id().name().toString(),
        batch.id().batch(),
        Optional.of(batch.manifest().header()),
        BatchEntry.State.ACCEPTED,
        "",
        tally.counts(),
        context.asOf(),
        batch.manifest().fingerprint(),
        rowsAfter(batch.manifest().header(), tally, before),
        shrinks);
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
    if (manifest.header().isFull()) {
      return false;
    }
    BatchId id = new BatchId(source.name(), manifest.header().batch());
    NavigableMap<LocalDate, BatchEntry> others = accepted(source.name());
    if (others.isEmpty()) {
      record.leave(id, BatchEntry.State.REFUSED, "the first batch of a source must be a full list");
      return true;
    }
    LocalDate previous = manifest.previous().orElseThrow();
    if (!others.containsKey(previous)) {
      record.leave(
          id,
          BatchEntry.State.WAITING,
          "it builds on %s, which was not accepted; the last accepted batch is %s"
              .formatted(previous, others.lastKey()));
      return true;
    }
    return false;
  }

  /** Those in force on the day of a batch, whatever the order of the sources on that day. */
  private PublishedFigures figures(LocalDate day) {
    List<BatchEntry> inForce = log.with(record.accepted()).inForce(PublishedFigures.SOURCE, day);
    if (!figures.isOf(inForce)) {
      figures = new PublishedFigures(lake, inForce, context.asOf());
    }
    return figures;
  }

  /** Accepted batches of a source by date, this run's included. */
  private NavigableMap<LocalDate, BatchEntry> accepted(String source) {
    return accepted.computeIfAbsent(source, name -> new TreeMap<>());
  }

  /**
   * What the batches dated before this one have left: from the register if it holds no newer ones
   * and has seen all of them, else by the last one's own words.
   */
  private Map<String, Long> rowsInForce(SourceSpec source, BatchHeader header) {
    NavigableMap<LocalDate, BatchEntry> others = accepted(source.name());
    Map.Entry<LocalDate, BatchEntry> before = others.lowerEntry(header.batch());
    if (before == null) {
      return Map.of();
    }
    boolean isNewest = others.higherKey(header.batch()) == null;
    Map<String, Long> byItsWords = before.getValue().rowsByCity();
    return header.isFull() && isNewest
        ? inForce.rowsByCity(source, before.getKey()).orElse(byItsWords)
        : byItsWords;
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
}
