package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** Rows of {@code coverage.person_state} out of the few columns that a drawing has. */
final class DrawnStates {

  private DrawnStates() {}

  /** What is not given is false, none or nothing; who is in the register has a valid number. */
  static Dataset<Row> of(Dataset<Row> people) {
    Column[] columns =
        Stream.of(CoverageTables.PERSON_STATE.columns().fields())
            .map(field -> given(people, field))
            .toArray(Column[]::new);
    return people.select(columns).withColumn("is_exact", col("in_register"));
  }

  private static Column given(Dataset<Row> people, StructField field) {
    boolean isGiven = List.of(people.columns()).contains(field.name());
    String nothing =
        switch (field.dataType().catalogString()) {
          case "boolean" -> "false";
          case "int", "bigint" -> field.nullable() ? "null" : "0";
          default -> "null";
        };
    Column value = isGiven ? col(field.name()) : expr(nothing).cast(field.dataType());
    return value.as(field.name());
  }
}
