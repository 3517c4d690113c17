package canbao.jobs.quality;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Scala;
import canbao.jobs.lake.TableHome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Turns counts into results and results into rows of {@code quality.rule_result} and back. */
public final class RuleResults {

  private static final String PROVINCE = "440000";
  private static final StructType WAIVED_BY =
      StructType.fromDDL(
          "rule STRING, source STRING, batch DATE, division STRING, waived_by STRING");

  private RuleResults() {}

  /**
   * One result a rule for the province and for each city, in that order; a city without rows is
   * NOT_APPLICABLE.
   *
   * @param rules of one source
   * @param counts of {@link DeequAdapter#count} for one batch
   * @param cities six digits each
   */
  public static List<RuleResult> of(
      List<Rule> rules, List<RuleCount> counts, LocalDate batch, List<String> cities) {
    Map<List<String>, RuleCount> byRuleAndDivision =
        counts.stream()
            .collect(
                Collectors.toMap(
                    count -> List.of(count.rule(), count.division()), Function.identity()));
    List<RuleResult> results = new ArrayList<>();
    for (Rule rule : rules) {
      for (String division : divisions(cities)) {
        RuleCount none = new RuleCount(rule.id(), division, 0, 0);
        RuleCount count = byRuleAndDivision.getOrDefault(List.of(rule.id(), division), none);
        results.add(RuleResult.of(rule, batch, count));
      }
    }
    return List.copyOf(results);
  }

  /** The results of rules that could not be evaluated for a batch: ERROR everywhere. */
  public static List<RuleResult> errors(List<Rule> rules, LocalDate batch, List<String> cities) {
    return rules.stream()
        .flatMap(
            rule -> divisions(cities).stream().map(place -> RuleResult.error(rule, batch, place)))
        .toList();
  }

  /** Rows of {@code quality.rule_result}. */
  public static Dataset<Row> rows(
      SparkSession spark, List<RuleResult> results, Evaluation evaluation) {
    TableHome home = QualityTables.RULE_RESULT;
    List<Row> rows = results.stream().map(result -> row(result, evaluation)).toList();
    return spark.createDataFrame(rows, home.columns());
  }

  /** The results that rows of {@code quality.rule_result} hold; there are few, so they fit. */
  public static List<RuleResult> read(Dataset<Row> ruleResults) {
    return ruleResults
        .select(
            col("rule"),
            col("source"),
            col("batch").cast("string"),
            col("division"),
            col("severity"),
            col("dimension"),
            col("status"),
            col("checked"),
            col("failed"),
            col("limit_rate"),
            col("limit_count"),
            col("waived_by"),
            col("kind"),
            col("unknown"),
            col("value"),
            col("lower"),
            col("upper"),
            col("parts"))
        .collectAsList()
        .stream()
        .map(RuleResults::result)
        .toList();
  }

  /**
   * Rows of {@code quality.rule_result} with who waives each of them now.
   *
   * @param results what these rows hold, and perhaps more, as {@link Waivers} has left it
   */
  public static Dataset<Row> waived(Dataset<Row> ruleResults, List<RuleResult> results) {
    List<Row> waivers =
        results.stream()
            .filter(result -> result.waivedBy().isPresent())
            .map(
                result ->
                    RowFactory.create(
                        result.rule(),
                        result.source(),
                        result.batch(),
                        result.division(),
                        result.waivedBy().orElseThrow()))
            .toList();
    Dataset<Row> waivedBy = ruleResults.sparkSession().createDataFrame(waivers, WAIVED_BY);
    return ruleResults
        .drop("waived_by")
        .join(
            broadcast(waivedBy),
            Scala.seq(List.of("rule", "source", "batch", "division")),
            "left_outer");
  }

  private static List<String> divisions(List<String> cities) {
    return Stream.concat(Stream.of(PROVINCE), cities.stream()).toList();
  }

  private static Row row(RuleResult result, Evaluation evaluation) {
    return RowFactory.create(
        evaluation.asOf(),
        evaluation.runId(),
        result.rule(),
        result.source(),
        result.division(),
        result.batch(),
        result.severity().name(),
        result.dimension().name(),
        result.status().name(),
        result.checked(),
        result.failed(),
        result.limit().rateBp(),
        result.limit().count(),
        result.waivedBy().orElse(null),
        evaluation.rulesFingerprint(),
        result.kind().word(),
        result.measured().unknown(),
        result.measured().value().orElse(null),
        result.measured().lower().orElse(null),
        result.measured().upper().orElse(null),
        result.measured().parts().entrySet().stream()
            .map(part -> RowFactory.create(part.getKey(), part.getValue()))
            .toArray());
  }

  private static RuleResult result(Row row) {
    return new RuleResult(
        row.getString(0),
        row.getString(1),
        LocalDate.parse(row.getString(2)),
        row.getString(3),
        Severity.valueOf(row.getString(4)),
        Dimension.valueOf(row.getString(5)),
        RuleStatus.valueOf(row.getString(6)),
        row.getLong(7),
        row.getLong(8),
        new Limit(row.getInt(9), row.getLong(10)),
        Optional.ofNullable(row.getString(11)),
        Kind.Name.valueOf(row.getString(12).toUpperCase(Locale.ROOT)),
        measured(row));
  }

  private static RuleResult.Measured measured(Row row) {
    Map<String, Long> parts = new LinkedHashMap<>();
    row.<Row>getList(17).forEach(part -> parts.put(part.getString(0), part.getLong(1)));
    return new RuleResult.Measured(
        row.getLong(13),
        Optional.ofNullable((Long) row.get(14)),
        Optional.ofNullable((Long) row.get(15)),
        Optional.ofNullable((Long) row.get(16)),
        parts);
  }
}
