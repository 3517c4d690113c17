package canbao.jobs.anomaly;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Series of a test drawn as text, and what is said of their last points. */
final class Series {

  static final BusinessCalendar CALENDAR = new BusinessCalendar(10, 12, 3, 1, 2, 7);

  private Series() {}

  /** One point a line: {@code 2018-12-03 1000} a count, {@code 2018-12-03 10/1000} a rate. */
  static List<Point> of(String drawing) {
    return drawing.lines().filter(line -> !line.isBlank()).map(Series::point).toList();
  }

  /** Counts of days in a row, {@code -} for a missing one. */
  static List<Point> from(LocalDate first, String counts) {
    List<String> words = List.of(counts.strip().split(" +", -1));
    return IntStream.range(0, words.size())
        .filter(i -> !words.get(i).equals("-"))
        .mapToObj(i -> Point.count(first.plusDays(i), Long.parseLong(words.get(i))))
        .toList();
  }

  private static Point point(String line) {
    String[] words = line.strip().split(" +", -1);
    LocalDate day = LocalDate.parse(words[0]);
    String[] parts = words[1].split("/", -1);
    return parts.length == 1
        ? Point.count(day, Long.parseLong(parts[0]))
        : Point.rate(day, Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }

  /** What is said of the last point, judged by all before it. */
  static String judgedLast(Strategy strategy, int leastPoints, List<Point> series) {
    return judged(strategy, leastPoints, series, series.size() - 1);
  }

  /** What is said of the last points, each judged by all before it. */
  static String judgedLast(Strategy strategy, int leastPoints, List<Point> series, int last) {
    return IntStream.range(series.size() - last, series.size())
        .mapToObj(i -> series.get(i).day() + " " + judged(strategy, leastPoints, series, i))
        .collect(joining("\n"));
  }

  private static String judged(Strategy strategy, int leastPoints, List<Point> series, int i) {
    Point point = series.get(i);
    Judgement judgement = strategy.judge(point, series.subList(0, i), leastPoints);
    String bounds =
        judgement.verdict() == Verdict.COLD_START
            ? "of"
            : "%d in %s..%s of"
                .formatted(point.value(), bound(judgement.lower()), bound(judgement.upper()));
    return "%s %s %d".formatted(judgement.verdict(), bounds, judgement.points());
  }

  private static String bound(OptionalLong bound) {
    return bound.isPresent() ? Long.toString(bound.getAsLong()) : "";
  }
}
