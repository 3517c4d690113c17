package canbao.jobs.evaluation;

import canbao.jobs.run.SeriesBreak;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The breaks of all series, numbered as footnotes: first those of the settings in their order, then
 * those where the lake begins or ends to count what the plan or offices publish, as they are met.
 */
final class Breaks {

  private final List<Footnote> footnotes = new ArrayList<>();

  /**
   * A break.
   *
   * @param number from 1
   * @param isOfSettings whether {@code conf/series_breaks.csv} has it
   */
  record Footnote(
      int number,
      int year,
      IndicatorKey key,
      Optional<String> line,
      boolean isOfSettings,
      Optional<SeriesBreak.Figures> figures,
      String note) {}

  Breaks(List<SeriesBreak> breaks) {
    for (SeriesBreak one : breaks) {
      footnotes.add(
          new Footnote(
              footnotes.size() + 1,
              one.year(),
              new IndicatorKey(one.indicator(), one.sub()),
              one.line(),
              true,
              Optional.of(one.figures()),
              one.note()));
    }
  }

  /** The points of one series in the order of years, each with the breaks before it. */
  List<SeriesPoint> marked(IndicatorKey key, List<SeriesPoint> points) {
    List<SeriesPoint> marked = new ArrayList<>();
    Optional<SeriesPoint> before = Optional.empty();
    for (SeriesPoint point : points) {
      boolean isKnown = point.level().isPresent();
      Optional<SeriesPoint> last = before;
      marked.add(isKnown && last.isPresent() ? point.with(between(key, last.get(), point)) : point);
      before = isKnown ? Optional.of(point) : before;
    }
    return marked;
  }

  private List<Integer> between(IndicatorKey key, SeriesPoint before, SeriesPoint point) {
    List<Integer> numbers = new ArrayList<>();
    boolean isCounted = point.provenance().source().isCounted();
    for (Footnote footnote : List.copyOf(footnotes)) {
      boolean isBetween = before.year() < footnote.year() && footnote.year() <= point.year();
      if (footnote.key().equals(key) && isBetween && isIn(footnote, isCounted)) {
        numbers.add(footnote.number());
      }
    }
    if (before.provenance().source().isCounted() != isCounted) {
      numbers.add(ofSource(key, point.year(), isCounted));
    }
    return numbers;
  }

  private static boolean isIn(Footnote footnote, boolean isCounted) {
    return footnote
        .figures()
        .filter(
            figures ->
                figures == SeriesBreak.Figures.ALL
                    || (figures == SeriesBreak.Figures.COUNTED) == isCounted)
        .isPresent();
  }

  private int ofSource(IndicatorKey key, int year, boolean isCounted) {
    String note =
        isCounted
            ? "此前为规划或公布数, 自此由登记数据统计 / before it a figure of the plan or of an office, from"
                + " here on counted by the lake: the definitions need not agree"
            : "此前由登记数据统计, 自此为公布数 / before it counted by the lake, from here on published";
    return footnotes.stream()
        .filter(one -> !one.isOfSettings() && one.key().equals(key) && one.year() == year)
        .filter(one -> one.note().equals(note))
        .findFirst()
        .orElseGet(() -> added(key, year, note))
        .number();
  }

  private Footnote added(IndicatorKey key, int year, String note) {
    int number = footnotes.size() + 1;
    Footnote footnote =
        new Footnote(number, year, key, Optional.empty(), false, Optional.empty(), note);
    footnotes.add(footnote);
    return footnote;
  }

  /** All that there are by now, in the order of their numbers. */
  List<Footnote> footnotes() {
    return List.copyOf(footnotes);
  }
}
