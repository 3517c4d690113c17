package canbao.jobs.quality;

import static canbao.jobs.quality.RuleExamples.rule;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalSpark.class)
class DeequAdapterTest {

  private static final RowRules TWO_RULES =
      new RowRules(List.of(rule("s.a", Severity.WARN, "true"), rule("s.b", Severity.WARN, "true")));

  private static final StructType JUDGED =
      StructType.fromDDL("division STRING, violations BIGINT, applicable BIGINT");

  @Test
  void every_rule_is_counted_by_city_and_for_the_province_with_rows_of_no_city(SparkSession spark) {
    Dataset<Row> judgedRows =
        TextTable.table(
            spark,
            """
            division STRING | violations BIGINT | applicable BIGINT
            440300          | 0                 | 1
            440300          | 1                 | 1
            440100          | 3                 | 3
            440100          | 2                 | 2
            440100          | 0                 | 3
                            | 1                 | 3
            """);
    assertThat(drawn(DeequAdapter.count(TWO_RULES, judgedRows)))
        .isEqualTo(
            """
            s.a 440000: 3 of 5
            s.b 440000: 2 of 4
            s.a 440100: 1 of 2
            s.b 440100: 2 of 3
            s.a 440300: 1 of 2
            s.b 440300: 0 of 0""");
  }

  @Test
  void without_rows_the_province_has_nothing_checked(SparkSession spark) {
    Dataset<Row> noRows = spark.createDataFrame(List.<Row>of(), JUDGED);
    assertThat(drawn(DeequAdapter.count(TWO_RULES, noRows)))
        .isEqualTo("s.a 440000: 0 of 0\ns.b 440000: 0 of 0");
  }

  @Test
  void a_source_without_rules_has_no_counts(SparkSession spark) {
    Dataset<Row> noRows = spark.createDataFrame(List.<Row>of(), JUDGED);
    assertThat(DeequAdapter.count(new RowRules(List.of()), noRows)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void counts_equal_a_plain_group_by(long seed, SparkSession spark) {
    int rules = seed == 1 ? RowRules.MOST_RULES : 7;
    Dataset<Row> judgedRows = randomRows(spark, new Random(seed), rules);
    RowRules many =
        new RowRules(
            IntStream.range(0, rules)
                .mapToObj(i -> rule("s.r" + i, Severity.WARN, "true"))
                .toList());
    assertThat(drawn(DeequAdapter.count(many, judgedRows)))
        .isEqualTo(drawn(plainCounts(judgedRows, rules)));
  }

  private static Dataset<Row> randomRows(SparkSession spark, Random random, int rules) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int city = random.nextInt(22);
      long applicable = random.nextLong() & ((1L << rules) - 1);
      long violations = random.nextLong() & applicable;
      rows.add(RowFactory.create(city == 21 ? null : division(city), violations, applicable));
    }
    Collections.shuffle(rows, random);
    return spark.createDataFrame(rows, JUDGED).repartition(3);
  }

  private static List<RuleCount> plainCounts(Dataset<Row> judgedRows, int rules) {
    List<RuleCount> counts = new ArrayList<>();
    List<Row> rows = judgedRows.collectAsList();
    for (int city = -1; city < 21; city++) {
      String division = city < 0 ? "440000" : division(city);
      List<Row> here =
          rows.stream()
              .filter(row -> division.equals("440000") || division.equals(row.get(0)))
              .toList();
      for (int i = 0; i < rules; i++) {
        long bit = 1L << i;
        counts.add(
            new RuleCount(
                "s.r" + i,
                division,
                here.stream().filter(row -> (row.getLong(2) & bit) != 0).count(),
                here.stream().filter(row -> (row.getLong(1) & bit) != 0).count()));
      }
    }
    return counts;
  }

  private static String division(int city) {
    return "44%02d00".formatted(city + 1);
  }

  private static String drawn(List<RuleCount> counts) {
    return counts.stream()
        .map(
            count ->
                "%s %s: %d of %d"
                    .formatted(count.rule(), count.division(), count.failed(), count.checked()))
        .collect(joining("\n"));
  }
}
