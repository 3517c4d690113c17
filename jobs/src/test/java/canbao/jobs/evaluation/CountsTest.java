package canbao.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.evaluation.Counts.Bounds;
import canbao.jobs.run.Figure;
import java.math.BigDecimal;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a rate in per cent,              97, 100, 97.000000,   97以上, 0",
    "one person short of 97 %,        96, 100, 96.000000,   97,     1",
    "shown rounded but not judged so, 2, 3, 66.666667,      66.7,   1",
    "the least whole number of people, 0, 3, 0.000000,      94.5,   3",
    "a head count in 万人,            30000000, , 3000.000000, 3000, 0",
    "one person is 0.0001 万人,       29999999, , 2999.999900, 3000, 1",
  })
  void peopleAreTurnedIntoThePlansUnitAndBack(
      String reason, long people, Long due, String value, String target, long gap) {
    Counts counts = new Counts(new Bounds(people, people, people), Optional.ofNullable(due));

    BigDecimal number = Figure.read(target).orElseThrow().number().orElseThrow();

    assertThat(counts.level().decimal(6)).as(reason).hasToString(value);
    assertThat(counts.gap(Ratio.of(number))).as(reason).contains(gap);
  }

  @Property
  void theGapIsTheLeastNumberOfPeopleThatReachesTheTarget(
      @ForAll @LongRange(min = 1, max = 200_000_000) long due,
      @ForAll @IntRange(max = 1_000) int target,
      @ForAll @IntRange(max = 100) int share,
      @ForAll boolean isRate) {
    long people = due * share / 100;
    Counts counts =
        new Counts(
            new Bounds(people, people, people), isRate ? Optional.of(due) : Optional.empty());
    Ratio number = Ratio.of(target, 10);
    long gap = counts.gap(number).orElseThrow();

    assertThat(counts.inUnit(people + gap)).isGreaterThanOrEqualTo(number);
    if (gap > 0) {
      assertThat(counts.inUnit(people + gap - 1)).isLessThan(number);
    }
  }
}
