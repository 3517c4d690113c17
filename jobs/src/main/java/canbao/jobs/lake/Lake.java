package canbao.jobs.lake;

import static java.util.stream.Collectors.toList;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * The Delta tables below one folder: {@code <lake>/<schema>/<table>}.
 *
 * <p>There is one way to write: {@link #replace} puts one slice of a table in place of what stood
 * there, in one commit. Writing the same slice twice leaves the same table, and a write that dies
 * leaves the table as it was. Tables use nothing that a reader outside Spark cannot read: no
 * deletion vectors, column mapping, v2 checkpoints or type widening.
 */
public record Lake(SparkSession spark, String folder) {

  /** All rows of a table; of one that nothing has been written to yet, none. */
  public Dataset<Row> read(TableHome home) {
    if (!exists(home)) {
      return spark.createDataFrame(List.of(), home.columns());
    }
    Dataset<Row> rows = spark.read().format("delta").load(path(home));
    refuseOtherColumns(home, rows);
    return rows;
  }

  /** The rows of one slice. */
  public Dataset<Row> read(TableHome home, Slice slice) {
    return read(home).filter(expr(slice.condition()));
  }

  /**
   * A table of another package by its name alone, for readers that need few of its columns; empty
   * if nothing has been written to it yet.
   */
  public Optional<Dataset<Row>> table(String qualifiedName) {
    String path = folder + "/" + qualifiedName.replace('.', '/');
    return DeltaTable.isDeltaTable(spark, path)
        ? Optional.of(spark.read().format("delta").load(path))
        : Optional.empty();
  }

  /** The number of a table's last commit. */
  public long version(String qualifiedName) {
    return DeltaTable.forPath(spark, folder + "/" + qualifiedName.replace('.', '/'))
        .history(1)
        .select("version")
        .head()
        .getLong(0);
  }

  public boolean exists(TableHome home) {
    return DeltaTable.isDeltaTable(spark, path(home));
  }

  /**
   * Puts rows in place of one slice of a table, in one commit. The table is made if it is not
   * there.
   *
   * @param rows columns of the home by name, in any order; all of them lie inside the slice
   */
  public void replace(TableHome home, Dataset<Row> rows, Slice slice) {
    createIfAbsent(home);
    conformed(home, rows)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("replaceWhere", slice.condition())
        .save(path(home));
  }

  public String path(TableHome home) {
    return folder + "/" + home.schema() + "/" + home.name();
  }

  private void createIfAbsent(TableHome home) {
    if (exists(home)) {
      return;
    }
    DeltaTableBuilder table =
        DeltaTable.createIfNotExists(spark)
            .location(path(home))
            .comment(home.comment())
            .addColumns(home.columns())
            .partitionedBy(home.partitions().toArray(String[]::new))
            .property("delta.enableInCommitTimestamps", "true")
            .property("delta.enableDeletionVectors", "false")
            .property("delta.dataSkippingStatsColumns", String.join(",", home.filteredColumns()));
    home.checks()
        .forEach((name, condition) -> table.property("delta.constraints." + name, condition));
    var unused = table.execute();
  }

  private static Dataset<Row> conformed(TableHome home, Dataset<Row> rows) {
    Column[] columns =
        Arrays.stream(home.columns().fields())
            .map(field -> col(field.name()).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    return rows.select(columns);
  }

  private void refuseOtherColumns(TableHome home, Dataset<Row> rows) {
    List<String> expected = namesAndTypes(home.columns().fields());
    List<String> found = namesAndTypes(rows.schema().fields());
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
