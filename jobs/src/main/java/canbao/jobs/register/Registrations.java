package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * When the register has learned of each batch: {@code quality.registration}, which stays when the
 * register is lost.
 */
final class Registrations {

  private final Lake lake;
  private final Map<BatchKey, Registration> all;

  private Registrations(Lake lake, Map<BatchKey, Registration> all) {
    this.lake = lake;
    this.all = all;
  }

  /** What names a batch. */
  record BatchKey(String source, LocalDate batch) {

    static BatchKey of(BatchEntry entry) {
      return new BatchKey(entry.source(), entry.batch());
    }
  }

  /**
   * One batch that was taken up.
   *
   * @param known system date of the run
   * @param run its number
   */
  record Registration(BatchKey batch, LocalDate known, int run) {}

  /**
   * Reads them. Batches that the register holds and of which a run was cut off before it noted them
   * are noted now.
   */
  static Registrations read(Lake lake) {
    Map<BatchKey, Registration> all = new HashMap<>();
    rows(lake.read(QualityTables.REGISTRATION).select(columns("run_no")))
        .forEach(
            row -> {
              Registration one = new Registration(key(row), known(row), row.getInt(3));
              all.put(one.batch(), one);
            });
    Registrations registrations = new Registrations(lake, all);
    Map<LocalDate, List<BatchKey>> unnoted = new TreeMap<>();
    rows(lake.read(RegisterTables.APPLIED).select(columns("known_on")))
        .forEach(
            row -> {
              if (!all.containsKey(key(row))) {
                unnoted.computeIfAbsent(known(row), known -> new ArrayList<>()).add(key(row));
              }
            });
    unnoted.forEach((known, batches) -> registrations.add(batches, known));
    return registrations;
  }

  boolean holds(BatchEntry entry) {
    return all.containsKey(BatchKey.of(entry));
  }

  /** Notes what a run has taken up. */
  void add(List<BatchKey> batches, LocalDate known) {
    if (batches.isEmpty()) {
      return;
    }
    int run = all.values().stream().mapToInt(Registration::run).max().orElse(0) + 1;
    List<Row> rows = new ArrayList<>();
    for (BatchKey batch : batches) {
      rows.add(RowFactory.create(batch.source(), batch.batch(), known, run));
      all.put(batch, new Registration(batch, known, run));
    }
    lake.add(
        QualityTables.REGISTRATION,
        lake.spark().createDataFrame(rows, QualityTables.REGISTRATION.columns()));
  }

  /** The runs in their order. */
  List<List<Registration>> runs() {
    Map<Integer, List<Registration>> runs = new TreeMap<>();
    for (Registration each : all.values()) {
      runs.computeIfAbsent(each.run(), run -> new ArrayList<>()).add(each);
    }
    return List.copyOf(runs.values());
  }

  /** Ends the run if the register does not hold a batch that it has taken up. */
  void refuseLoss() {
    TreeSet<BatchKey> lost =
        new TreeSet<>(Comparator.comparing(BatchKey::source).thenComparing(BatchKey::batch));
    lost.addAll(all.keySet());
    rows(lake.read(RegisterTables.APPLIED).select(columns("known_on")))
        .forEach(row -> lost.remove(key(row)));
    if (!lost.isEmpty()) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The register in " + lake.folder() + " has lost what it had learned",
          "register.applied lacks %d batches that quality.registration has, the first of them %s %s"
              .formatted(lost.size(), lost.first().source(), lost.first().batch()),
          "Make it again from landing: rebuild --replace");
    }
  }

  private static Column[] columns(String last) {
    return new Column[] {
      col("source"), col("batch").cast("string"), col("known_on").cast("string"), col(last)
    };
  }

  private static List<Row> rows(Dataset<Row> rows) {
    return rows.collectAsList();
  }

  private static BatchKey key(Row row) {
    return new BatchKey(row.getString(0), LocalDate.parse(row.getString(1)));
  }

  private static LocalDate known(Row row) {
    return LocalDate.parse(row.getString(2));
  }
}
