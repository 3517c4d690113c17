package canbao.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.analyzers.Analysis;
import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.analyzers.Compliance;
import com.amazon.deequ.analyzers.InMemoryStateProvider;
import com.amazon.deequ.analyzers.NumMatchesAndCount;
import com.amazon.deequ.analyzers.RatioOfSums;
import com.amazon.deequ.analyzers.Size;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.checks.CheckLevel;
import com.amazon.deequ.checks.CheckStatus;
import com.amazon.deequ.metrics.Metric;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * What Deequ gets right and the adapter rests on, and what it gets wrong and the adapter keeps away
 * from: when a test of the second kind fails after an upgrade, a fence may fall.
 */
@ExtendWith(LocalSpark.class)
class DeequFencesTest {

  private interface Assertion extends Function1<Object, Object>, Serializable {}

  private static final Assertion IS_ONE = share -> share.equals(1.0);

  private static Dataset<Row> rows(SparkSession spark) {
    return spark.sql(
        "SELECT * FROM VALUES ('A', 980L, 1000L), ('A', 20L, 9000L), ('B', 7L, 10L) AS t(city, covered, due)");
  }

  @Test
  void reliesOnStatesOutOfOneGroupByAtTheirOffset(SparkSession spark) {
    Compliance first = compliance("covered > 900", null);
    Compliance second = compliance("due < 5000", null);
    List<Row> cities = aggregated(rows(spark), List.of(first, second));
    assertThat(state(first, cities.get(0), 1)).isEqualTo("1 of 2");
    assertThat(state(second, cities.get(0), 3)).isEqualTo("1 of 2");
    assertThat(state(first, cities.get(1), 1)).isEqualTo("0 of 1");
    assertThat(state(second, cities.get(1), 3)).isEqualTo("1 of 1");
  }

  @Test
  void reliesOnStatesThatAddUp() {
    NumMatchesAndCount some = new NumMatchesAndCount(1, 2, Option.empty());
    NumMatchesAndCount more = new NumMatchesAndCount(3, 4, Option.empty());
    assertThat(some.sum(more)).isEqualTo(new NumMatchesAndCount(4, 6, Option.empty()));
  }

  @Test
  void reliesOnNoStateWhereAFilterMatchesNoRow(SparkSession spark) {
    Compliance nobody = compliance("covered > 900", "due < 0");
    List<Row> cities = aggregated(rows(spark), List.of(nobody));
    assertThat(nobody.fromAggregationResult(cities.get(0), 1).isDefined()).isFalse();
  }

  @Test
  void keepsAwayFromRatioOfSumsWhichReadsTheStateOfAnother(SparkSession spark) {
    RatioOfSums ratio = new RatioOfSums("covered", "due", Option.empty());
    Size size = new Size(Option.empty());
    Dataset<Row> cityB = rows(spark).filter("city = 'B'");
    List<Column> aggregations = new ArrayList<>();
    aggregations.addAll(JavaConverters.seqAsJavaList(size.aggregationFunctions()));
    aggregations.addAll(JavaConverters.seqAsJavaList(ratio.aggregationFunctions()));
    Row second =
        cityB
            .agg(aggregations.get(0).cast("double"), aggregations.get(1), aggregations.get(2))
            .first();
    assertThat(ratio.fromAggregationResult(second, 1).get().metricValue())
        .as("7 of 10, but it takes the size for the covered and the covered for the due")
        .isEqualTo(1.0 / 7.0);
  }

  @Test
  void keepsAwayFromAggregatedStatesWhichCountWhatTwoChecksNeedTwice(SparkSession spark) {
    Dataset<Row> rows = rows(spark);
    InMemoryStateProvider states = new InMemoryStateProvider();
    VerificationResult once =
        new VerificationSuite()
            .onData(rows)
            .addRequiredAnalyzer(untyped(new Size(Option.empty())))
            .saveStatesWith(states)
            .run();
    assertThat(sizeOf(once)).isEqualTo(3.0);
    Seq<Check> checks = list(List.of(hasSize("one"), hasSize("two")));
    VerificationResult merged =
        new VerificationSuite()
            .runOnAggregatedStates(
                rows.schema(),
                checks,
                list(List.of(states)),
                Analysis.apply(list(List.of())),
                Option.empty(),
                Option.empty(),
                Option.empty());
    assertThat(sizeOf(merged)).isEqualTo(6.0);
  }

  @Test
  void keepsAwayFromFilteredChecksWhichPassOnNothing(SparkSession spark) {
    Check ofNobody =
        check("nobody")
            .satisfies(
                "covered > 900", "rule", IS_ONE, Option.empty(), list(List.of()), Option.empty())
            .where("due < 0");
    VerificationResult result =
        new VerificationSuite().onData(rows(spark)).addCheck(ofNobody).run();
    assertThat(result.status()).isEqualTo(CheckStatus.Success());
  }

  private static Compliance compliance(String predicate, String where) {
    return new Compliance(
        predicate, predicate, Option.apply(where), list(List.of()), Option.empty());
  }

  private static List<Row> aggregated(Dataset<Row> rows, List<Compliance> analyzers) {
    List<Column> aggregations = new ArrayList<>();
    for (Compliance analyzer : analyzers) {
      for (Column aggregation : JavaConverters.seqAsJavaList(analyzer.aggregationFunctions())) {
        aggregations.add(aggregation.as("m" + aggregations.size()));
      }
    }
    Column[] more = aggregations.subList(1, aggregations.size()).toArray(Column[]::new);
    return rows.groupBy("city").agg(aggregations.get(0), more).orderBy("city").collectAsList();
  }

  private static String state(Compliance analyzer, Row row, int offset) {
    NumMatchesAndCount state = analyzer.fromAggregationResult(row, offset).get();
    return state.numMatches() + " of " + state.count();
  }

  private static Check hasSize(String description) {
    Assertion isAny = size -> true;
    return check(description).hasSize(isAny, Option.empty());
  }

  private static Check check(String description) {
    return new Check(CheckLevel.Error(), description, Check.apply$default$3());
  }

  private static Object sizeOf(VerificationResult result) {
    return result.metrics().get(untyped(new Size(Option.empty()))).get().value().get();
  }

  /** Deequ's builders want an analyzer of an unknown state, which Java cannot name. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Analyzer<?, Metric<?>> untyped(Analyzer<?, ?> analyzer) {
    return (Analyzer<?, Metric<?>>) (Analyzer) analyzer;
  }

  private static <T> scala.collection.immutable.List<T> list(List<T> items) {
    return JavaConverters.asScalaBuffer(items).toList();
  }
}
