package canbao.jobs.quality;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.checks.CheckLevel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.util.matching.Regex;

/**
 * Deequ alone, as its documentation would have it: a {@link VerificationSuite} for each batch and
 * the rows that its row-level results name. One {@link Check} holds one constraint, so that a row
 * tells which it breaks. Called by {@code jobs/benchmark/quality_peers.py}.
 */
public final class DeequPeer {

  private static final Assertion IS_ONE = share -> share.equals(1.0);
  private static final Assertion IS_ANY = size -> (Long) size > 0;

  private interface Assertion extends Function1<Object, Object>, Serializable {}

  private DeequPeer() {}

  /**
   * Writes a row for each row and check that it breaks.
   *
   * @param args suites as {@code quality_peers.py} writes them; Parquet folder of the named rows
   */
  public static void main(String[] args) throws IOException {
    JsonNode suites = new ObjectMapper().readTree(Path.of(args[0]).toFile());
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 4)
            .getOrCreate()) {
      for (JsonNode suite : suites) {
        named(spark, suite).write().mode("append").parquet(args[1]);
      }
    }
  }

  private static Dataset<Row> named(SparkSession spark, JsonNode suite) {
    Dataset<Row> rows = spark.read().parquet(suite.get("table").asText());
    List<Check> checks = new ArrayList<>();
    checks.add(check("has_rows").hasSize(IS_ANY, Option.empty()));
    suite.get("checks").forEach(check -> checks.add(constraint(check)));
    VerificationResult result = new VerificationSuite().onData(rows).addChecks(list(checks)).run();
    Dataset<Row> judged = VerificationResult.rowLevelResultsAsDataFrame(spark, result, rows);
    Column[] broken =
        texts(suite.get("checks"), "name").stream()
            .map(name -> when(not(col(name)), lit(name)))
            .toArray(Column[]::new);
    return judged
        .select(
            lit(suite.get("source").asText()).as("source"),
            lit(suite.get("batch").asText()).as("batch"),
            col("file"),
            col("line_no"),
            explode(array(broken)).as("reason"))
        .filter("reason IS NOT NULL");
  }

  /** Row by row an empty value matches no pattern; the contract lets most values be empty. */
  private static Check constraint(JsonNode check) {
    String name = check.get("name").asText();
    List<String> columns = new ArrayList<>();
    check.get("columns").forEach(column -> columns.add(column.asText()));
    JsonNode of = check.get("of");
    return switch (check.get("kind").asText()) {
      case "complete" -> check(name).isComplete(columns.get(0), Option.empty(), Option.empty());
      case "member" -> check(name).isContainedIn(columns.get(0), values(of));
      case "pattern" ->
          check(name)
              .hasPattern(
                  columns.get(0),
                  new Regex(of.asText(), list(List.<String>of())),
                  IS_ONE,
                  Option.empty(),
                  Option.empty(),
                  Option.empty())
              .where("`%s` IS NOT NULL".formatted(columns.get(0)));
      case "unique" ->
          check(name).hasUniqueness(list(columns), IS_ONE).where(check.get("where").asText());
      case "condition" ->
          check(name)
              .satisfies(
                  of.asText(), name, IS_ONE, Option.empty(), list(List.of()), Option.empty());
      default -> throw new IllegalArgumentException("unknown kind of check: " + check);
    };
  }

  private static String[] values(JsonNode list) {
    List<String> values = new ArrayList<>();
    list.forEach(value -> values.add(value.asText()));
    return values.toArray(String[]::new);
  }

  private static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.get(field).asText()));
    return texts;
  }

  private static Check check(String description) {
    return new Check(CheckLevel.Error(), description, Check.apply$default$3());
  }

  private static <T> scala.collection.immutable.List<T> list(List<T> items) {
    return JavaConverters.asScalaBuffer(items).toList();
  }
}
