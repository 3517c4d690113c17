package canbao.jobs.lake;

import static java.util.stream.Collectors.toList;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The Delta tables below one folder: {@code <lake>/<schema>/<table>}.
 *
 * <p>{@link #replace} puts one slice of a table in place of what stood there, in one commit.
 * Writing the same slice twice leaves the same table, and a write that dies leaves the table as it
 * was. {@link #add} is for rows that were looked for and not found, {@link PlacedTable#exchange}
 * for tables so large that the rows which stay must not be written again. Tables use nothing that a
 * reader outside Spark cannot read, no column mapping, v2 checkpoints or type widening; deletion
 * vectors only where rows are exchanged.
 */
public record Lake(SparkSession spark, String folder) {

  /**
   * @param folder any Hadoop path; a relative one is made absolute: the log names files by whole
   *     paths
   */
  public Lake {
    Path path = new Path(folder);
    try {
      folder =
          path.getFileSystem(spark.sessionState().newHadoopConf()).makeQualified(path).toString();
    } catch (IOException e) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The lake " + path + " cannot be reached",
          e.getClass().getSimpleName(),
          "Check --lake, and that its file system is known to Hadoop");
    }
  }

  /** All rows of a table; of one that nothing has been written to yet, none. */
  public Dataset<Row> read(TableHome home) {
    return read(home, Slice.everything());
  }

  /** The rows of one slice. */
  public Dataset<Row> read(TableHome home, Slice slice) {
    Optional<TableLog> log = log(path(home));
    log.ifPresent(found -> refuseOtherColumns(home, found.columns()));
    return log.map(found -> rows(path(home), found, slice))
        .orElseGet(() -> spark.createDataFrame(List.of(), home.columns()));
  }

  /**
   * A table of another package by its name alone, for readers that need few of its columns; empty
   * if nothing has been written to it yet.
   */
  public Optional<Dataset<Row>> table(String qualifiedName) {
    return table(qualifiedName, Slice.everything());
  }

  /** The rows of one slice of such a table. */
  public Optional<Dataset<Row>> table(String qualifiedName, Slice slice) {
    return log(path(qualifiedName)).map(found -> rows(path(qualifiedName), found, slice));
  }

  /** How many rows a table has; its log alone tells. */
  public long size(String qualifiedName) {
    return size(qualifiedName, Slice.everything());
  }

  /** How many rows a slice has; of whole partitions the table's log alone tells. */
  public long size(String qualifiedName, Slice slice) {
    String path = path(qualifiedName);
    return log(path)
        .map(log -> log.rows(slice).orElseGet(() -> rows(path, log, slice).count()))
        .orElse(0L);
  }

  /** The number of a table's last commit. */
  public long version(String qualifiedName) {
    return written(qualifiedName).version();
  }

  /** The columns of a table, with their comments. */
  public StructType columns(String qualifiedName) {
    return written(qualifiedName).columns();
  }

  public boolean exists(TableHome home) {
    return log(path(home)).isPresent();
  }

  /**
   * Puts rows in place of one slice of a table, in one commit. The table is made if it is not
   * there.
   *
   * @param rows columns of the home by name, in any order; all of them lie inside the slice
   * @throws JobFailure CONFLICT if another writer has changed the table meanwhile
   */
  public void replace(TableHome home, Dataset<Row> rows, Slice slice) {
    if (home.isAppendOnly()) {
      throw new IllegalArgumentException(home.qualifiedName() + " is added to, never replaced");
    }
    Optional<TableLog> log = log(path(home));
    List<TableFile> files = log.map(found -> found.files(slice)).orElse(List.of());
    TableCommit commit = commit(home, log).add(home.conformed(rows), slice).remove(files);
    if (!files.isEmpty() && !slice.isWholePartitions(home)) {
      commit = commit.add(rows(home).of(files).filter(slice.isOutside()));
    }
    commit.end();
  }

  /**
   * Adds rows that a table does not hold, in one commit. Who calls it has looked: adding rows again
   * would double them.
   *
   * @param rows columns of the home by name, in any order
   */
  public void add(TableHome home, Dataset<Row> rows) {
    commit(home, log(path(home))).add(home.conformed(rows)).end();
  }

  /**
   * A table that is there, as it is now, with the place of each row.
   *
   * @param home of a table that marks rows
   */
  public PlacedTable placed(TableHome home) {
    TableLog log = written(home.qualifiedName());
    refuseOtherColumns(home, log.columns());
    return new PlacedTable(this, home, log);
  }

  /** Removes the folder with all its tables; only for one that a command has made for itself. */
  public void delete() {
    Folder.of(spark.sessionState().newHadoopConf(), folder).delete();
  }

  public String path(TableHome home) {
    return path(home.qualifiedName());
  }

  String path(String qualifiedName) {
    return folder + "/" + qualifiedName.replace('.', '/');
  }

  private TableLog written(String qualifiedName) {
    return log(path(qualifiedName))
        .orElseThrow(() -> new IllegalStateException("Nothing was written to " + qualifiedName));
  }

  private Optional<TableLog> log(String path) {
    return TableLog.newest(spark.sessionState().newHadoopConf(), path);
  }

  private Dataset<Row> rows(String path, TableLog log, Slice slice) {
    List<TableFile> files = log.files(slice);
    return files.isEmpty()
        ? spark.createDataFrame(List.of(), log.columns())
        : new TableRows(spark, path, log.columns()).of(files).filter(slice.condition());
  }

  private TableCommit commit(TableHome home, Optional<TableLog> log) {
    log.ifPresent(found -> refuseOtherColumns(home, found.columns()));
    return commit(home, log.map(TableLog::version).orElse(TableCommit.NO_VERSION));
  }

  TableCommit commit(TableHome home, long version) {
    return new TableCommit(spark, home, path(home), version);
  }

  TableRows rows(TableHome home) {
    return new TableRows(spark, path(home), home.columns());
  }

  private void refuseOtherColumns(TableHome home, StructType columns) {
    List<String> expected = namesAndTypes(home.columns().fields());
    List<String> found = namesAndTypes(columns.fields());
    if (!expected.equals(found)) {
      throw new JobFailure(
          ExitCode.USAGE,
          "Table " + home.qualifiedName() + " at " + path(home) + " has other columns",
          "this version writes " + expected + ", the table has " + found,
          "Use the version that made the lake, or start a new lake folder with --lake");
    }
  }

  private static List<String> namesAndTypes(StructField[] fields) {
    return Arrays.stream(fields)
        .map(field -> field.name() + " " + field.dataType().catalogString())
        .collect(toList());
  }
}
