package canbao.jobs.lake;

import static java.util.stream.Collectors.partitioningBy;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import canbao.jobs.run.Phase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Takes batches into a table with a history. Each call is at most one commit, and the same call
 * again changes nothing.
 *
 * @param home of the table, with the columns of {@link History#timed}
 * @param known system date of the run
 */
public record HistoryWriter(Lake lake, TableHome home, LocalDate known) {

  /**
   * What a call has come to, by what was found before anything was written.
   *
   * @param rows that were closed and opened
   * @param more rows that the table must have more than before
   */
  public record Written(long rows, long more) {}

  /**
   * Begins the history of some sources anew with the first batch of each.
   *
   * @param batches of one day
   */
  public Written first(List<Delivery> batches) {
    begin("first lists", batches);
    Revision revision = revision(batches);
    Dataset<Row> rows = union(batches.stream().map(batch -> revision.first(batch.received())));
    // Whatever stands there of these sources is what an interrupted run has left.
    Slice left = slice(batches, batch -> Slice.where("source", batch.source()));
    long gone = lake.read(home, left).count();
    lake.replace(home, rows, left);
    long opened = batches.stream().mapToLong(HistoryWriter::opening).sum();
    return new Written(batches.stream().mapToLong(Delivery::size).sum(), opened - gone);
  }

  /** The things that a first batch says are there. */
  private static long opening(Delivery batch) {
    return batch.header().isFull()
        ? batch.decisive()
        : batch.outlines().filter(Revision.isThere()).count();
  }

  /**
   * Takes batches that are newer than all that the table has taken of their sources.
   *
   * @param batches of one day
   */
  public Written next(List<Delivery> batches) {
    begin("changes", batches);
    PlacedTable table = lake.placed(home);
    Revision revision = revision(batches);
    Dataset<Row> changes =
        changes(table, batches, revision).persist(StorageLevel.MEMORY_AND_DISK());
    Map<String, Changed> bySource = changed(changes);
    if (!bySource.isEmpty()) {
      begin("history", batches);
      Optional<Dataset<Row>> opened = opened(batches, changes, bySource);
      if (bySource.values().stream().allMatch(changed -> changed.closed() == 0)) {
        lake.add(home, opened.orElseThrow());
      } else {
        table.exchange(
            changes.filter(col(Revision.CLOSES)).select(PlacedTable.PLACE),
            closing -> union(Stream.concat(Stream.of(revision.closed(closing)), opened.stream())));
      }
    }
    Dataset<Row> unused = changes.unpersist();
    return bySource.values().stream()
        .map(Changed::written)
        .reduce(new Written(0, 0), HistoryWriter::both);
  }

  /**
   * Takes batches that are older than some that the table has taken of their sources.
   *
   * @param replayed the late batches and those that speak once more after them
   * @param replays by source
   */
  public Written late(List<Delivery> replayed, Map<String, Replay> replays) {
    begin("late batches", replayed);
    Dataset<Row> rows =
        lake.read(home, slice(replayed, batch -> Slice.where("source", batch.source())));
    LateBatches late = new LateBatches(key(), rows, replayed, known, nextCorrection(rows));
    Dataset<Row> changes = late.changes(replays).persist(StorageLevel.MEMORY_AND_DISK());
    LateBatches.Counted counted = late.counted(changes);
    if (counted.closed() > 0) {
      PlacedTable table = lake.placed(home);
      table.exchange(
          late.closing(open(table, replayed), changes),
          closing -> late.closed(closing, changes).unionByName(late.added(changes, counted)));
    } else if (counted.added() > 0) {
      lake.add(home, late.added(changes, counted));
    }
    Dataset<Row> unused = changes.unpersist();
    return new Written(counted.closed() + counted.added(), counted.added());
  }

  private void begin(String what, List<Delivery> batches) {
    String phase = "register: %s of %s %s".formatted(what, home.name(), batches.get(0).date());
    Phase.begin(lake.spark(), phase);
  }

  /** What the batches change: few rows, with the columns of {@link Revision#changesOfFew}. */
  private Dataset<Row> changes(PlacedTable table, List<Delivery> batches, Revision revision) {
    Map<Boolean, List<Delivery>> byWay =
        batches.stream()
            .collect(partitioningBy(batch -> batch.isFew() && !batch.header().isFull()));
    List<Dataset<Row>> changes = new ArrayList<>();
    List<Delivery> lists = byWay.get(true);
    if (!lists.isEmpty()) {
      Dataset<Row> received = union(lists.stream().map(Delivery::outlines));
      changes.add(revision.changesOfFew(open(table, lists), received));
    }
    for (Delivery batch : byWay.get(false)) {
      changes.add(
          revision.changesOfMany(open(table, List.of(batch)), batch.outlines(), batch.header()));
    }
    return union(changes.stream());
  }

  /** Rows of one source that a change closes and opens. */
  private record Changed(long closed, long opened) {
    /** A row that closes stands there afterwards too. */
    Written written() {
      return new Written(closed + opened, opened);
    }
  }

  private static Written both(Written one, Written other) {
    return new Written(one.rows() + other.rows(), one.more() + other.more());
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

  /** The rows that open; none if a day's batches only close some. */
  private Optional<Dataset<Row>> opened(
      List<Delivery> batches, Dataset<Row> changes, Map<String, Changed> bySource) {
    Revision revision = revision(batches);
    return batches.stream()
        .filter(batch -> bySource.containsKey(batch.source()))
        .filter(batch -> bySource.get(batch.source()).opened() > 0)
        .map(batch -> revision.opened(batch.at(opening(batch, changes))))
        .reduce(Dataset::unionByName);
  }

  private static Dataset<Row> opening(Delivery batch, Dataset<Row> changes) {
    Column[] place = Revision.LINE.stream().map(Column::new).toArray(Column[]::new);
    return changes.filter(col(Revision.OPENS).and(batch.isOfSource())).select(place);
  }

  private static Dataset<Row> open(PlacedTable table, List<Delivery> batches) {
    return table.read(slice(batches, batch -> History.open(batch.source())));
  }

  /** The number of the next correction of the date. */
  private int nextCorrection(Dataset<Row> table) {
    return table
            .filter(col(History.KNOWN_FROM).equalTo(lit(known)))
            .agg(coalesce(max(History.CORRECTION), lit(0)))
            .head()
            .getInt(0)
        + 1;
  }

  private static Slice slice(List<Delivery> batches, Function<Delivery, Slice> each) {
    return Slice.anyOf(batches.stream().map(each).toList());
  }

  private Revision revision(List<Delivery> batches) {
    return new Revision(key(), batches.get(0).date(), known);
  }

  private List<String> key() {
    return Stream.concat(Stream.of("source"), home.key().stream()).distinct().toList();
  }

  private static Dataset<Row> union(Stream<Dataset<Row>> parts) {
    return parts.reduce(Dataset::unionByName).orElseThrow();
  }
}
