package canbao.jobs.register;

import static java.util.stream.Collectors.partitioningBy;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Revision;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.Phase;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.storage.StorageLevel;

/** Takes batches into the register, one day after the other, and notes which it has taken. */
final class Registrar {

  private final Lake lake;
  private final LocalDate known;
  private final Set<String> sourcesSeen;
  private final Identities identities;
  private final Links links;
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
   * Writes the batches of one day that go to one table into its history.
   *
   * <p>A source of which the register has taken no batch yet begins anew.
   */
  void take(List<ReceivedBatch> batches) {
    Map<Boolean, List<ReceivedBatch>> byNovelty =
        batches.stream().collect(partitioningBy(batch -> sourcesSeen.add(batch.source())));
    if (!byNovelty.get(true).isEmpty()) {
      first(byNovelty.get(true));
    }
    if (!byNovelty.get(false).isEmpty()) {
      next(byNovelty.get(false));
    }
    batches.stream().filter(ReceivedBatch::hasPeople).forEach(identities::add);
    taken.addAll(batches);
  }

  /**
   * Writes the identities of new people, who of those outside the population is in it, then which
   * batches the register holds now.
   */
  StepSummary record() {
    long received = taken.stream().mapToLong(ReceivedBatch::size).sum();
    if (!taken.isEmpty()) {
      Phase.begin(lake.spark(), "register: identities of new people");
      boolean hasNewPeople = identities.record();
      if (hasNewPeople || hasNewsOfPopulation) {
        Phase.begin(lake.spark(), "register: links of people outside the population");
        links.record();
      }
      List<Row> applied =
          taken.stream()
              .map(batch -> RowFactory.create(batch.source(), batch.date(), known))
              .toList();
      lake.replace(
          RegisterTables.APPLIED,
          lake.spark().createDataFrame(applied, RegisterTables.APPLIED.columns()),
          Slice.anyOf(taken.stream().map(ReceivedBatch::applied).toList()));
    }
    return new StepSummary("register", received, received, 0, written);
  }

  private void first(List<ReceivedBatch> batches) {
    begin("first lists", batches);
    Revision revision = revision(batches);
    Dataset<Row> rows = union(batches.stream().map(batch -> revision.first(batch.received())));
    // Whatever stands there of these sources is what an interrupted run has left.
    Slice all = Slice.anyOf(batches.stream().map(ReceivedBatch::everythingOfSource).toList());
    lake.replace(batches.get(0).home(), rows, all);
    hasNewsOfPopulation |= batches.get(0).isOfPopulation();
    written += batches.stream().mapToLong(ReceivedBatch::size).sum();
  }

  private void next(List<ReceivedBatch> batches) {
    begin("changes", batches);
    Revision revision = revision(batches);
    Dataset<Row> changes = changes(batches, revision).persist(StorageLevel.MEMORY_AND_DISK());
    Map<String, Changed> bySource = changed(changes);
    List<ReceivedBatch> changing =
        batches.stream().filter(batch -> bySource.containsKey(batch.source())).toList();
    if (!changing.isEmpty()) {
      hasNewsOfPopulation |= batches.get(0).isOfPopulation();
      write(changing, changes, bySource);
    }
    Dataset<Row> unused = changes.unpersist();
    written += bySource.values().stream().mapToLong(Changed::rows).sum();
  }

  private void begin(String what, List<ReceivedBatch> batches) {
    Phase.begin(
        lake.spark(),
        "register: %s of %s %s"
            .formatted(what, batches.get(0).home().name(), batches.get(0).date()));
  }

  /** What the batches change: few rows, with the columns of {@link Revision#changesOfFew}. */
  private Dataset<Row> changes(List<ReceivedBatch> batches, Revision revision) {
    Map<Boolean, List<ReceivedBatch>> byWay =
        batches.stream()
            .collect(partitioningBy(batch -> batch.isFew() && !batch.header().isFull()));
    List<Dataset<Row>> changes = new ArrayList<>();
    List<ReceivedBatch> lists = byWay.get(true);
    if (!lists.isEmpty()) {
      Dataset<Row> received = union(lists.stream().map(ReceivedBatch::outlines));
      changes.add(revision.changesOfFew(open(lists), received));
    }
    for (ReceivedBatch batch : byWay.get(false)) {
      changes.add(revision.changesOfMany(open(List.of(batch)), batch.outlines(), batch.header()));
    }
    return union(changes.stream());
  }

  /** Rows of one source that a change closes and opens. */
  private record Changed(long closed, long opened) {
    long rows() {
      return closed + opened;
    }
  }

  private static Map<String, Changed> changed(Dataset<Row> changes) {
    Map<String, Changed> bySource = new HashMap<>();
    changes
        .groupBy("source")
        .agg(count_if(col(Revision.CLOSES)), count_if(col(Revision.OPENS)))
        .collectAsList()
        .forEach(
            row -> bySource.put(row.getString(0), new Changed(row.getLong(1), row.getLong(2))));
    return bySource;
  }

  private void write(
      List<ReceivedBatch> batches, Dataset<Row> changes, Map<String, Changed> bySource) {
    begin("history", batches);
    TableHome home = batches.get(0).home();
    Revision revision = revision(batches);
    List<Dataset<Row>> rows =
        new ArrayList<>(
            batches.stream()
                .filter(batch -> bySource.get(batch.source()).opened() > 0)
                .map(batch -> revision.opened(batch.at(opening(batch, changes))))
                .toList());
    boolean closesNone = batches.stream().allMatch(b -> bySource.get(b.source()).closed() == 0);
    if (closesNone) {
      lake.add(home, union(rows.stream()));
    } else {
      Slice slice = slice(batches);
      Dataset<Row> closing = changes.filter(col(Revision.CLOSES));
      rows.add(0, revision.closed(lake.read(home, slice), closing));
      lake.replace(home, union(rows.stream()), slice);
    }
  }

  private static Dataset<Row> opening(ReceivedBatch batch, Dataset<Row> changes) {
    Column[] place = Revision.PLACE.stream().map(Column::new).toArray(Column[]::new);
    return changes.filter(col(Revision.OPENS).and(batch.isOfSource())).select(place);
  }

  private Dataset<Row> open(List<ReceivedBatch> batches) {
    return lake.read(batches.get(0).home(), slice(batches)).filter(History.isOpen());
  }

  private Slice slice(List<ReceivedBatch> batches) {
    return Slice.anyOf(batches.stream().map(batch -> batch.slice(known)).toList());
  }

  private Revision revision(List<ReceivedBatch> batches) {
    List<String> key =
        Stream.concat(Stream.of("source"), batches.get(0).home().key().stream()).toList();
    return new Revision(key, batches.get(0).date(), known);
  }

  private static Dataset<Row> union(Stream<Dataset<Row>> parts) {
    return parts.reduce(Dataset::unionByName).orElseThrow();
  }
}
