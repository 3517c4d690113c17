package canbao.jobs.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Scala;
import com.amazon.deequ.analyzers.Compliance;
import com.amazon.deequ.analyzers.Maximum;
import com.amazon.deequ.analyzers.Mean;
import com.amazon.deequ.analyzers.Minimum;
import com.amazon.deequ.analyzers.NumMatchesAndCount;
import com.amazon.deequ.analyzers.ScanShareableAnalyzer;
import com.amazon.deequ.analyzers.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts by Deequ how many rows keep each rule, and measures the columns beside, for every city in
 * one pass; of all that is measured the only class that knows Deequ.
 *
 * <p>Each rule is a Deequ {@code Compliance} analyzer. Its own aggregations run under one {@code
 * GROUP BY division}; what they give is its state of that division, and the province's state is the
 * sum of those, so that the rows are read once. The result is taken from the states' integers, not
 * from the metric, which is a rounded ratio.
 */
public final class DeequAdapter {

  private static final String PROVINCE = "440000";

  /** Rows of no city count for the province alone. */
  private static final String NO_CITY = MetricState.NO_CITY;

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
    MeasuredColumns none = new MeasuredColumns(List.of(), List.of());
    Dataset<Row> rows = judgedRows.withColumn("batch_no", lit(0)).withColumn("filled", lit(0L));
    return measure(List.of(new BatchMeasures.Asked(rules, none)), rows).get(0).counts();
  }

  /**
   * Measures several batches of different sources in one pass over all their rows.
   *
   * @param asked of batch 0, 1, …
   * @param judgedRows as in {@link #count(RowRules, Dataset)}, {@code batch_no INT}, and {@link
   *     MeasuredColumns#columns} with as many numbers as any of the batches has
   * @return what was measured of batch 0, 1, …
   */
  public static List<BatchMeasures> measure(
      List<BatchMeasures.Asked> asked, Dataset<Row> judgedRows) {
    List<ScanShareableAnalyzer<?, ?>> analyzers = new ArrayList<>();
    int rules = most(asked, of -> of.rules().rules().size());
    int columns = most(asked, of -> of.columns().all().size());
    int numbers = most(asked, of -> of.columns().numbers().size());
    IntStream.range(0, rules).mapToObj(DeequAdapter::analyzer).forEach(analyzers::add);
    analyzers.add(new Size(Scala.none()));
    IntStream.range(0, columns).mapToObj(DeequAdapter::isFilled).forEach(analyzers::add);
    for (int i = 0; i < numbers; i++) {
      String number = MeasuredColumns.number(i);
      analyzers.add(new Mean(number, Scala.none()));
      analyzers.add(new Minimum(number, Scala.none(), Scala.none()));
      analyzers.add(new Maximum(number, Scala.none(), Scala.none()));
    }
    List<Row> groups = aggregated(analyzers, judgedRows);
    MeasuredRow offsets = new MeasuredRow(GROUPING_COLUMNS, rules, columns);
    return IntStream.range(0, asked.size())
        .mapToObj(
            batch -> {
              List<Row> divisions = ofBatch(groups, batch);
              return new BatchMeasures(
                  counts(asked.get(batch).rules(), divisions),
                  divisions.stream()
                      .flatMap(row -> offsets.states(asked.get(batch), row).stream())
                      .toList());
            })
        .toList();
  }

  private static int most(
      List<BatchMeasures.Asked> asked, ToIntFunction<BatchMeasures.Asked> howMany) {
    return asked.stream().mapToInt(howMany).max().orElse(0);
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

  /**
   * Completeness by a column's bit: its state is Deequ's, rows that are filled among all. Without a
   * filter, so that Spark counts the rows once for all columns.
   */
  private static Compliance isFilled(int column) {
    return new Compliance(
        "column " + column,
        "(filled & %dL) != 0L".formatted(MeasuredColumns.bit(column)),
        Scala.none(),
        Scala.list(List.<String>of()),
        Scala.none());
  }

  private static List<Row> aggregated(
      List<ScanShareableAnalyzer<?, ?>> analyzers, Dataset<Row> judgedRows) {
    List<Column> aggregations = new ArrayList<>();
    for (ScanShareableAnalyzer<?, ?> analyzer : analyzers) {
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
