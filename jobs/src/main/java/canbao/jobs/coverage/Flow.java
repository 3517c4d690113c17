package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of {@code coverage.flow}: people by where they live or are registered, and where they are
 * enrolled. A person with live relations of a line in two pools is counted at both; of two in one
 * pool, once. It explains rates above 100 % by enrolment.
 */
final class Flow {

  /** Stands for none of the 21 cities: outside the province, not known, or not in the register. */
  static final String ELSEWHERE = "000000";

  private Flow() {}

  /**
   * The day's rows, in the order of their key; there are some thousand, whatever the people.
   *
   * @param alike people of the day as {@link PersonGroups#alike} gives them
   */
  static List<Row> rows(Dataset<Row> alike, LocalDate day, String runId) {
    return CoverageTables.FLOW
        .conformed(counted(alike).withColumn("as_of", lit(day)).withColumn("run_id", lit(runId)))
        .orderBy(CoverageTables.FLOW.key().stream().map(Column::new).toArray(Column[]::new))
        .collectAsList();
  }

  private static Dataset<Row> counted(Dataset<Row> people) {
    InsuranceLine[] lines = InsuranceLine.values();
    Column[] asked =
        Stream.concat(
                Stream.of("registered_city", "resident_city"),
                Stream.of(lines).map(InsuranceLine::citiesColumn))
            .map(Column::new)
            .toArray(Column[]::new);
    Column byLine =
        array(
            Stream.of(lines)
                .map(
                    line ->
                        struct(lit(line.code()).as("line"), col(line.citiesColumn()).as("cities")))
                .toArray(Column[]::new));
    Column byPlace =
        array(from("resident", "resident_city"), from("registered", "registered_city"));
    Column codes =
        array(Places.cities().stream().map(city -> lit(city.code())).toArray(Column[]::new));
    return people
        .groupBy(asked)
        .agg(sum(PersonGroups.ALIKE).as(PersonGroups.ALIKE))
        .withColumn("of", explode(byLine))
        .filter(col("of.cities").notEqual(0))
        .withColumn("from", explode(byPlace))
        .withColumn("pool", explode(sequence(lit(0), lit(Places.cities().size() - 1))))
        .filter(col("of.cities").bitwiseAND(expr("shiftleft(1, pool)")).notEqual(0))
        .groupBy(
            col("of.line").as("line"),
            col("from.kind").as("from_kind"),
            col("from.division").as("from_division"),
            get(codes, col("pool")).as("enrolment_division"))
        .agg(sum(PersonGroups.ALIKE).as("people"));
  }

  private static Column from(String kind, String city) {
    Column division = lpad(coalesce(col(city), lit(0)).cast("string"), ELSEWHERE.length(), "0");
    return struct(lit(kind).as("kind"), division.as("division"));
  }
}
