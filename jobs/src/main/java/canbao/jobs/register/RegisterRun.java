package canbao.jobs.register;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Replay;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.run.SecretFile;
import canbao.jobs.run.Settings;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.SourceSpec;
import canbao.udfs.Pseudonym;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes accepted batches into a register: first those that came late, then the others in the order
 * of dates.
 *
 * @param landing the lake that the batches lie in
 * @param register the lake whose register takes them
 * @param known system date of the run
 */
record RegisterRun(Lake landing, Lake register, Settings settings, LocalDate known) {

  /**
   * Takes batches.
   *
   * @param untaken in the order of dates
   * @param taken all that the register holds
   */
  StepSummary take(List<BatchEntry> untaken, List<BatchEntry> taken) {
    Links links =
        new Links(register, settings.links(), known, () -> new Pseudonym(SecretFile.of(settings)));
    Registrar registrar =
        new Registrar(
            register, links, known, taken.stream().map(RegisterRun::ofSource).collect(toSet()));
    List<BatchEntry> late = untaken.stream().filter(entry -> isLate(entry, taken)).toList();
    late.stream()
        .collect(groupingBy(this::table, LinkedHashMap::new, toList()))
        .values()
        .forEach(batches -> takeLate(registrar, batches, taken));
    untaken.stream()
        .filter(entry -> !late.contains(entry))
        .collect(groupingBy(this::turn, LinkedHashMap::new, toList()))
        .values()
        .forEach(batches -> registrar.take(received(batches)));
    return registrar.record();
  }

  private void takeLate(Registrar registrar, List<BatchEntry> late, List<BatchEntry> taken) {
    Map<String, Replay> replays = new LinkedHashMap<>();
    List<BatchEntry> after = new ArrayList<>();
    late.stream()
        .collect(groupingBy(RegisterRun::ofSource))
        .forEach(
            (source, batches) -> {
              List<BatchEntry> ofSource =
                  taken.stream().filter(entry -> ofSource(entry).equals(source)).toList();
              Replay replay = Replay.of(headers(batches), headers(ofSource));
              replays.put(source, replay);
              ofSource.stream()
                  .filter(entry -> replay.batches().contains(entry.header().orElseThrow()))
                  .forEach(after::add);
            });
    registrar.takeLate(received(late), received(after), replays);
  }

  /** Whether the register holds a newer batch of the source. */
  private static boolean isLate(BatchEntry entry, List<BatchEntry> taken) {
    Optional<LocalDate> last =
        taken.stream()
            .filter(other -> ofSource(other).equals(ofSource(entry)))
            .map(BatchEntry::batch)
            .max(Comparator.naturalOrder());
    return last.filter(date -> date.isAfter(entry.batch())).isPresent();
  }

  private static List<BatchHeader> headers(List<BatchEntry> entries) {
    return entries.stream().map(entry -> entry.header().orElseThrow()).toList();
  }

  private List<ReceivedBatch> received(List<BatchEntry> entries) {
    return entries.stream().map(e -> new ReceivedBatch(landing, source(e), e)).toList();
  }

  private String table(BatchEntry entry) {
    return source(entry).table();
  }

  /** Batches that are taken together: of one day, into one table, none of them corrects another. */
  private String turn(BatchEntry entry) {
    return entry.batch() + table(entry) + entry.name().correction();
  }

  /** The source whose rows a batch has; those of corrections too. */
  private static String ofSource(BatchEntry entry) {
    return entry.name().source();
  }

  private SourceSpec source(BatchEntry entry) {
    return settings.source(ofSource(entry)).orElseThrow();
  }
}
