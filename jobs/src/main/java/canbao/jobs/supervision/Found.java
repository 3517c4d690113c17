package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What one check has found tonight: one row a case.
 *
 * <p>Columns: finding_id, check_id, kind, division, person_keys, evidence, places. A check brings
 * the last four and {@code about}: what the case is about, by pseudonyms, relation ids and codes.
 * The id is a digest of that, so that it is the same every night, tells nothing, and never depends
 * on what else is known of the case.
 */
final class Found {

  /** What the case is about; a check gives it, and it goes into the id alone. */
  static final String ABOUT = "about";

  /** Who is asked where no city is. */
  static final String PROVINCE = "440000";

  /** Where a row stands in landing. */
  static final List<String> PLACE = List.of("source", "batch", "file", "line_no");

  /** Type of the column places. */
  static final String PLACES =
      "ARRAY<STRUCT<source: STRING, batch: DATE, file: STRING, line_no: BIGINT>>";

  private static final int ID_DIGITS = 32;

  private Found() {}

  /** Cases of one kind. */
  static Dataset<Row> of(String check, String kind, Dataset<Row> cases) {
    return of(check, lit(kind), cases);
  }

  /**
   * Cases of a check.
   *
   * @param cases columns about, division, person_keys, evidence, places
   */
  static Dataset<Row> of(String check, Column kind, Dataset<Row> cases) {
    return cases.select(columns(lit(check), kind));
  }

  /** Cases that name their check and kind. */
  static Dataset<Row> of(Dataset<Row> cases) {
    return cases.select(columns(col("check_id"), col("kind")));
  }

  private static Column[] columns(Column check, Column kind) {
    return new Column[] {
      id(check, kind, col(ABOUT)).as("finding_id"),
      check.as("check_id"),
      kind.as("kind"),
      coalesce(col("division"), lit(PROVINCE)).as("division"),
      col("person_keys"),
      col("evidence"),
      col("places")
    };
  }

  /** The id of a case. */
  static Column id(Column check, Column kind, Column about) {
    return sha2(concat_ws("|", check, kind, about), 256).substr(1, ID_DIGITS);
  }

  /** Joined by a character that no part has. */
  static Column about(Column... parts) {
    return concat_ws("|", parts);
  }

  /** Where a row of the register stands in landing. */
  static Column place() {
    return struct(PLACE.stream().map(Column::new).toArray(Column[]::new));
  }

  /** The places of rows that are held as an array of structs. */
  static Column places(Column rows) {
    return transform(
        rows,
        row ->
            struct(PLACE.stream().map(name -> row.getField(name).as(name)).toArray(Column[]::new)));
  }

  /** Of a case that no single row makes. */
  static Column nowhere() {
    return array().cast(PLACES);
  }
}
