package canbao.jobs.lake;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.delta.constraints.Constraint;
import org.apache.spark.sql.delta.constraints.Constraints;
import org.apache.spark.sql.functions;

/**
 * One commit to one table: rows come, files go, and the table is made if it is not there.
 *
 * <p>Delta's {@code replaceWhere} looks for the files that go by rebuilding the table's state in
 * three Spark queries; here {@link TableLog} has told them. NOT NULL, CHECK constraints and
 * statistics are Delta's, and so is the guard against a writer that was faster.
 */
final class TableCommit {

  /** What a table that is not there has for its version. */
  static final long NO_VERSION = -1;

  /** Delta's property of a table whose rows may go out of files that stay. */
  static final String MARKS_ROWS = "delta.enableDeletionVectors";

  private final TableHome home;
  private final OptimisticTransaction transaction;
  private final DeletionVectors vectors;
  private final List<Action> actions = new ArrayList<>();

  /**
   * Begins a commit.
   *
   * @param version of the table as its reader knows it, {@link #NO_VERSION} if there is none
   * @throws JobFailure CONFLICT if the table has another version by now
   */
  TableCommit(SparkSession spark, TableHome home, String path, long version) {
    this.home = home;
    DeltaLog log = DeltaLog.forTable(spark, new Path(path));
    log.createLogDirectoriesIfNotExists();
    this.transaction = log.startTransaction(Scala.none(), Scala.none());
    this.vectors = new DeletionVectors(spark.sessionState().newHadoopConf(), path);
    if (transaction.readVersion() != version) {
      throw otherWriter(home.qualifiedName());
    }
    if (version == NO_VERSION) {
      transaction.updateMetadataForNewTable(metadata());
    }
  }

  /**
   * Writes rows.
   *
   * @param rows the table's columns, in their order
   */
  TableCommit add(Dataset<Row> rows) {
    return add(rows, List.of());
  }

  /** Writes rows that must lie in a slice. */
  TableCommit add(Dataset<Row> rows, Slice slice) {
    Expression isInside = functions.expr(slice.condition()).expr();
    return add(rows, List.of(new Constraints.Check("slice of the write", isInside)));
  }

  /** Takes files out of the table; nobody else may have changed it meanwhile. */
  TableCommit remove(List<TableFile> files) {
    transaction.readWholeTable();
    files.forEach(file -> actions.add(file.action(home.partitions()).remove()));
    return this;
  }

  /**
   * Takes rows out of files that stay; nobody else may have changed the table meanwhile.
   *
   * @param files that have them
   */
  TableCommit mark(List<TableFile> files, MarkedRows rows) {
    transaction.readWholeTable();
    actions.addAll(vectors.marked(files, rows, home.partitions()));
    return this;
  }

  /**
   * Makes it all count.
   *
   * @throws JobFailure CONFLICT if another writer was faster
   */
  void end() {
    SaveMode mode =
        actions.stream().anyMatch(RemoveFile.class::isInstance)
            ? SaveMode.Overwrite
            : SaveMode.Append;
    try {
      long unused =
          transaction.commit(
              Scala.seq(actions),
              new DeltaOperations.Write(
                  mode, Scala.some(Scala.seq(home.partitions())), Scala.none(), Scala.none()));
    } catch (DeltaConcurrentModificationException e) {
      throw otherWriter(home.qualifiedName());
    }
  }

  private TableCommit add(Dataset<Row> rows, List<Constraint> constraints) {
    actions.addAll(Scala.javaList(transaction.writeFiles(rows, Scala.seq(constraints))));
    return this;
  }

  private Metadata metadata() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("delta.enableInCommitTimestamps", "true");
    properties.put(MARKS_ROWS, Boolean.toString(home.marksRows()));
    properties.put("delta.appendOnly", Boolean.toString(home.isAppendOnly()));
    properties.put("delta.dataSkippingStatsColumns", String.join(",", home.filteredColumns()));
    // Looking every text up in a dictionary, when writing and again when reading, costs more than
    // the bytes it saves.
    properties.put("parquet.enable.dictionary", "false");
    home.checks()
        .forEach((name, condition) -> properties.put("delta.constraints." + name, condition));
    return new Metadata(
        UUID.randomUUID().toString(),
        null,
        home.comment(),
        new Format("parquet", Scala.map(Map.of())),
        home.columns().json(),
        Scala.seq(home.partitions()),
        Scala.map(properties),
        Scala.some(System.currentTimeMillis()));
  }

  /** The failure of a write to a table that somebody else was faster to change. */
  static JobFailure otherWriter(String table) {
    return new JobFailure(
        ExitCode.CONFLICT,
        "Table " + table + " was changed by another writer",
        "its version is not the one that this run has read",
        "Let the other run end, then run this one again");
  }
}
