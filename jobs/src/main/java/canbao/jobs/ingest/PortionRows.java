package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import canbao.jobs.quality.Portions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts judged rows by what rules need that judge them together: one query for all sources. */
final class PortionRows {

  private static final int FIRST_AMOUNT = 7;

  private PortionRows() {}

  /** The portions of each batch, by its number; identical rows count once. */
  static Map<Integer, List<Portions.Portion>> counted(Dataset<Row> judged, JudgedRows.Width width) {
    Column[] sums =
        IntStream.range(0, width.amounts())
            .mapToObj(i -> coalesce(sum(JudgedRows.AMOUNT + i), lit(0L)))
            .toArray(Column[]::new);
    Map<Integer, List<Portions.Portion>> byBatch = new TreeMap<>();
    judged
        .filter(col("verdict").notEqual(JudgedRows.DUPLICATE))
        .groupBy(
            col(JudgedRows.BATCH_NO),
            coalesce(col("division"), lit(Tally.NO_CITY)),
            col("verdict").equalTo(JudgedRows.ACCEPTED),
            col(JudgedRows.UNKNOWN),
            col(JudgedRows.STATES),
            col(JudgedRows.CELLS))
        .agg(count(lit(1)), sums)
        .collectAsList()
        .forEach(
            row ->
                byBatch
                    .computeIfAbsent(row.getInt(0), batch -> new ArrayList<>())
                    .add(portion(row, width)));
    return byBatch;
  }

  private static Portions.Portion portion(Row row, JudgedRows.Width width) {
    return new Portions.Portion(
        row.getString(1),
        row.getBoolean(2),
        row.getLong(3),
        row.getLong(4),
        row.getString(5),
        row.getLong(6),
        IntStream.range(0, width.amounts()).mapToObj(i -> row.getLong(FIRST_AMOUNT + i)).toList());
  }
}
