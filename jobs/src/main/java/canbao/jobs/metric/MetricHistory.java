package canbao.jobs.metric;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_date;

import canbao.jobs.anomaly.Point;
import canbao.jobs.anomaly.Watches;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The numbers of earlier days that count: those of the run that was last released of its day, of
 * cities that it did not hold.
 *
 * @param points by metric and division, in the order of days
 */
record MetricHistory(Map<Key, List<Point>> points) {

  private record Key(String metric, String division) {}

  /**
   * A day that counts.
   *
   * @param runId of the run that was last released
   * @param heldCities whose numbers do not count
   */
  private record ReleasedDay(LocalDate day, String runId, Set<String> heldCities) {}

  /**
   * The points that the watches of a day's numbers want, of days before it.
   *
   * <p>At most as many days as the calendar of the settings looks back, a few hundred, of a few
   * thousand numbers each; of an ordinary day ten of its weekday, and of the kinds that look at
   * steps or call Deequ the last ones.
   */
  static MetricHistory of(Lake lake, LocalDate day, Watches watches, List<Metric> metrics) {
    Map<String, Set<LocalDate>> daysOfKind = new HashMap<>();
    for (Metric metric : metrics) {
      MetricName name = metric.name();
      watches
          .of(name.kind(), name.subject())
          .ifPresent(
              watch ->
                  daysOfKind
                      .computeIfAbsent(name.kind(), kind -> new HashSet<>())
                      .addAll(watch.strategy().wanted(day)));
    }
    Set<LocalDate> wanted =
        daysOfKind.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    Map<LocalDate, ReleasedDay> released = released(lake, day, wanted);
    return released.isEmpty()
        ? new MetricHistory(Map.of())
        : new MetricHistory(read(lake, released, daysOfKind));
  }

  /** The points of a metric and division, in the order of days. */
  List<Point> of(Metric metric) {
    return points.getOrDefault(new Key(metric.name().text(), metric.division()), List.of());
  }

  private static Map<LocalDate, ReleasedDay> released(
      Lake lake, LocalDate day, Set<LocalDate> wanted) {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<LocalDate, ReleasedDay> released = new HashMap<>();
    lake.table("release.ledger").stream()
        .flatMap(
            ledger ->
                ledger
                    .filter(col("as_of").lt(day))
                    .select(
                        col("as_of").cast("string"),
                        col("revision"),
                        col("run_id"),
                        col("held_cities"))
                    .collectAsList()
                    .stream())
        .sorted(Comparator.comparing(row -> row.getInt(1)))
        .map(
            row ->
                new ReleasedDay(
                    LocalDate.parse(row.getString(0)),
                    row.getString(2),
                    Set.copyOf(row.<String>getList(3))))
        .filter(one -> wanted.contains(one.day()))
        .forEach(one -> released.put(one.day(), one));
    return released;
  }

  private static Map<Key, List<Point>> read(
      Lake lake, Map<LocalDate, ReleasedDay> released, Map<String, Set<LocalDate>> daysOfKind) {
    Object[] runs = released.values().stream().map(ReleasedDay::runId).toArray();
    Column isOfKindAndDay =
        daysOfKind.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
            .entrySet()
            .stream()
            .map(
                days ->
                    col("kind")
                        .isin(days.getValue().toArray())
                        .and(col("as_of").isin(days.getKey().toArray())))
            .reduce(Column::or)
            .orElseThrow();
    Slice slice = anyOf(released.keySet().stream().sorted().toList());
    Map<Key, List<Point>> points = new HashMap<>();
    for (Row row :
        lake.read(MetricTables.METRIC, slice)
            .filter(not(col("is_superseded")).and(col("run_id").isin(runs)).and(isOfKindAndDay))
            .select(
                unix_date(col("as_of")),
                col("metric"),
                col("division"),
                col("value"),
                col("numerator"),
                col("denominator"))
            .collectAsList()) {
      Point point = point(row);
      String division = row.getString(2);
      if (!released.get(point.day()).heldCities().contains(division)) {
        points
            .computeIfAbsent(new Key(row.getString(1), division), key -> new ArrayList<>())
            .add(point);
      }
    }
    points.values().forEach(series -> series.sort(Comparator.comparing(Point::day)));
    return points;
  }

  /** By halves: Spark's parser takes long for a condition that is nested as deep as it is long. */
  private static Slice anyOf(List<LocalDate> days) {
    if (days.size() == 1) {
      return Slice.where("as_of", days.get(0));
    }
    int half = days.size() / 2;
    return Slice.anyOf(anyOf(days.subList(0, half)), anyOf(days.subList(half, days.size())));
  }

  private static Point point(Row row) {
    LocalDate day = LocalDate.ofEpochDay(row.getInt(0));
    return row.isNullAt(4)
        ? Point.count(day, row.getLong(3))
        : new Point(day, row.getLong(3), row.getLong(4), row.getLong(5));
  }
}
