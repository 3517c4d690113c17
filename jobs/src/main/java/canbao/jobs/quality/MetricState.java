package canbao.jobs.quality;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * What was measured of some rows, in a form that adds up: the state of one of Deequ's analyzers, or
 * a count of rows.
 *
 * @param analyzer as Deequ calls it
 * @param instance a column or rule; of Size which rows
 * @param values of the state
 */
public record MetricState(String division, Analyzer analyzer, String instance, Values values) {

  /** Of rows that belong to no city. */
  public static final String NO_CITY = "none";

  /** The kinds of state that are kept. */
  public enum Analyzer {
    SIZE("Size"),
    COMPLETENESS("Completeness"),
    COMPLIANCE("Compliance"),
    MEAN("Mean"),
    MINIMUM("Minimum"),
    MAXIMUM("Maximum");

    private final String word;

    Analyzer(String word) {
      this.word = word;
    }

    /** As the table spells it. */
    public String word() {
      return word;
    }

    static Analyzer of(String word) {
      return List.of(values()).stream()
          .filter(analyzer -> analyzer.word.equals(word))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * The numbers of a state; which there are depends on its analyzer.
   *
   * @param rows counted
   * @param matches rows among them
   */
  public record Values(
      Optional<Long> rows,
      Optional<Long> matches,
      Optional<Double> sum,
      Optional<Double> minimum,
      Optional<Double> maximum) {

    private static final Values NONE =
        new Values(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public static Values rows(long rows) {
      return new Values(Optional.of(rows), NONE.matches, NONE.sum, NONE.minimum, NONE.maximum);
    }

    public static Values matches(long matches, long rows) {
      return new Values(
          Optional.of(rows), Optional.of(matches), NONE.sum, NONE.minimum, NONE.maximum);
    }

    static Values sum(double sum, long rows) {
      return new Values(
          Optional.of(rows), NONE.matches, Optional.of(sum), NONE.minimum, NONE.maximum);
    }

    static Values minimum(double minimum) {
      return new Values(NONE.rows, NONE.matches, NONE.sum, Optional.of(minimum), NONE.maximum);
    }

    static Values maximum(double maximum) {
      return new Values(NONE.rows, NONE.matches, NONE.sum, NONE.minimum, Optional.of(maximum));
    }

    /** The state of both sets of rows together, which have none in common. */
    Values plus(Values more) {
      return new Values(
          either(rows, more.rows, Long::sum),
          either(matches, more.matches, Long::sum),
          either(sum, more.sum, Double::sum),
          either(minimum, more.minimum, Math::min),
          either(maximum, more.maximum, Math::max));
    }

    private static <T> Optional<T> either(
        Optional<T> one, Optional<T> other, BinaryOperator<T> both) {
      return one.isPresent() && other.isPresent()
          ? Optional.of(both.apply(one.get(), other.get()))
          : one.or(() -> other);
    }
  }

  /**
   * The states of several sets of rows together, one an analyzer and instance in the order of their
   * first one: of a province by its cities and the rows of none, of a month by its batches.
   *
   * @param division of the sum
   */
  public static List<MetricState> merged(String division, Collection<MetricState> states) {
    Map<List<Object>, MetricState> merged = new LinkedHashMap<>();
    for (MetricState state : states) {
      MetricState unused =
          merged.merge(
              List.of(state.analyzer, state.instance),
              new MetricState(division, state.analyzer, state.instance, state.values),
              (some, more) ->
                  new MetricState(
                      division, some.analyzer, some.instance, some.values.plus(more.values)));
    }
    return List.copyOf(merged.values());
  }
}
