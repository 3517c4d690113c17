package canbao.jobs.evaluation;

import canbao.jobs.run.Figure;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One year of an indicator in a division.
 *
 * @param day that the value is of; the last of a year, or that of the evaluation
 * @param figure as printed, of the plan's base; else empty
 * @param level in the plan's unit
 * @param reason why there is no level
 * @param footnotes numbers of the breaks between the last level before and this one
 */
record SeriesPoint(
    LocalDate day,
    String figure,
    Optional<Ratio> level,
    Provenance provenance,
    String state,
    Optional<Reason> reason,
    List<Integer> footnotes) {

  /** The plan's base: an open one is no number. */
  static SeriesPoint ofPlan(Figure base) {
    Optional<Reason> reason =
        switch (base.form()) {
          case EXACTLY -> Optional.empty();
          case AT_LEAST -> Optional.of(Reason.OPEN_BASE);
          case ABOUT -> Optional.of(Reason.ABOUT);
          case NONE, SHARE -> Optional.of(Reason.NO_BASE);
        };
    return new SeriesPoint(
        LocalDate.of(TimeShare.BASE_YEAR, 12, 31),
        base.text(),
        base.number().filter(unused -> reason.isEmpty()).map(Ratio::of),
        Provenance.of(Provenance.Source.PLAN),
        reason.isEmpty() ? "fresh" : "no_data",
        reason,
        List.of());
  }

  static SeriesPoint of(IndicatorValue value, LocalDate day) {
    return new SeriesPoint(
        day,
        "",
        value.level(),
        value.provenance(),
        value.freshness().state(),
        value.reason(),
        List.of());
  }

  SeriesPoint with(List<Integer> numbers) {
    return new SeriesPoint(day, figure, level, provenance, state, reason, List.copyOf(numbers));
  }

  boolean isBreak() {
    return !footnotes.isEmpty();
  }

  int year() {
    return day.getYear();
  }
}
