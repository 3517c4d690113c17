package canbao.jobs.quality;

import static canbao.jobs.quality.RuleExamples.appliesTo;
import static canbao.jobs.quality.RuleExamples.rule;
import static canbao.jobs.quality.RuleExamples.showing;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalSpark;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class GoldenRowsTest {

  private static final StructType ROWS =
      StructType.fromDDL("PAID DECIMAL(18,2), DAY DATE, YEAR INT, KIND STRING, twin BOOLEAN");

  private static final Rule PAID = rule("s.paid", Severity.WARN, "PAID >= 0.5 AND NOT twin");

  @Test
  void eachRuleIsAskedAboutItsOwnRowsAndAnswersInThreeValuedLogic(SparkSession spark) {
    Rule paid =
        showing(
            rows("PAID=0.50", "PAID=0.49", "PAID=", "KIND=X", "PAID=1, twin=true", "twin=true"),
            PAID);
    Rule dated =
        showing(
            rows("KIND=D, DAY=2016-02-29, YEAR=2016", "KIND=D, DAY=2016-02-29", "KIND=", "KIND=E"),
            appliesTo("KIND = 'D'", rule("s.dated", Severity.WARN, "year(DAY) = YEAR")));
    assertThat(drawn(new GoldenRows(ROWS, spark).outcomes(List.of(paid, dated))))
        .isEqualTo(
            """
            PAID = 0.50: PASS
            PAID = 0.49: FAIL
            PAID = null: UNKNOWN
            KIND = X: UNKNOWN
            PAID = 1, twin = true: FAIL
            twin = true: FAIL

            KIND = D, DAY = 2016-02-29, YEAR = 2016: PASS
            KIND = D, DAY = 2016-02-29: UNKNOWN
            KIND = null: NOT_APPLICABLE
            KIND = E: NOT_APPLICABLE""");
  }

  @Test
  void aValueThatItsColumnCannotHaveIsNamedWithItsPlace(SparkSession spark) {
    GoldenRows golden = new GoldenRows(ROWS, spark);
    assertThatThrownBy(() -> golden.outcomes(List.of(showing(rows("DAY=2018-02-29"), PAID))))
        .hasMessageStartingWith(
            "s.yml:1:1 the golden row cannot be read: DAY is DATE, which '2018-02-29' is not.");
    assertThatThrownBy(() -> golden.outcomes(List.of(showing(rows("PAID=1.005"), PAID))))
        .hasMessageContaining("PAID is DECIMAL(18,2), which '1.005' is not.");
    assertThatThrownBy(() -> golden.outcomes(List.of(showing(rows("twin=yes"), PAID))))
        .hasMessageContaining("twin is BOOLEAN, which 'yes' is not.");
  }

  /** What they say they mean is not looked at here. */
  private static List<GoldenRow> rows(String... lines) {
    return Stream.of(lines)
        .map(line -> new GoldenRow(Outcome.PASS, values(line), "s.yml:1:1"))
        .toList();
  }

  private static Map<String, Optional<String>> values(String line) {
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    Arrays.stream(line.split(", "))
        .map(value -> value.split("=", -1))
        .forEach(
            value -> values.put(value[0], Optional.of(value[1]).filter(text -> !text.isEmpty())));
    return values;
  }

  private static String drawn(List<Map<GoldenRow, Outcome>> outcomes) {
    return outcomes.stream()
        .map(
            ofRule ->
                ofRule.entrySet().stream()
                    .map(row -> row.getKey().drawn() + ": " + row.getValue())
                    .collect(joining("\n")))
        .collect(joining("\n\n"));
  }
}
