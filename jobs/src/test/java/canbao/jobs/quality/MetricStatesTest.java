package canbao.jobs.quality;

import static canbao.jobs.quality.RuleExamples.rule;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.quality.MetricState.Analyzer;
import canbao.jobs.quality.MetricState.Values;
import com.amazon.deequ.analyzers.Completeness;
import com.amazon.deequ.analyzers.Compliance;
import com.amazon.deequ.analyzers.Maximum;
import com.amazon.deequ.analyzers.Mean;
import com.amazon.deequ.analyzers.Minimum;
import com.amazon.deequ.analyzers.Size;
import com.amazon.deequ.analyzers.runners.AnalysisRunner;
import com.amazon.deequ.analyzers.runners.AnalyzerContext;
import com.amazon.deequ.metrics.Metric;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.Option;
import scala.collection.JavaConverters;

/** Two batches of a source with two columns, one of them a number, and one rule. */
@ExtendWith(LocalSpark.class)
class MetricStatesTest {

  private static final BatchMeasures.Asked ASKED =
      new BatchMeasures.Asked(
          new RowRules(List.of(rule("s.a", Severity.WARN, "true"))),
          new MeasuredColumns(List.of("NAME", "AMOUNT"), List.of("AMOUNT")));

  /** Bit 1 of filled is NAME, bit 2 AMOUNT; Shenzhen has no amounts, a row belongs to no city. */
  private static final String ROWS =
      """
      batch_no INT | division STRING | violations BIGINT | applicable BIGINT | filled BIGINT | number_0 DOUBLE
      0            | 440100          | 0                 | 1                 | 3             | 10.5
      0            | 440100          | 1                 | 1                 | 2             | -3
      0            | 440100          | 0                 | 0                 | 3             | 0.25
      0            | 440300          | 0                 | 0                 | 1             |
      0            |                 | 1                 | 1                 | 2             | 99
      1            | 440100          | 0                 | 1                 | 3             | 7
      1            | 440300          | 1                 | 1                 | 0             |
      """;

  @Test
  void theStatesOfACityAreKept(SparkSession spark) {
    List<MetricState> states = measured(spark, table(spark)).get(0).states();

    assertThat(drawn(states.stream().filter(state -> state.division().equals("440100")).toList()))
        .isEqualTo(
            """
            440100 Size * rows 3
            440100 Compliance s.a 1 of 2
            440100 Completeness NAME 2 of 3
            440100 Completeness AMOUNT 3 of 3
            440100 Mean AMOUNT sum 7.75 of 3
            440100 Minimum AMOUNT -3.0
            440100 Maximum AMOUNT 10.5""");
    assertThat(drawn(states.stream().filter(state -> state.division().equals("440300")).toList()))
        .as("no state where nothing applies")
        .isEqualTo(
            """
            440300 Size * rows 1
            440300 Completeness NAME 1 of 1
            440300 Completeness AMOUNT 0 of 1""");
  }

  /** The states of a province and a month, added up, are those that Deequ computes of the rows. */
  @Test
  void mergedStatesEqualThoseOfAllRowsTogether(SparkSession spark) {
    Dataset<Row> rows = table(spark);
    List<BatchMeasures> measured = measured(spark, rows);

    List<MetricState> province = MetricState.merged("440000", measured.get(0).states());
    List<MetricState> month =
        MetricState.merged(
            "440000", measured.stream().flatMap(batch -> batch.states().stream()).toList());

    assertThat(metrics(province)).isEqualTo(computed(rows.filter("batch_no = 0")));
    assertThat(metrics(month)).isEqualTo(computed(rows));
  }

  @Test
  void statesComeBackFromTheTableAsTheyWere(SparkSession spark) {
    List<MetricState> states =
        List.of(
            new MetricState("440100", Analyzer.SIZE, "received", Values.rows(3)),
            new MetricState("none", Analyzer.MINIMUM, "AMOUNT", Values.minimum(-3)),
            new MetricState("440100", Analyzer.MEAN, "AMOUNT", Values.sum(7.75, 3)),
            new MetricState("440100", Analyzer.COMPLETENESS, "NAME", Values.matches(2, 3)));
    LocalDate day = LocalDate.of(2018, 12, 31);

    Dataset<Row> rows =
        MetricStates.rows(spark, List.of(new MetricStates.OfBatch("s", day, states)));

    assertThat(rows.collectAsList().stream().map(MetricStates::state)).isEqualTo(states);
  }

