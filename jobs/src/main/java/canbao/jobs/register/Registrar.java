package canbao.jobs.register;

import static java.util.stream.Collectors.partitioningBy;

import canbao.jobs.control.ControlNumber;
import canbao.jobs.control.RowCounts;
import canbao.jobs.lake.Delivery;
import canbao.jobs.lake.HistoryWriter;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Replay;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.Phase;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Takes batches into the register, one day after the other, and notes which it has taken. */
final class Registrar {

  private final Lake lake;
  private final LocalDate known;
  private final Set<String> sourcesSeen;
  private final Identities identities;
  private final Links links;

  /** Rows that each table must have, by all that was found before it was written to. */
  private final Map<String, Long> expected = new TreeMap<>();

  private final List<ReceivedBatch> taken = new ArrayList<>();
  private boolean hasNewsOfPopulation;
  private long written;

  /**
   * @param links of the run
   * @param known system date of the run
   * @param sourcesSeen those of which the register holds a batch
   */
  Registrar(Lake lake, Links links, LocalDate known, Set<String> sourcesSeen) {
    this.lake = lake;
    this.links = links;
    this.known = known;
    this.sourcesSeen = new HashSet<>(sourcesSeen);
    this.identities = new Identities(lake, known);
  }

  /**
   * Takes batches of one day that go to one table and are newer than all that it has of their
   * sources.
   *
   * <p>A source of which the register has taken no batch yet begins anew.
   */
  void take(List<ReceivedBatch> batches) {
    Map<Boolean, List<Delivery>> byNovelty =
        batches.stream().collect(partitioningBy(batch -> sourcesSeen.add(batch.source())));
    HistoryWriter history = history(batches);
    if (!byNovelty.get(true).isEmpty()) {
      wrote(batches, history.first(byNovelty.get(true)));
    }
    if (!byNovelty.get(false).isEmpty()) {
      wrote(batches, history.next(byNovelty.get(false)));
    }
    note(batches);
  }

  /**
   * Takes batches that go to one table and are older than some that it has of their sources.
   *
   * @param late the batches
   * @param after those that speak once more after them
   * @param replays by source
   */
  void takeLate(List<ReceivedBatch> late, List<ReceivedBatch> after, Map<String, Replay> replays) {
    List<Delivery> replayed = Stream.<Delivery>concat(late.stream(), after.stream()).toList();
    wrote(late, history(late).late(replayed, replays));
    note(late);
  }

  /**
   * Writes the identities of new people, who of those outside the population is in it, then which
   * batches the register holds now.
   */
  StepSummary record() {
    long received = taken.stream().mapToLong(ReceivedBatch::size).sum();
    if (!taken.isEmpty()) {
      Phase.begin(lake.spark(), "register: identities of new people");
      boolean hasNewPeople = identities.record(written);
      if (hasNewPeople || hasNewsOfPopulation) {
        Phase.begin(lake.spark(), "register: links of people outside the population");
        links.record();
      }
      RowCounts.read(lake).note(expected);
      List<Row> applied =
          taken.stream()
              .map(batch -> RowFactory.create(batch.name(), batch.date(), known))
              .toList();
      lake.replace(
          RegisterTables.APPLIED,
          lake.spark().createDataFrame(applied, RegisterTables.APPLIED.columns()),
          Slice.anyOf(taken.stream().map(ReceivedBatch::applied).toList()));
    }
    return new StepSummary("register", received, received, 0, written);
  }

  /** One number a table that was written to: the rows that it must have, and those that it has. */
  List<ControlNumber> tables() {
    return RowCounts.of(lake, expected).held();
  }

  private HistoryWriter history(List<ReceivedBatch> batches) {
    TableHome home = batches.get(0).home();
    long unused = expected.computeIfAbsent(home.qualifiedName(), lake::size);
    return new HistoryWriter(lake, home, known);
  }

  private void wrote(List<ReceivedBatch> batches, HistoryWriter.Written its) {
    ReceivedBatch any = batches.get(0);
    long unused = expected.merge(any.home().qualifiedName(), its.more(), Long::sum);
    hasNewsOfPopulation |= its.rows() > 0 && any.isOfPopulation();
    written += its.rows();
  }

  private void note(List<ReceivedBatch> batches) {
    batches.stream().filter(ReceivedBatch::hasPeople).forEach(identities::add);
    taken.addAll(batches);
  }
}
