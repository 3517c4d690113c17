package canbao.jobs.gate;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.RuleResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where rows stand that break a rule: file and line, never what they say. Whoever may see the rows
 * finds them there.
 */
record ExampleRows(Lake lake) {

  private static final int MOST = 10;
  private static final List<String> PLACE = List.of("file", "line_no");

  /**
   * The first accepted rows that break a rule in a division, in the order of files and lines.
   *
   * @return such as {@code part-0001.csv: 17, 35; part-0002.csv: 5}; empty if no accepted row does
   */
  Optional<String> of(RuleResult result) {
    Slice batch = Slice.where("batch", result.batch());
    Dataset<Row> breaking =
        lake.read(QualityTables.SUSPECT, batch.and(Slice.where("source", result.source())))
            .filter(array_contains(col("rules"), result.rule()))
            .select("file", "line_no");
    return lake.table("landing." + result.source(), batch)
        .map(landed -> landed.filter(isIn(result.division())).select("file", "line_no"))
        .map(landed -> told(breaking.join(landed, PLACE.toArray(String[]::new), "left_semi")))
        .filter(text -> !text.isEmpty());
  }

  private static Column isIn(String division) {
    return division.equals(GateDecision.PROVINCE) ? lit(true) : col("city").equalTo(division);
  }

  private static String told(Dataset<Row> places) {
    Map<String, String> linesOfFile = new LinkedHashMap<>();
    for (Row place : places.orderBy("file", "line_no").limit(MOST).collectAsList()) {
      linesOfFile.merge(
          place.getString(0), Long.toString(place.getLong(1)), (some, more) -> some + ", " + more);
    }
    return linesOfFile.entrySet().stream()
        .map(file -> file.getKey() + ": " + file.getValue())
        .collect(joining("; "));
  }
}
