package canbao.jobs.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.evaluation.Provenance.Edition;
import canbao.jobs.lake.Lake;
import canbao.jobs.run.Indicator;
import canbao.jobs.run.Unit;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Published figures by code, division and year ({@code register.statistic}, as it is known now:
 * figures of a year are published in the next one).
 *
 * <p>Of several editions of a figure the one whose name is last in the order of its text counts. A
 * figure that cannot be read, or in a unit that the plan does not count in, is not known.
 */
final class Statistics {

  private static final String TABLE = "register.statistic";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");
  private static final long MONTHS = 12;
  private static final long PERCENT = 100;
  private static final List<String> YUAN_A_YEAR = List.of("元", "元/人", "元/年", "元/人·年");

  private final Map<Key, Figure> latest = new HashMap<>();
  private final List<Figure> all;

  private record Key(String code, String division, int year) {}

  /**
   * A row of the table.
   *
   * @param value a number
   */
  record Figure(
      String code, String division, int year, BigDecimal value, String unit, Edition edition) {

    private Key key() {
      return new Key(code, division, year);
    }
  }

  Statistics(List<Figure> figures) {
    all =
        figures.stream()
            .sorted(
                Comparator.comparing(Figure::code)
                    .thenComparing(Figure::division)
                    .thenComparing(Figure::year)
                    .thenComparing(figure -> figure.edition().name())
                    .thenComparing(Figure::value))
            .toList();
    all.forEach(figure -> latest.put(figure.key(), figure));
  }

  /** The figures that the indicators ask for; there are a few a division and year. */
  static Statistics of(Lake lake, List<Indicator> indicators) {
    Object[] codes =
        indicators.stream()
            .map(Indicator::source)
            .flatMap(
                source ->
                    Stream.of(source.statistic(), source.localAmount()).flatMap(Optional::stream))
            .distinct()
            .toArray();
    return new Statistics(
        RegisterRows.open(lake, TABLE).stream()
            .map(rows -> asked(rows, codes).collectAsList())
            .flatMap(List::stream)
            .filter(row -> NUMBER.matcher(row.getString(3)).matches())
            .map(Statistics::figure)
            .toList());
  }

  private static Dataset<Row> asked(Dataset<Row> rows, Object[] codes) {
    return rows.filter(col("code").isin(codes))
        .filter(col("division").isNotNull().and(col("year").isNotNull()))
        .select(
            col("code"),
            col("division"),
            col("year"),
            coalesce(col("value"), lit("")),
            coalesce(col("unit"), lit("")),
            coalesce(col("edition"), lit("")),
            coalesce(col("publisher"), lit("")));
  }

  private static Figure figure(Row row) {
    return new Figure(
        row.getString(0),
        row.getString(1),
        row.getInt(2),
        new BigDecimal(row.getString(3)),
        row.getString(4),
        new Edition(row.getString(5), row.getString(6)));
  }

  /** The figure that stands for an indicator, in its unit. */
  Optional<PublishedFigure> figure(Indicator indicator, Division division, int year) {
    return find(indicator.source().statistic(), division, year)
        .filter(figure -> figure.unit().equals(indicator.unit().text()))
        .map(figure -> new PublishedFigure(Ratio.of(figure.value()), figure.edition()));
  }

  /** The amount whose share a relative target of a year is: that of the year before. */
  Optional<LocalAmount> localAmount(Indicator indicator, Division division, int year) {
    return find(indicator.source().localAmount(), division, year - 1)
        .filter(figure -> YUAN_A_YEAR.contains(figure.unit()))
        .map(figure -> localAmount(figure, indicator.unit()));
  }

  private static LocalAmount localAmount(Figure figure, Unit unit) {
    Ratio year = Ratio.of(figure.value());
    Ratio inUnit = unit == Unit.YUAN_A_MONTH ? year.dividedBy(Ratio.of(MONTHS, 1)) : year;
    return new LocalAmount(inUnit, figure.year(), figure.edition());
  }

  private Optional<Figure> find(Optional<String> code, Division division, int year) {
    return code.flatMap(
        name -> Optional.ofNullable(latest.get(new Key(name, division.code(), year))));
  }

  /** All that is known, in one order: equal texts, equal figures. */
  @Override
  public String toString() {
    return Objects.toString(all);
  }

  /**
   * What people of a place had or spent a head.
   *
   * @param amount in the indicator's unit: yuan a month or a year
   * @param year that it is of
   */
  record LocalAmount(Ratio amount, int year, Edition edition) {

    /**
     * A share of it.
     *
     * @param percent such as 35
     */
    Ratio share(Ratio percent) {
      return amount.times(percent).dividedBy(Ratio.of(PERCENT, 1));
    }
  }
}
