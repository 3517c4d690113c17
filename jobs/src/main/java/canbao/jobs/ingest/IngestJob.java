package canbao.jobs.ingest;

import canbao.jobs.database.Extraction;
import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.LakePseudonym;
import canbao.jobs.source.SourceSpec;
import canbao.udfs.Pseudonym;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Takes in every batch up to the night's day that was not taken yet, in the order of dates:
 * accepted rows go to {@code landing.<source>}, rejected ones to {@code quality.rejected}. Batches
 * of databases are laid down in the landing folder first. Running it twice takes nothing the second
 * time.
 */
public final class IngestJob {

  private IngestJob() {}

  /**
   * Takes the batches of all sources.
   *
   * @throws JobFailure INPUT if a required source has no young enough batch afterwards, USAGE if a
   *     database does not have what the settings say, CONFLICT if an accepted batch has come again
   *     with other content or a file was changed during the run
   */
  public static StepSummary run(RunContext context) {
    return run(context, context.settings().sources(), ShrinkPermit.NONE);
  }

  /**
   * Takes the batches of one source.
   *
   * @param permit losses of rows that a full list is taken in spite of
   */
  public static StepSummary run(RunContext context, SourceSpec source, ShrinkPermit permit) {
    return run(context, List.of(source), permit);
  }

  /**
   * Takes the batches of a source that is in a database. What was extracted of batches that were
   * refused is set aside before, so that they are read as the database has them now.
   */
  public static StepSummary runAgain(RunContext context, SourceSpec source) {
    BatchLog.read(new Lake(context.spark(), context.settings().lake())).entries().stream()
        .filter(entry -> entry.source().equals(source.name()))
        .filter(entry -> entry.state() == BatchEntry.State.REFUSED)
        .filter(entry -> !entry.batch().isAfter(context.asOf()))
        .forEach(entry -> Extraction.setAside(context, source.name(), entry.batch()));
    return run(context, source, ShrinkPermit.NONE);
  }

  private static StepSummary run(
      RunContext context, List<SourceSpec> sources, ShrinkPermit permit) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    RuleCatalogue rules = RuleCatalogue.load(context.settings().conf(), context.asOf());
    BatchLog log = BatchLog.read(lake);
    Pseudonym pseudonym = LakePseudonym.begin(lake, context.settings());
    List<Extraction.NotThere> notThere =
        Extraction.run(context, sources, (source, batch) -> isAccepted(log, source, batch));
    StepSummary summary;
    try (Intake intake = new Intake(context, lake, rules, log, pseudonym, sources, permit)) {
      notThere.forEach(intake::leave);
      byDay(arrived(context, sources)).forEach(intake::take);
      summary = intake.record();
    }
    refuseOldSources(context, sources, BatchLog.read(lake));
    return summary;
  }

  private static boolean isAccepted(BatchLog log, String source, LocalDate batch) {
    return log.entry(source, batch).filter(BatchEntry::isAccepted).isPresent();
  }

  /** A batch folder up to the night's day, and its source. */
  record Arrival(SourceSpec source, BatchFolder folder) {}

  private static List<Arrival> arrived(RunContext context, List<SourceSpec> sources) {
    List<Arrival> arrivals = new ArrayList<>();
    for (SourceSpec source : sources) {
      BatchFolder.of(
              source.name(),
              context.settings().landing(),
              context.spark().sessionState().newHadoopConf())
          .stream()
          .filter(folder -> !folder.id().batch().isAfter(context.asOf()))
          .forEach(folder -> arrivals.add(new Arrival(source, folder)));
    }
    // The sort is stable: on one day sources keep the order of the settings.
    arrivals.sort(Comparator.comparing(arrival -> arrival.folder().id().batch()));
    return arrivals;
  }

  private static Collection<List<Arrival>> byDay(List<Arrival> arrivals) {
    return arrivals.stream()
        .collect(
            Collectors.groupingBy(
                arrival -> arrival.folder().id().batch(), TreeMap::new, Collectors.toList()))
        .values();
  }

  private static void refuseOldSources(RunContext context, List<SourceSpec> sources, BatchLog log) {
    List<String> old = new ArrayList<>();
    for (SourceSpec source : sources) {
      if (source.required() && !isYoungEnough(source, context.asOf(), log)) {
        old.add(describe(source, context, log));
      }
    }
    if (!old.isEmpty()) {
      throw new JobFailure(
          ExitCode.INPUT,
          "Input for " + context.asOf() + " is not ready",
          String.join("; ", old),
          "Have the sources named deliver or correct their batch under "
              + context.settings().landing()
              + " and run the night again");
    }
  }

  private static boolean isYoungEnough(SourceSpec source, LocalDate asOf, BatchLog log) {
    return lastAccepted(source, asOf, log)
        .map(last -> ChronoUnit.DAYS.between(last.batch(), asOf))
        .filter(age -> source.maxAgeDays() < 0 || age <= source.maxAgeDays())
        .isPresent();
  }

  private static Optional<BatchEntry> lastAccepted(
      SourceSpec source, LocalDate asOf, BatchLog log) {
    List<BatchEntry> accepted = log.accepted(source.name(), asOf);
    return accepted.isEmpty() ? Optional.empty() : Optional.of(accepted.get(accepted.size() - 1));
  }

  private static String describe(SourceSpec source, RunContext context, BatchLog log) {
    Optional<BatchEntry> accepted = lastAccepted(source, context.asOf(), log);
    String last =
        accepted
            .map(
                entry ->
                    "the last accepted batch of %s is %s, it may be %d days old"
                        .formatted(source.name(), entry.batch(), source.maxAgeDays()))
            .orElse("no batch of " + source.name() + " was accepted yet");
    String refused =
        log.entries().stream()
            .filter(entry -> entry.source().equals(source.name()) && !entry.isAccepted())
            .filter(entry -> !entry.batch().isAfter(context.asOf()))
            .filter(entry -> accepted.isEmpty() || entry.batch().isAfter(accepted.get().batch()))
            .reduce((earlier, later) -> later)
            .map(entry -> " (batch " + entry.batch() + ": " + entry.reason() + ")")
            .orElse("");
    return last + refused;
  }
}
