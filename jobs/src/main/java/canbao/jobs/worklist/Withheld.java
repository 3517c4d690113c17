package canbao.jobs.worklist;

import static java.util.Comparator.naturalOrder;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.Verdict.Decision;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * Why a day's list of a city may not go out: the gate has not let the numbers through that it rests
 * on, so that nobody has checked who is on it.
 *
 * @param why what is withheld, since when and by which rules; or that nothing has judged it
 * @param remedy what to do
 * @param before the last day before on which the gate let the city through
 */
record Withheld(String why, String remedy, Optional<LocalDate> before) {

  /** What the gate has decided of a day: a row of {@code quality.gate_verdict}. */
  record Judged(LocalDate day, String runId, String division, String word, List<String> rules) {

    boolean isReleased() {
      return word.equals(Decision.RELEASED.word());
    }

    boolean isProvince() {
      return division.equals(GateDecision.PROVINCE);
    }
  }

  /**
   * Empty if the list may go out.
   *
   * @param city of the unit that is to have it
   * @param runId what the list rests on
   */
  static Optional<Withheld> of(Lake lake, LocalDate day, String city, String runId) {
    return of(judged(lake, day, city), day, runId);
  }

  /**
   * The same.
   *
   * @param judged of the city and the province, up to the day
   */
  static Optional<Withheld> of(List<Judged> judged, LocalDate day, String runId) {
    List<Judged> ofList =
        judged.stream().filter(one -> one.day().equals(day) && one.runId().equals(runId)).toList();
    Optional<LocalDate> before = lastReleased(judged, day);
    if (ofList.isEmpty()) {
      return Optional.of(
          new Withheld(
              "the gate has not judged run %s, which the list rests on".formatted(runId),
              "Run coverage, gate and worklist for the day",
              before));
    }
    // What is said of the province goes for every city, and comes first.
    return ofList.stream()
        .filter(one -> !one.isReleased())
        .min(Comparator.comparing(one -> !one.isProvince()))
        .map(
            one ->
                new Withheld(
                    "%s is %s since %s by %s"
                        .formatted(
                            one.division(),
                            one.word(),
                            firstAfter(judged, before),
                            String.join(", ", one.rules())),
                    "canbao gate --explain --as-of %s tells the rows and what to do".formatted(day),
                    before));
  }

  private static List<Judged> judged(Lake lake, LocalDate day, String city) {
    return lake
        .read(QualityTables.GATE_VERDICT)
        .filter(col("as_of").leq(lit(day)))
        .filter(col("division").isin(city, GateDecision.PROVINCE))
        .select(
            col("as_of").cast("string"),
            col("run_id"),
            col("division"),
            col("verdict"),
            col("rules"))
        .collectAsList()
        .stream()
        .map(Withheld::judged)
        .toList();
  }

  private static Judged judged(Row row) {
    return new Judged(
        LocalDate.parse(row.getString(0)),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getList(4));
  }

  private static Optional<LocalDate> lastReleased(List<Judged> judged, LocalDate day) {
    List<LocalDate> withheld = days(judged.stream().filter(one -> !one.isReleased())).toList();
    return days(judged.stream())
        .filter(one -> one.isBefore(day) && !withheld.contains(one))
        .max(naturalOrder());
  }

  /** The first of the days without a break on which the city was withheld. */
  private static LocalDate firstAfter(List<Judged> judged, Optional<LocalDate> released) {
    return days(judged.stream())
        .filter(one -> released.map(one::isAfter).orElse(true))
        .min(naturalOrder())
        .orElseThrow();
  }

  private static Stream<LocalDate> days(Stream<Judged> judged) {
    return judged.map(Judged::day).distinct();
  }
}
