package canbao.jobs.metric;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.anomaly.Judgement;
import canbao.jobs.anomaly.Verdict;
import canbao.jobs.anomaly.Watch;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;

/**
 * What {@code quality.anomaly} says of a day, but for what is normal.
 *
 * @param found anomalies in the order of their metrics, the province first
 * @param coldStarts how many numbers have too few points of the past
 */
public record DayAnomalies(List<Anomaly> found, long coldStarts) {

  /** More are not told one by one: something general is wrong then. */
  private static final int MOST_TOLD = 20;

  public DayAnomalies {
    found =
        found.stream()
            .sorted(Comparator.comparing(Anomaly::metric).thenComparing(Anomaly::division))
            .toList();
  }

  /** Of what was just judged. */
  public static DayAnomalies of(List<Anomaly> judged) {
    return new DayAnomalies(
        judged.stream().filter(Anomaly::isAnomaly).toList(),
        judged.stream().filter(Anomaly::isColdStart).count());
  }

  /** As the gate has left it. */
  public static DayAnomalies on(Lake lake, LocalDate day) {
    return of(
        lake
            .read(MetricTables.ANOMALY, Slice.where("as_of", day))
            .filter(col("verdict").notEqual(Verdict.NORMAL.name()))
            .collectAsList()
            .stream()
            .map(DayAnomalies::anomaly)
            .toList());
  }

  /** Anomalies that withhold the numbers of their division, unless somebody overrides them. */
  public List<Anomaly> holding() {
    return found.stream().filter(Anomaly::holds).toList();
  }

  /** A paragraph for a report, without a line break at its end. */
  public String drawn() {
    String coldStart =
        coldStarts == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; of %,d numbers too few earlier nights are known to tell",
                coldStarts);
    if (found.isEmpty()) {
      return "Numbers unlike their past: none" + coldStart;
    }
    String more =
        found.size() > MOST_TOLD ? String.format(Locale.ROOT, "%n  … all in quality.anomaly") : "";
    return found.stream()
        .limit(MOST_TOLD)
        .map(Anomaly::drawn)
        .collect(
            joining(
                "\n  ",
                "Numbers unlike their past: %d%s%n  ".formatted(found.size(), coldStart),
                more));
  }

  private static Anomaly anomaly(Row row) {
    return new Anomaly(
        row.getAs("metric"),
        row.getAs("division"),
        row.getAs("value"),
        row.getAs("strategy"),
        new Judgement(
            Verdict.valueOf(row.getAs("verdict")),
            bound(row, "lower"),
            bound(row, "upper"),
            row.getAs("points")),
        Watch.Severity.valueOf(row.getAs("severity")));
  }

  private static OptionalLong bound(Row row, String column) {
    Long value = row.getAs(column);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
