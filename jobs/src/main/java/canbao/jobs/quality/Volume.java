package canbao.jobs.quality;

import java.util.List;
import java.util.Optional;

/**
 * Rows in force of a city against those before the batch, or against a published figure. A city
 * that the batch speaks for and that has no row is never within the limit.
 *
 * @param figure code of {@code statistic}, in people; empty is the state before the batch
 */
public record Volume(Optional<String> figure) implements Kind {

  private static final String EXPECTED = "expected";
  private static final String STATISTIC = "statistic.";
  private static final String NOW = "now";

  /** The code in {@code statistic.CODE}; none of anything else. */
  static Optional<String> figure(String against) {
    return against.startsWith(STATISTIC)
        ? Optional.of(against.substring(STATISTIC.length()))
        : Optional.empty();
  }

  @Override
  public Name name() {
    return Name.VOLUME;
  }

  @Override
  public String drawn() {
    return "as many rows as " + figure.map("the published "::concat).orElse("before the batch");
  }

  @Override
  public List<String> numbers() {
    return List.of(EXPECTED, NOW);
  }

  @Override
  public Numbers numbers(Rule rule, BatchFacts facts, String division) {
    Optional<Long> expected =
        figure.isPresent()
            ? facts.figure(figure.get(), division)
            : facts.rowsBefore(division).filter(rows -> rows > 0);
    return Numbers.none().and(EXPECTED, expected).and(NOW, facts.rowsAfter(division));
  }

  /** Without anything to expect, a city with rows cannot be judged, and one without is missing. */
  @Override
  public Measure measure(Limit limit, Numbers numbers) {
    long now = numbers.count(NOW);
    Optional<Long> expected = numbers.one(EXPECTED);
    if (now <= 0) {
      return Measure.of(true, expected.orElse(0L), expected.orElse(0L)).missing();
    }
    return expected.map(rows -> measure(limit, rows, now)).orElseGet(Measure::none);
  }

  private static Measure measure(Limit limit, long expected, long now) {
    long wrong = Math.abs(now - expected);
    long borne = limit.mostOf(expected);
    return Measure.of(limit.isExceededBy(wrong, expected), Math.max(expected, 1), wrong)
        .between(Optional.of(expected - borne), now, Optional.of(expected + borne));
  }
}
