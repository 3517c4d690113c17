package canbao.jobs.register;

import static canbao.udfs.Functions.readText;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Landing rows of one batch, at most one a key. */
final class WinningRows {

  private static final String REGISTERED = "正常";

  private final SourceSpec source;
  private final SourceRows read;

  WinningRows(SourceSpec source, SourceRows read) {
    this.source = source;
    this.read = read;
  }

  /**
   * Of different rows with one key the smaller digest wins; in the population a row that is
   * registered goes before one that is not.
   */
  Dataset<Row> read(Dataset<Row> landed, List<Column> kept, List<String> names) {
    if (source.table().equals("enrolment")) {
      return read.read(landed, kept, names); // rows that share a relation id were rejected
    }
    Dataset<Row> alone =
        read.read(landed.filter(col("is_contested").equalTo(lit(false))), kept, names);
    List<Column> order = new ArrayList<>(kept);
    order.add(col("digest").as("contested_digest"));
    order.add(col("line_no").as("contested_line"));
    boolean hasState = source.column("HJZT").isPresent();
    order.add((hasState ? col("HJZT") : lit(null).cast("string")).as("contested_state"));
    List<String> withKey = new ArrayList<>(names);
    withKey.add("key_text");
    Column isRegistered =
        coalesce(readText(col("contested_state")).equalTo(REGISTERED), lit(false));
    Column place =
        row_number()
            .over(
                Window.partitionBy("key_text")
                    .orderBy(isRegistered.desc(), col("contested_digest"), col("contested_line")));
    Dataset<Row> contested =
        read.read(landed.filter(col("is_contested")), order, withKey)
            .withColumn("place", place)
            .filter(col("place").equalTo(1));
    return alone.unionByName(contested.select(columnsOf(alone)));
  }

  /** How many rows another one of their key goes before. */
  long superseded(Dataset<Row> landed) {
    if (source.table().equals("enrolment")) {
      return 0;
    }
    Row counts =
        read.read(landed.filter(col("is_contested")), List.of(), List.of("key_text"))
            .agg(count(lit(1)), count_distinct(col("key_text")))
            .head();
    return counts.getLong(0) - counts.getLong(1);
  }

  private static Column[] columnsOf(Dataset<Row> rows) {
    return Stream.of(rows.columns()).map(name -> col(name)).toArray(Column[]::new);
  }
}
