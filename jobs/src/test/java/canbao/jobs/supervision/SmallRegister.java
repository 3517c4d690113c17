package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.xxhash64;

import canbao.jobs.TextTable;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.register.RegisterTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Tables of the register out of the few columns that a drawing has; a person is known by the words
 * in column {@code who}. What a table needs besides says nothing.
 */
final class SmallRegister {

  private final Lake lake;

  SmallRegister(Lake lake) {
    this.lake = lake;
  }

  /**
   * Puts rows into a table of the register in place of all others.
   *
   * @param table without the schema
   * @param drawing {@code who} and columns of the table; "" is none
   */
  void table(String table, String drawing) {
    TableHome home =
        RegisterTables.all().stream()
            .filter(one -> one.name().equals(table))
            .findFirst()
            .orElseThrow();
    Dataset<Row> drawn =
        TextTable.table(lake.spark(), drawing)
            .coalesce(1)
            .withColumn("line_no", monotonically_increasing_id().plus(2));
    lake.replace(home, drawn.select(columns(home, drawn)), Slice.everything());
  }

  /** The pseudonym of somebody. */
  static Column key(Column who) {
    return xxhash64(who);
  }

  private static Column[] columns(TableHome home, Dataset<Row> drawn) {
    StructType given = drawn.schema();
    List<Column> columns = new ArrayList<>();
    for (StructField field : home.columns().fields()) {
      boolean isGiven = Arrays.asList(given.fieldNames()).contains(field.name());
      Column value =
          switch (field.name()) {
            case "person_key" -> key(col("who"));
            case "from_key" -> key(col("who"));
            case "to_key" -> key(col("is_who"));
            case "source" -> isGiven ? col("source") : lit(home.name());
            case "certainty" -> isGiven ? coalesce(col("certainty"), lit("exact")) : lit("exact");
            case "batch", "known_from" -> lit("2018-12-29");
            case "known_to" -> lit(null);
            default -> isGiven ? col(field.name()) : nothing(field);
          };
      columns.add(value.cast(field.dataType()).as(field.name()));
    }
    return columns.toArray(Column[]::new);
  }

  private static Column nothing(StructField field) {
    return lit(field.nullable() ? null : field.dataType().typeName().equals("string") ? "" : "0");
  }
}
