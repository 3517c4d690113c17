package canbao.jobs.quality;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many days before the day of the run the newest batch lies that speaks for a city.
 *
 * @param days the most that is borne
 */
public record Freshness(long days) implements Kind {

  private static final String AGE = "age";

  @Override
  public Map<String, Long> borne(Limit limit) {
    return Map.of("days", days);
  }

  @Override
  public Name name() {
    return Name.FRESHNESS;
  }

  @Override
  public String drawn() {
    return "the newest batch is at most %d days old".formatted(days);
  }

  @Override
  public String limit(Limit limit) {
    return days + " days";
  }

  @Override
  public boolean isOfTheDay() {
    return true;
  }

  @Override
  public List<String> numbers() {
    return List.of(AGE);
  }

  @Override
  public Numbers numbers(Rule rule, BatchFacts facts, String division) {
    return Numbers.none().and(AGE, facts.ageInDays(division));
  }

  /** One batch is looked at; where none speaks for the city there is nothing to judge. */
  @Override
  public Measure measure(Limit limit, Numbers numbers) {
    return numbers
        .one(AGE)
        .map(age -> Measure.of(age > days, 1, 1).between(Optional.empty(), age, Optional.of(days)))
        .orElseGet(Measure::none);
  }
}
