package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Few;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of all sources about people that are in force, by where they stand in landing. */
final class OpenRows {

  /** Tables of the register and what names a row of each within its source. */
  static final Map<String, List<String>> KEYS = keys();

  private OpenRows() {}

  /** The name of a row: its source and key. */
  static Column name(List<String> key) {
    return Found.about(
        Stream.concat(Stream.of("source"), key.stream())
            .map(column -> col(column).cast("string"))
            .toArray(Column[]::new));
  }

  private static Map<String, List<String>> keys() {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put("person", List.of("person_key"));
    keys.put("enrolment", List.of("relation_id"));
    keys.put("status", List.of("person_key", "kind", "from_date"));
    keys.put("card", List.of("person_key"));
    keys.put("group_member", List.of("person_key", "group_code", "from_date"));
    keys.put("settlement", List.of("stay_id"));
    keys.put("visit_result", List.of("person_key", "family", "reference"));
    keys.put("benefit", List.of("person_key", "line", "month"));
    return keys;
  }

  /**
   * The cases of rows that are still in force.
   *
   * @param suspects place, check_id, kind and evidence; few
   */
  static Dataset<Row> found(OpenRegister register, Few suspects) {
    Dataset<Row> those =
        suspects
            .rows()
            .select(
                Stream.concat(Found.PLACE.stream(), Stream.of("check_id", "kind", "evidence"))
                    .map(name -> col(name).as("suspect_" + name))
                    .toArray(Column[]::new));
    Dataset<Row> few = suspects.made(those).hinted();
    return KEYS.entrySet().stream()
        .map(
            table ->
                register
                    .table("register." + table.getKey())
                    .map(rows -> cases(rows, few, table.getValue())))
        .flatMap(Optional::stream)
        .reduce(Dataset::unionByName)
        .map(Found::of)
        .orElseThrow()
        .dropDuplicates("finding_id");
  }

  /** Named after the join, so that only the few are. */
  private static Dataset<Row> cases(Dataset<Row> rows, Dataset<Row> suspects, List<String> key) {
    Column isThere =
        Found.PLACE.stream()
            .map(name -> col(name).equalTo(col("suspect_" + name)))
            .reduce(Column::and)
            .orElse(lit(false));
    return rows.join(suspects, isThere)
        .select(
            col("suspect_check_id").as("check_id"),
            col("suspect_kind").as("kind"),
            name(key).as(Found.ABOUT),
            col("city").as("division"),
            array(col("person_key")).as("person_keys"),
            col("suspect_evidence").as("evidence"),
            array(Found.place()).as("places"));
  }
}
