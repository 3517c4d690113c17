package canbao.udfs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static scala.collection.JavaConverters.seqAsJavaList;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.codegen.ByteCodeStats;
import org.apache.spark.sql.execution.ExplainMode;
import org.apache.spark.sql.execution.QueryExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.Tuple3;

/** What Spark makes of the functions: compiled stages, and no secret in any text. */
@ExtendWith(LocalSpark.class)
class PlanTest {

  private static final byte[] SECRET =
      "a secret of thirty-two bytes, 32".getBytes(StandardCharsets.US_ASCII);
  private static final Column DAY = lit(LocalDate.of(2018, 12, 31));

  @Test
  void everyFunctionIsCompiledIntoTheStageThatUsesIt(SparkSession spark) {
    Column[] calls =
        Arrays.stream(SqlFunction.values())
            .map(function -> org.apache.spark.sql.functions.expr(call(function)))
            .toArray(Column[]::new);
    Dataset<Row> rows = numbers(spark).select(calls);
    assertThat(rows.collectAsList()).hasSize(100);
    assertCompiled(rows);
  }

  @Test
  void anAggregationByThemIsCompiledToo(SparkSession spark) {
    Dataset<Row> peopleByCity = peopleByCity(spark);
    assertThat(peopleByCity.collectAsList()).hasSize(1);
    assertCompiled(peopleByCity);
  }

  @Test
  void personKeysAreThoseOfTheMacAndNullForNull(SparkSession spark)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    byte[] digest = mac.doFinal("04:H12345678".getBytes(StandardCharsets.US_ASCII));
    Pseudonym pseudonym = new Pseudonym(SECRET);
    Column canonical = org.apache.spark.sql.functions.expr("if(id = 0, '04:H12345678', null)");
    List<Row> keys =
        spark
            .range(0, 2, 1, 1)
            .select(
                Functions.personKey(pseudonym, canonical),
                Functions.personDigest(pseudonym, canonical))
            .collectAsList();
    assertThat(keys.get(0).getLong(0)).isEqualTo(ByteBuffer.wrap(digest).getLong());
    assertThat(keys.get(0).<byte[]>getAs(1)).isEqualTo(digest);
    assertThat(keys.get(1).isNullAt(0) && keys.get(1).isNullAt(1)).isTrue();
  }

  @Test
  void theSecretIsInNoTextOfThePlan(SparkSession spark) {
    QueryExecution execution = peopleByCity(spark).queryExecution();
    Stream<String> explained =
        Stream.of("simple", "extended", "codegen", "cost", "formatted")
            .map(mode -> execution.explainString(ExplainMode.fromString(mode)));
    Stream<String> others =
        Stream.of(
            execution.toString(),
            execution.simpleString(),
            execution.stringWithStats(),
            execution.analyzed().toJSON(),
            execution.optimizedPlan().prettyJson(),
            execution.executedPlan().toJSON(),
            Functions.personKey(new Pseudonym(SECRET), col("number")).toString());
    assertThat(Stream.concat(explained, others))
        .allSatisfy(text -> assertThat(text).isNotEmpty().doesNotContain(spellingsOfTheSecret()));
  }

  private static String[] spellingsOfTheSecret() {
    String listed = Arrays.toString(SECRET);
    return new String[] {
      new String(SECRET, StandardCharsets.US_ASCII),
      HexFormat.of().formatHex(SECRET),
      HexFormat.of().withUpperCase().formatHex(SECRET),
      Base64.getEncoder().withoutPadding().encodeToString(SECRET),
      listed.substring(1, listed.length() - 1),
      listed.substring(1, listed.length() - 1).replace(" ", "")
    };
  }

  private static Dataset<Row> peopleByCity(SparkSession spark) {
    Column canonical = Functions.documentCanonical(lit("01"), col("number"), DAY);
    return numbers(spark)
        .groupBy(Functions.cityOf(col("number").substr(1, 6)).as("city"))
        .agg(countDistinct(Functions.personKey(new Pseudonym(SECRET), canonical)).as("people"));
  }

  /** A hundred texts of 15 digits from a range, which the optimiser does not compute beforehand. */
  private static Dataset<Row> numbers(SparkSession spark) {
    SparkSession plain = spark.newSession();
    plain.conf().set("spark.sql.adaptive.enabled", false);
    return plain
        .range(0, 100, 1, 2)
        .selectExpr(
            "concat('440524800101', lpad(id, 3, '0')) AS number", "DATE'2018-12-31' AS day");
  }

  private static String call(SqlFunction function) {
    String arguments =
        switch (function.argumentTypes().size()) {
          case 1 -> "(number)";
          case 2 -> "(number, day)";
          default -> "('01', number, day)";
        };
    return function.sqlName() + arguments;
  }

  /** Every node but the exchanges stands in a compiled stage, and every stage's code compiles. */
  private static void assertCompiled(Dataset<Row> rows) {
    String plan = rows.queryExecution().executedPlan().toString();
    assertThat(plan).doesNotContain("UDF").doesNotContain("BatchEvalPython");
    assertThat(plan.lines().filter(line -> !line.isBlank() && !line.contains("Exchange ")))
        .allSatisfy(line -> assertThat(line).containsPattern("\\*\\(\\d+\\) "));
    List<Tuple3<String, String, ByteCodeStats>> stages =
        seqAsJavaList(
            org.apache.spark.sql.execution.debug.package$.MODULE$.codegenStringSeq(
                rows.queryExecution().executedPlan()));
    assertThat(stages)
        .isNotEmpty()
        .allSatisfy(stage -> assertThat(stage._3().maxMethodCodeSize()).isPositive());
  }
}
