package canbao.jobs.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.coverage.CoverageCell.Bounds;
import java.math.BigDecimal;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageCellTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "exactly 98 % is met,                     100, 98, 98, 98, 9800, true,  0, met",
    "one person short,                        100, 97, 97, 97, 9800, false, 1, not_met",
    "97.99 % of ten thousand is not rounded,  10000, 9799, 9799, 9799, 9800, false, 1, not_met",
    "the bounds stand on both sides,          100, 97, 97, 98, 9800, false, 1, undecided",
    "nobody covered,                          3, 0, 0, 0, 9800, false, 3, not_met",
  })
  void isJudgedInIntegers(
      String reason,
      long due,
      long low,
      long covered,
      long high,
      int target,
      boolean met,
      long gap,
      String verdict) {
    CoverageCell cell = new CoverageCell(Optional.of(due), new Bounds(low, covered, high), 0);

    assertThat(cell.isMet(target)).as(reason).contains(met);
    assertThat(cell.gap(target)).as(reason).isEqualTo(gap);
    assertThat(cell.verdict(target)).as(reason).contains(verdict);
  }

  @Property
  void gapIsTheLeastNumberOfPeopleThatReachesTheTarget(
      @ForAll @LongRange(min = 1, max = 200_000_000) long due,
      @ForAll @IntRange(min = 1, max = 10_000) int target,
      @ForAll @IntRange(max = 10_000) int share) {
    long covered = due * share / 10_000;
    CoverageCell cell =
        new CoverageCell(Optional.of(due), new Bounds(covered, covered, covered), 0);
    long gap = cell.gap(target);

    assertThat((covered + gap) * 10_000).isGreaterThanOrEqualTo(due * target);
    if (gap > 0) {
      assertThat((covered + gap - 1) * 10_000).isLessThan(due * target);
    }
    assertThat(cell.isMet(target)).contains(gap == 0);
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 0.333333", "2, 3, 0.666667", "3, 2, 1.500000", "1, 16000000, 0.000000"})
  void rateIsRoundedHalfUpToSixPlacesAndNeverClipped(long covered, long due, BigDecimal rate) {
    CoverageCell cell =
        new CoverageCell(Optional.of(due), new Bounds(covered, covered, covered), 0);

    assertThat(cell.rate()).contains(rate);
  }

  @ParameterizedTest
  @CsvSource("9800")
  void withoutAnybodyDueThereIsNoRateAndNoVerdict(int target) {
    assertThat(CoverageCell.NOBODY.rate()).isEmpty();
    assertThat(CoverageCell.NOBODY.isMet(target)).isEmpty();
    assertThat(CoverageCell.NOBODY.verdict(target)).isEmpty();
    assertThat(CoverageCell.NOBODY.gap(target)).isZero();
    assertThat(CoverageCell.NOBODY.state()).isEqualTo("no_data");
  }
}
