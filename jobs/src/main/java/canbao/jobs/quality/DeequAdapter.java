package canbao.jobs.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Scala;
import com.amazon.deequ.analyzers.Compliance;
import com.amazon.deequ.analyzers.NumMatchesAndCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts by Deequ how many rows keep each rule, for every city in one pass; the only class that
 * knows Deequ.
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

  private static final int GROUPING_COLUMNS = 2;
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
    return count(List.of(rules), judgedRows.withColumn("batch_no", lit(0))).get(0);
  }

  /**
   * The counts of several batches of different sources in one pass over all their rows.
   *
   * @param rulesByBatch the rules of batch 0, 1, …
   * @param judgedRows as in {@link #count(RowRules, Dataset)}, and {@code batch_no INT}
   * @return the counts of batch 0, 1, …
   */
  public static List<List<RuleCount>> count(List<RowRules> rulesByBatch, Dataset<Row> judgedRows) {
    int most = rulesByBatch.stream().mapToInt(rules -> rules.rules().size()).max().orElse(0);
    List<Compliance> analyzers = IntStream.range(0, most).mapToObj(DeequAdapter::analyzer).toList();
    List<Row> groups = analyzers.isEmpty() ? List.of() : aggregated(analyzers, judgedRows);
    return IntStream.range(0, rulesByBatch.size())
        .mapToObj(batch -> counts(rulesByBatch.get(batch), ofBatch(groups, batch)))
        .toList();
  }

  private static List<Row> ofBatch(List<Row> groups, int batch) {
    return groups.stream().filter(row -> row.getInt(0) == batch).toList();
  }

  private static List<RuleCount> counts(RowRules rules, List<Row> divisions) {
    return IntStream.range(0, rules.rules().size())
        .mapToObj(i -> counts(rules.rules().get(i).id(), i, divisions))
        .flatMap(List::stream)
        .sorted(
            Comparator.comparing(
                (RuleCount count) -> count.division().equals(PROVINCE) ? "" : count.division()))
        .toList();
  }

  /** Of the rule that has the bit, whichever source it belongs to. */
  private static Compliance analyzer(int rule) {
    long bit = RowRules.bit(rule);
    return new Compliance(
        "rule " + rule,
        "(violations & %dL) = 0L".formatted(bit),
        Scala.some("(applicable & %dL) != 0L".formatted(bit)),
        Scala.list(List.<String>of()),
        Scala.none());
  }

  private static List<Row> aggregated(List<Compliance> analyzers, Dataset<Row> judgedRows) {
    List<Column> aggregations = new ArrayList<>();
    for (Compliance analyzer : analyzers) {
      aggregations.addAll(Scala.javaList(analyzer.aggregationFunctions()));
    }
    Column[] named =
        IntStream.range(0, aggregations.size())
            .mapToObj(i -> aggregations.get(i).as("aggregation_" + i))
            .toArray(Column[]::new);
    return judgedRows
        .groupBy(col("batch_no"), coalesce(col("division"), lit(NO_CITY)).as("division"))
        .agg(named[0], Arrays.copyOfRange(named, 1, named.length))
        .collectAsList();
  }

  private static List<RuleCount> counts(String rule, int position, List<Row> divisions) {
    int offset = GROUPING_COLUMNS + position * AGGREGATIONS_A_RULE;
    List<RuleCount> counts = new ArrayList<>();
    NumMatchesAndCount province = null;
    for (Row row : divisions) {
      NumMatchesAndCount state = state(row, offset);
      province = province == null || state == null ? either(province, state) : province.sum(state);
      if (!row.getString(1).equals(NO_CITY)) {
        counts.add(count(rule, row.getString(1), state));
      }
    }
    counts.add(0, count(rule, PROVINCE, province));
    return counts;
  }

  private static NumMatchesAndCount either(NumMatchesAndCount one, NumMatchesAndCount other) {
    return one == null ? other : one;
  }

  /**
   * Null where the rule applies to no row: Deequ has no state then. Its own reading of the row
   * would parse the predicate again for each.
   */
  private static NumMatchesAndCount state(Row row, int offset) {
    return row.isNullAt(offset) || row.isNullAt(offset + 1)
        ? null
        : new NumMatchesAndCount(row.getLong(offset), row.getLong(offset + 1), Scala.none());
  }

  private static RuleCount count(String rule, String division, NumMatchesAndCount state) {
    return state == null
        ? new RuleCount(rule, division, 0, 0)
        : new RuleCount(rule, division, state.count(), state.count() - state.numMatches());
  }
}
