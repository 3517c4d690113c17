package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.LandingTable;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.storage.StorageLevel;

/** Takes batches into the register, one after the other, and notes which it has taken. */
final class Registrar {

  private final Lake lake;
  private final LocalDate known;
  private final Set<String> sourcesSeen;
  private final Identities identities;
  private final List<Row> applied = new ArrayList<>();
  private final List<Slice> slices = new ArrayList<>();
  private long received;
  private long written;

  /**
   * @param known system date of the run
   * @param sourcesSeen those of which the register holds a batch
   */
  Registrar(Lake lake, LocalDate known, Set<String> sourcesSeen) {
    this.lake = lake;
    this.known = known;
    this.sourcesSeen = new HashSet<>(sourcesSeen);
    this.identities = new Identities(lake, known);
  }

  /** Writes one batch into the history of its table. */
  void take(SourceSpec source, BatchEntry entry) {
    TableHome home = RegisterTables.named(source.table());
    Dataset<Row> landed = lake.read(LandingTable.of(source), Slice.where("batch", entry.batch()));
    RegisterRows reading = new RegisterRows(source, entry.header().orElseThrow());
    Dataset<Row> rows = reading.received(landed);
    // A first batch that an interrupted run has written already is written once more, the same.
    boolean isFirst = sourcesSeen.add(source.name());
    written += isFirst ? first(source, home, rows, entry) : next(source, home, rows, entry);
    if (reading.hasPeople()) {
      identities.add(source, reading.identities(landed));
    }
    note(entry);
  }

  /** Writes the identities of new people, then which batches the register holds now. */
  StepSummary record() {
    if (!applied.isEmpty()) {
      identities.record();
      lake.replace(
          RegisterTables.APPLIED,
          lake.spark().createDataFrame(applied, RegisterTables.APPLIED.columns()),
          Slice.anyOf(slices));
    }
    return new StepSummary("register", received, received, 0, written);
  }

  private long first(SourceSpec source, TableHome home, Dataset<Row> rows, BatchEntry entry) {
    lake.replace(home, History.firstRows(rows, known), History.slice(source.name(), known));
    return entry.counts().accepted();
  }

  private long next(SourceSpec source, TableHome home, Dataset<Row> rows, BatchEntry entry) {
    Slice slice = History.slice(source.name(), known);
    Dataset<Row> before = lake.read(home, slice);
    History history = new History(home.key());
    Dataset<Row> changes =
        history
            .changes(before.filter(History.isOpen()), rows, entry.header().orElseThrow())
            .persist(StorageLevel.MEMORY_AND_DISK());
    Row counts = changes.agg(count_if(col("opens")), count_if(col("closes"))).head();
    long changed = counts.getLong(0) + counts.getLong(1);
    if (changed > 0) {
      History.Change change = new History.Change(changes, entry.batch(), known);
      lake.replace(home, history.after(before, rows, change), slice);
    }
    Dataset<Row> unused = changes.unpersist();
    return changed;
  }

  private void note(BatchEntry entry) {
    received += entry.counts().accepted();
    applied.add(RowFactory.create(entry.source(), entry.batch(), known));
    slices.add(Slice.where("source", entry.source()).and(Slice.where("batch", entry.batch())));
  }
}
