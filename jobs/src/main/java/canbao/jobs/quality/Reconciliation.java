package canbao.jobs.quality;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * The sum of an amount over the accepted rows of a full list agrees with a published figure, or
 * with what an {@code aggregate} rule of another source has summed up in its newest full list that
 * speaks for the city.
 *
 * @param amount SQL expression that is a number of a row
 * @param against {@code statistic.} and a code, or the id of a rule
 */
public record Reconciliation(String amount, String against) implements Kind {

  private static final String HERE = "here";
  private static final String THERE = "there";

  @Override
  public Name name() {
    return Name.RECONCILIATION;
  }

  @Override
  public String drawn() {
    return "sum of %s agrees with %s".formatted(amount, against);
  }

  @Override
  public List<String> numbers() {
    return List.of(HERE, THERE);
  }

  @Override
  public List<Column> amounts(Rule rule) {
    return List.of(Aggregate.hundredths(amount, rule));
  }

  @Override
  public Numbers numbers(Rule rule, BatchFacts facts, String division) {
    if (!facts.isFull()) {
      return Numbers.none();
    }
    Optional<Long> there =
        Volume.figure(against)
            .map(code -> facts.figure(code, division))
            .orElseGet(() -> facts.valueOf(against, division));
    return Numbers.none()
        .and(HERE, facts.portions().amount(rule.id(), 0, division) / 100)
        .and(THERE, there);
  }

  /** The difference is held against the larger of both. */
  @Override
  public Measure measure(Limit limit, Numbers numbers) {
    Optional<Long> there = numbers.one(THERE);
    long here = numbers.count(HERE);
    if (there.isEmpty() || Math.max(here, there.get()) <= 0) {
      return Measure.none();
    }
    long larger = Math.max(here, there.get());
    long difference = Math.abs(here - there.get());
    long borne = limit.mostOf(larger);
    return Measure.of(limit.isExceededBy(difference, larger), larger, difference)
        .between(Optional.of(there.get() - borne), here, Optional.of(there.get() + borne));
  }
}
