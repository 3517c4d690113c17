package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

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
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.storage.StorageLevel;

/** Takes batches into the register, one after the other. */
final class Registrar {

  private final Lake lake;
  private final LocalDate known;
  private final List<Row> applied = new ArrayList<>();
  private final List<Slice> slices = new ArrayList<>();
  private long received;
  private long written;

  Registrar(Lake lake, LocalDate known) {
    this.lake = lake;
    this.known = known;
  }

  /** Writes one batch into the history of its table. */
  void take(SourceSpec source, BatchEntry entry) {
    TableHome home = RegisterTables.named(source.table());
    Dataset<Row> landed =
        lake.read(LandingTable.of(source), Slice.where("batch", entry.batch()));
    Dataset<Row> rows =
        new RegisterRows(source, entry.header().orElseThrow()).received(landed);
    Dataset<Row> before =
        lake.read(home, History.slice(source.name(), known));
    boolean isFirst =
        !lake.exists(home) || lake.read(home, Slice.where("source", source.name())).isEmpty();
    Opened opened = isFirst ? first(source, home, rows) : next(source, entry, rows, before);
    note(entry, opened);
  }

  /** Writes which batches the register holds now. */
  StepSummary record() {
    if (!applied.isEmpty()) {
      lake.replace(
          RegisterTables.APPLIED,
          lake.spark().createDataFrame(applied, RegisterTables.APPLIED.columns()),
          Slice.anyOf(slices));
    }
    return new StepSummary("register", received, received, 0, written);
  }

  /** Rows that a batch opened and closed. */
  private record Opened(long opened, long closed) {}

  private Opened first(SourceSpec source, TableHome home, Dataset<Row> rows) {
    lake.replace(home, History.firstRows(rows, known), History.slice(source.name(), known));
    return new Opened(0, 0);
  }

  private Opened next(
      SourceSpec source, BatchEntry entry, Dataset<Row> rows, Dataset<Row> before) {
    TableHome home = RegisterTables.named(source.table());
    History history = new History(home.key());
    Dataset<Row> changes =
        history
            .changes(before.filter(History.isOpen()), rows, entry.header().orElseThrow())
            .persist(StorageLevel.MEMORY_AND_DISK());
    Row counts = changes.agg(count_if(col("opens")), count_if(col("closes"))).head();
    Opened opened = new Opened(counts.getLong(0), counts.getLong(1));
    if (opened.opened() + opened.closed() > 0) {
      History.Change change = new History.Change(changes, entry.batch(), known);
      lake.replace(
          home, history.after(before, rows, change), History.slice(source.name(), known));
    }
    Dataset<Row> unused = changes.unpersist();
    return opened;
  }

  private void note(BatchEntry entry, Opened opened) {
    received += entry.counts().accepted();
    written += opened.opened() + opened.closed();
    applied.add(
        RowFactory.create(
            entry.source(), entry.batch(), known, opened.opened(), opened.closed()));
    slices.add(
        Slice.where("source", entry.source()).and(Slice.where("batch", entry.batch())));
  }
}
