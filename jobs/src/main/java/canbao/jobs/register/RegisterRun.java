package canbao.jobs.register;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import canbao.jobs.control.ControlNumber;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Replay;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.run.Settings;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.LakePseudonym;
import canbao.jobs.source.SourceSpec;
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
 */
final class RegisterRun {

  private final Settings settings;
  private final List<BatchEntry> taken;
  private final Map<BatchEntry, ReceivedBatch> untaken = new LinkedHashMap<>();
  private final Lake landing;
  private final List<BatchEntry> landed;
  private final Registrar registrar;

  /**
   * Looks at batches, and takes nothing yet.
   *
   * @param landing the lake that the batches lie in
   * @param landed all batches that lie in it
   * @param register the lake whose register takes them
   * @param known system date of the run
   * @param untaken in the order of dates
   * @param taken all that the register holds
   */
  RegisterRun(
      Lake landing,
      List<BatchEntry> landed,
      Lake register,
      Settings settings,
      LocalDate known,
      List<BatchEntry> untaken,
      List<BatchEntry> taken) {
    this.settings = settings;
    this.taken = List.copyOf(taken);
    this.landing = landing;
    this.landed = List.copyOf(landed);
    untaken.forEach(entry -> this.untaken.put(entry, received(entry)));
    Links links =
        new Links(register, settings.links(), known, () -> LakePseudonym.of(landing, settings));
    this.registrar =
        new Registrar(
            register, links, known, taken.stream().map(RegisterRun::ofSource).collect(toSet()));
  }

  /** One number a batch: its rows that were accepted, and those that have landed. */
  List<ControlNumber> batches() {
    return untaken.values().stream().map(ReceivedBatch::controlNumber).toList();
  }

  /** Takes them. */
  StepSummary take() {
    List<BatchEntry> late = untaken.keySet().stream().filter(this::isLate).toList();
    late.stream()
        .collect(groupingBy(this::table, LinkedHashMap::new, toList()))
        .values()
        .forEach(this::takeLate);
    untaken.keySet().stream()
        .filter(entry -> !late.contains(entry))
        .collect(groupingBy(this::turn, LinkedHashMap::new, toList()))
        .values()
        .forEach(batches -> registrar.take(batches.stream().map(untaken::get).toList()));
    return registrar.record();
  }

  /** One number a table that was written to: the rows that it must have, and those that it has. */
  List<ControlNumber> tables() {
    return registrar.tables();
  }

  private void takeLate(List<BatchEntry> late) {
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
    registrar.takeLate(
        late.stream().map(untaken::get).toList(),
        after.stream().map(this::received).toList(),
        replays);
  }

  /** Whether the register holds a newer batch of the source. */
  private boolean isLate(BatchEntry entry) {
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

  private ReceivedBatch received(BatchEntry entry) {
    BatchEntry.Counts beside =
        landed.stream()
            .filter(other -> !other.source().equals(entry.source()))
            .filter(other -> ofSource(other).equals(ofSource(entry)))
            .filter(other -> other.batch().equals(entry.batch()))
            .map(BatchEntry::counts)
            .reduce(BatchEntry.Counts.NONE, BatchEntry.Counts::plus);
    return new ReceivedBatch(landing, source(entry), entry, beside);
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