  private static Dataset<Row> table(SparkSession spark) {
    return TextTable.table(spark, ROWS);
  }

  private static List<BatchMeasures> measured(SparkSession spark, Dataset<Row> rows) {
    assertThat(rows.sparkSession()).isSameAs(spark);
    return DeequAdapter.measure(List.of(ASKED, ASKED), rows.repartition(3));
  }

  private static String drawn(List<MetricState> states) {
    return states.stream()
        .map(
            state ->
                "%s %s %s %s"
                    .formatted(
                        state.division(),
                        state.analyzer().word(),
                        state.instance(),
                        drawn(state.values())))
        .collect(joining("\n"));
  }

  private static String drawn(Values values) {
    return Stream.of(
            values.matches().map(matches -> matches + " of " + values.rows().orElseThrow()),
            values.sum().map(sum -> "sum " + sum + " of " + values.rows().orElseThrow()),
            values.minimum().map(String::valueOf),
            values.maximum().map(String::valueOf),
            values.rows().map(rows -> "rows " + rows))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }

  /** What Deequ would call the metrics of states. */
  private static String metrics(List<MetricState> states) {
    return states.stream()
        .map(state -> state.analyzer().word() + " " + state.instance() + " " + metric(state))
        .sorted()
        .collect(joining("\n"));
  }

  private static double metric(MetricState state) {
    Values values = state.values();
    double rows = values.rows().orElse(1L);
    return switch (state.analyzer()) {
      case SIZE -> rows;
      case COMPLETENESS, COMPLIANCE -> values.matches().orElseThrow() / rows;
      case MEAN -> values.sum().orElseThrow() / rows;
      case MINIMUM -> values.minimum().orElseThrow();
      case MAXIMUM -> values.maximum().orElseThrow();
    };
  }

  /** The same by Deequ's own run over the rows. */
  private static String computed(Dataset<Row> rows) {
    Dataset<Row> plain =
        rows.selectExpr(
            "*",
            "if((filled & 1) != 0, 1, NULL) AS NAME",
            "if((filled & 2) != 0, 1, NULL) AS AMOUNT_FILLED",
            "number_0 AS AMOUNT");
    AnalyzerContext context =
        AnalysisRunner.onData(plain)
            .addAnalyzer(untyped(new Size(Option.empty())))
            .addAnalyzer(
                untyped(
                    new Compliance(
                        "s.a",
                        "violations = 0",
                        Option.apply("applicable = 1"),
                        JavaConverters.asScalaBuffer(List.<String>of()).toList(),
                        Option.empty())))
            .addAnalyzer(untyped(new Completeness("NAME", Option.empty(), Option.empty())))
            .addAnalyzer(untyped(new Completeness("AMOUNT_FILLED", Option.empty(), Option.empty())))
            .addAnalyzer(untyped(new Mean("AMOUNT", Option.empty())))
            .addAnalyzer(untyped(new Minimum("AMOUNT", Option.empty(), Option.empty())))
            .addAnalyzer(untyped(new Maximum("AMOUNT", Option.empty(), Option.empty())))
            .run();
    return JavaConverters.seqAsJavaList(context.allMetrics()).stream()
        .map(
            metric ->
                metric.name()
                    + " "
                    + metric.instance().replace("_FILLED", "")
                    + " "
                    + metric.value().get())
        .sorted()
        .collect(joining("\n"));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static com.amazon.deequ.analyzers.Analyzer<?, Metric<?>> untyped(
      com.amazon.deequ.analyzers.Analyzer<?, ?> analyzer) {
    return (com.amazon.deequ.analyzers.Analyzer<?, Metric<?>>)
        (com.amazon.deequ.analyzers.Analyzer) analyzer;
  }
}
