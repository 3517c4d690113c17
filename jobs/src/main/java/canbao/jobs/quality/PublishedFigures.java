package canbao.jobs.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * The figures of source {@code statistic} that are in force; read when the first is asked for. Of a
 * code, division and year the newest batch's last row counts.
 */
public final class PublishedFigures implements Figures {

  /** The source that they come from. */
  public static final String SOURCE = "statistic";

  private static final String PROVINCE = "440000";
  private static final Map<String, Integer> TENS = Map.of("万", 4, "亿", 8);

  private final Lake lake;
  private final List<BatchEntry> batches;
  private final LocalDate asOf;
  private Optional<Map<String, Long>> figures = Optional.empty();

  /**
   * @param batches of {@code statistic} that are in force
   */
  public PublishedFigures(Lake lake, List<BatchEntry> batches, LocalDate asOf) {
    this.lake = lake;
    this.batches = List.copyOf(batches);
    this.asOf = asOf;
  }

  /** The province's own figure, or the sum of its cities' where all that have rows have one. */
  @Override
  public Optional<Long> of(String code, String division) {
    Map<String, Long> all = figures.orElseGet(this::read);
    figures = Optional.of(all);
    String key = key(code, division);
    return Optional.ofNullable(all.get(key)).or(() -> sum(code, division, all));
  }

  /** Whether they rest on these batches. */
  public boolean isOf(List<BatchEntry> others) {
    return batches.equals(others);
  }

  private static Optional<Long> sum(String code, String division, Map<String, Long> all) {
    return division.equals(PROVINCE)
        ? all.entrySet().stream()
            .filter(figure -> figure.getKey().startsWith(key(code, "")))
            .map(Map.Entry::getValue)
            .reduce(Long::sum)
        : Optional.empty();
  }

  private static String key(String code, String division) {
    return code.toUpperCase(Locale.ROOT) + " " + division;
  }

  private Map<String, Long> read() {
    Map<String, Long> newest = new TreeMap<>();
    rows().stream()
        .filter(row -> number(row, "YEAR").filter(this::isPublished).isPresent())
        .sorted(
            Comparator.comparing((Row row) -> number(row, "YEAR").orElseThrow())
                .thenComparing(row -> row.<String>getAs("batch")))
        .forEach(row -> put(newest, row));
    return newest;
  }

  private List<Row> rows() {
    List<LocalDate> days = batches.stream().map(BatchEntry::batch).toList();
    return days.isEmpty()
        ? List.of()
        : lake.table("landing.statistic").stream()
            .flatMap(
                landed ->
                    landed
                        .filter(col("batch").isin(days.toArray()))
                        .filter(col("op").notEqual(lit("D")))
                        .select(
                            col("batch").cast("string"),
                            col("CODE"),
                            col("DIVISION"),
                            col("YEAR"),
                            col("VALUE"),
                            col("UNIT"))
                        .collectAsList()
                        .stream())
            .toList();
  }

  private boolean isPublished(BigDecimal year) {
    return year.compareTo(BigDecimal.valueOf(asOf.getYear())) <= 0;
  }

  private static void put(Map<String, Long> newest, Row row) {
    String division = text(row, "DIVISION");
    if (division.length() >= PROVINCE.length() && division.startsWith("00", 4)) {
      number(row, "VALUE")
          .map(value -> value.movePointRight(tens(text(row, "UNIT"))))
          .ifPresent(
              value ->
                  newest.put(
                      key(text(row, "CODE"), division.substring(0, PROVINCE.length())),
                      value.setScale(0, RoundingMode.HALF_UP).longValueExact()));
    }
  }

  private static int tens(String unit) {
    return unit.isEmpty() ? 0 : TENS.getOrDefault(unit.substring(0, 1), 0);
  }

  /** Empty for what is no number: the row is a finding of its own. */
  private static Optional<BigDecimal> number(Row row, String column) {
    String text = text(row, column);
    return text.matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  private static String text(Row row, String column) {
    return Optional.ofNullable(row.<String>getAs(column)).orElse("").strip();
  }
}
