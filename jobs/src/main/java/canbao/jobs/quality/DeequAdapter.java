package canbao.jobs.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.amazon.deequ.analyzers.Compliance;
import com.amazon.deequ.analyzers.NumMatchesAndCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Counts by Deequ how many rows keep each rule, for every city in one pass; the only class that
 * knows Deequ and Scala.
 *
 * <p>Each rule is a Deequ {@code Compliance} analyzer. Its own aggregations run under one {@code
 * GROUP BY division}; what they give is its state of that division, and the province's state is the
 * sum of those, so that the rows are read once. The result is taken from the states' integers, not
 * from the metric, which is a rounded ratio.
 */
public final class DeequAdapter {

  private static final String PROVINCE = "440000";

  /** Rows of no city count for the province alone. */
  private static final String NO_CITY = "none";

  private static final int AGGREGATIONS_A_RULE = 2;

  private DeequAdapter() {}

  /**
   * One count a rule for the province and for each division that has rows, in the order of division
   * (the province first) and rule. A rule that applies to no row of a division counts 0 of 0.
   *
   * @param judgedRows {@code division STRING} (a city's six digits, NULL if the row has none),
   *     {@code violations BIGINT}, {@code applicable BIGINT} as {@link RowRules} gives them
   */
  public static List<RuleCount> count(RowRules rules, Dataset<Row> judgedRows) {
    List<Compliance> analyzers =
        IntStream.range(0, rules.rules().size()).mapToObj(i -> analyzer(rules, i)).toList();
    List<Row> divisions = analyzers.isEmpty() ? List.of() : aggregated(analyzers, judgedRows);
    return IntStream.range(0, analyzers.size())
        .mapToObj(i -> counts(rules.rules().get(i).id(), analyzers.get(i), i, divisions))
        .flatMap(List::stream)
        .sorted(
            Comparator.comparing(
                (RuleCount count) -> count.division().equals(PROVINCE) ? "" : count.division()))
        .toList();
  }

  private static Compliance analyzer(RowRules rules, int rule) {
    long bit = RowRules.bit(rule);
    return new Compliance(
        rules.rules().get(rule).id(),
        "(violations & %dL) = 0L".formatted(bit),
        Option.apply("(applicable & %dL) != 0L".formatted(bit)),
        JavaConverters.asScalaBuffer(List.<String>of()).toList(),
        Option.empty());
  }

  private static List<Row> aggregated(List<Compliance> analyzers, Dataset<Row> judgedRows) {
    List<Column> aggregations = new ArrayList<>();
    for (Compliance analyzer : analyzers) {
      aggregations.addAll(JavaConverters.seqAsJavaList(analyzer.aggregationFunctions()));
    }
    Column[] named =
        IntStream.range(0, aggregations.size())
            .mapToObj(i -> aggregations.get(i).as("aggregation_" + i))
            .toArray(Column[]::new);
    return judgedRows
        .groupBy(coalesce(col("division"), lit(NO_CITY)).as("division"))
        .agg(named[0], Arrays.copyOfRange(named, 1, named.length))
        .collectAsList();
  }

  private static List<RuleCount> counts(
      String rule, Compliance analyzer, int position, List<Row> divisions) {
    int offset = 1 + position * AGGREGATIONS_A_RULE;
    Stream<RuleCount> cities =
        divisions.stream()
            .filter(row -> !row.getString(0).equals(NO_CITY))
            .map(row -> count(rule, row.getString(0), state(analyzer, row, offset)));
    NumMatchesAndCount province =
        divisions.stream()
            .map(row -> state(analyzer, row, offset))
            .filter(Objects::nonNull)
            .reduce(NumMatchesAndCount::sum)
            .orElse(null);
    return Stream.concat(Stream.of(count(rule, PROVINCE, province)), cities).toList();
  }

  /** Null where the rule applies to no row: Deequ has no state then. */
  private static NumMatchesAndCount state(Compliance analyzer, Row row, int offset) {
    Option<NumMatchesAndCount> state = analyzer.fromAggregationResult(row, offset);
    return state.isDefined() ? state.get() : null;
  }

  private static RuleCount count(String rule, String division, NumMatchesAndCount state) {
    return state == null
        ? new RuleCount(rule, division, 0, 0)
        : new RuleCount(rule, division, state.count(), state.count() - state.numMatches());
  }
}
