package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.run.Denominators;
import canbao.udfs.Places;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Published figures of one year, by code and division.
 *
 * <p>Of several editions of a figure the one whose name is last in the order of its text counts;
 * one without a name comes before all others. A figure that cannot be read is not known.
 */
final class PublishedFigures {

  static final PublishedFigures NONE = new PublishedFigures(List.of());

  /** What a figure is made of. */
  static final List<Column> COLUMNS =
      List.of(col("code"), col("division"), col("value"), col("unit"), col("edition"));

  private static final BigDecimal BASIS_POINTS = BigDecimal.valueOf(10_000);

  /** Counts of people by their unit. */
  private static final Map<String, BigDecimal> PEOPLE =
      Map.of("人", BigDecimal.ONE, "万人", BigDecimal.valueOf(10_000));

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");

  private final List<Figure> all;
  private final Map<List<String>, Figure> latest = new HashMap<>();

  private PublishedFigures(List<Figure> figures) {
    all = List.copyOf(figures);
    figures.stream()
        .filter(figure -> figure.value().filter(NUMBER.asMatchPredicate()).isPresent())
        .sorted(Comparator.comparing(figure -> figure.edition().orElse("")))
        .forEach(figure -> latest.put(List.of(figure.code(), figure.division()), figure));
  }

  /**
   * A row of {@code register.statistic}.
   *
   * @param division six digits
   */
  record Figure(
      String code,
      String division,
      Optional<String> value,
      Optional<String> unit,
      Optional<String> edition) {

    /**
     * @param row that begins with {@link #COLUMNS}
     */
    static Figure of(Row row) {
      return new Figure(
          row.getString(0),
          row.getString(1),
          Optional.ofNullable(row.getString(2)),
          Optional.ofNullable(row.getString(3)),
          Optional.ofNullable(row.getString(4)));
    }
  }

  static PublishedFigures of(List<Figure> figures) {
    return new PublishedFigures(figures);
  }

  /**
   * The figures of one year; there are a few a division, so they are held in memory.
   *
   * @param statistics rows of {@code register.statistic}
   * @param codes in their read form
   */
  static PublishedFigures read(Dataset<Row> statistics, int year, List<String> codes) {
    return of(
        ofDivisions(statistics, codes)
            .filter(col("year").equalTo(year))
            .select(COLUMNS.toArray(Column[]::new))
            .collectAsList()
            .stream()
            .map(Figure::of)
            .toList());
  }

  /** The rows of some codes that are about a division. */
  static Dataset<Row> ofDivisions(Dataset<Row> statistics, List<String> codes) {
    return statistics.filter(col("code").isin(codes.toArray()).and(col("division").isNotNull()));
  }

  /** The codes that published denominators need. */
  static List<String> codes(Denominators denominators) {
    return denominators.published().stream()
        .flatMap(published -> Stream.of(published.populationCode(), published.pensionShareCode()))
        .toList();
  }

  boolean isEmpty() {
    return latest.isEmpty();
  }

  /** Names of the editions of a figure, one without a name as "", in their order. */
  List<String> editions(String code) {
    return all.stream()
        .filter(figure -> figure.code().equals(code))
        .map(figure -> figure.edition().orElse(""))
        .distinct()
        .sorted()
        .toList();
  }

  /** All figures, but of one code those of one edition alone. */
  PublishedFigures of(String code, String edition) {
    return of(
        all.stream()
            .filter(
                figure ->
                    !figure.code().equals(code) || figure.edition().orElse("").equals(edition))
            .toList());
  }

  /**
   * People by division. A figure in 万人 is exact to the person; parts of a person are rounded half
   * up, and a figure in any other unit than 人 and 万人 is not known.
   *
   * <p>A province without a figure of its own is the sum of its cities, if all of them have one.
   */
  Map<String, Long> people(String code) {
    Map<String, Long> people = new HashMap<>();
    divisions().forEach(place -> people(code, place).ifPresent(n -> people.put(place, whole(n))));
    return withProvince(people);
  }

  /**
   * People by division who have a share in a figure: the figure times the share, rounded half up
   * once.
   *
   * <p>A province that lacks figure or share is the sum of its cities, if none of them lacks any.
   *
   * @param shareCode code of the share in basis points; more than 10,000 of them are no share
   */
  Map<String, Long> peopleOfShare(String code, String shareCode) {
    Map<String, Long> people = new HashMap<>();
    for (String place : divisions()) {
      people(code, place)
          .flatMap(all -> share(shareCode, place).map(all::multiply))
          .ifPresent(part -> people.put(place, whole(part.divide(BASIS_POINTS))));
    }
    return withProvince(people);
  }

  private Optional<BigDecimal> people(String code, String division) {
    return Optional.ofNullable(latest.get(List.of(code, division)))
        .flatMap(
            figure ->
                figure
                    .unit()
                    .flatMap(unit -> Optional.ofNullable(PEOPLE.get(unit)))
                    .map(size -> new BigDecimal(figure.value().orElseThrow()).multiply(size)));
  }

  private Optional<BigDecimal> share(String code, String division) {
    return Optional.ofNullable(latest.get(List.of(code, division)))
        .map(figure -> new BigDecimal(figure.value().orElseThrow()))
        .filter(points -> points.compareTo(BASIS_POINTS) <= 0);
  }

  private List<String> divisions() {
    return latest.keySet().stream().map(key -> key.get(1)).distinct().sorted().toList();
  }

  private static Map<String, Long> withProvince(Map<String, Long> people) {
    List<String> cities = Places.cities().stream().map(Places.City::code).toList();
    if (people.keySet().containsAll(cities)) {
      people.putIfAbsent(CityCounts.PROVINCE, cities.stream().mapToLong(people::get).sum());
    }
    return people;
  }

  private static long whole(BigDecimal people) {
    return people.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
