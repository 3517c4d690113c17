package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.run.ReportTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * A person's row of {@code coverage.person_state} as it is stored, beside the one that the facts
 * give.
 *
 * @param stored columns of the table but for its key
 * @param computed the same
 */
record StoredState(Optional<Row> stored, Optional<Row> computed) {

  /** The columns of a state as text but for its key, with which they begin. */
  static Dataset<Row> shown(Dataset<Row> states) {
    List<String> key = CoverageTables.PERSON_STATE.key();
    Column[] columns =
        Stream.concat(
                Stream.of(col("person_key")),
                Stream.of(CoverageTables.PERSON_STATE.columns().fieldNames())
                    .filter(name -> !key.contains(name))
                    .map(name -> col(name).cast(DataTypes.StringType).as(name)))
            .toArray(Column[]::new);
    return states.select(columns);
  }

  /** As {@link #shown}, of states that were computed for a day. */
  static Dataset<Row> shownOf(Dataset<Row> states) {
    return shown(
        CoverageTables.PERSON_STATE.conformed(states.withColumn("as_of", lit(null).cast("date"))));
  }

  String drawn() {
    if (stored.isEmpty()) {
      return computed.isEmpty() ? "none" : "none, though the facts above give one";
    }
    ReportTable table = ReportTable.of("column", "stored", "by the facts above");
    Row row = stored.get();
    for (int i = 1; i < row.size(); i++) {
      int place = i;
      String other = computed.map(found -> text(found, place)).orElse("none");
      String mark = other.equals(text(row, i)) ? "the same" : other;
      table.add(row.schema().fieldNames()[i], text(row, i), mark);
    }
    return table.drawn();
  }

  private static String text(Row row, int place) {
    return Objects.toString(row.get(place), "");
  }
}
