package canbao.jobs.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DualSystemTest {

  /** Seber 1982, p. 107: 167 on both lists, 781 on the first alone, 254 on the second alone. */
  @Test
  void thePublishedExampleIsReproduced() {
    DualSystem lists = new DualSystem(167 + 781, 167 + 254, 167);

    assertThat(lists.petersen()).isCloseTo(2389.868, within(0.001));
    assertThat(lists.people()).isCloseTo(2382.798, within(0.001));
    assertThat(lists.standardError()).isCloseTo(129.056, within(0.001));
    assertThat(lists.low()).isCloseTo(2129.8, within(0.1));
    assertThat(lists.high()).isCloseTo(2635.7, within(0.1));
    assertThat(lists.completeness())
        .hasValueSatisfying(share -> assertThat(share).isCloseTo(0.398, within(0.0005)));
  }

  /** A census of 10 000, a survey of 200, 198 on both. */
  @Test
  void theErrorOfTheUncorrectedEstimateIsThatOfTheTextbook() {
    DualSystem lists = new DualSystem(10_000, 200, 198);

    assertThat(lists.petersen()).isCloseTo(10_101.010, within(0.001));
    assertThat(lists.petersenError()).isCloseTo(71.785, within(0.001));
  }

  /** The same for ten times the people of the next example, so that the missed ones are whole. */
  @Test
  void missedLinksMakeExactlySoManyPeopleMore() {
    assertThat(new DualSystem(980_000, 20_000, 19_502).petersen() / 10)
        .isCloseTo(100_502.5, within(0.05));
    assertThat(new DualSystem(980_000, 20_000, 19_404).petersen() / 10)
        .isCloseTo(101_010.1, within(0.05));
    assertThat(new DualSystem(980_000, 20_000, 19_208).petersen() / 10)
        .isCloseTo(102_040.8, within(0.05));
  }

  /**
   * 900 of 1 000 people on the first list and, wrongly, 50 of nobody; 500 on the second, 450 of
   * them on both. Taking out records of nobody lowers the estimate to the truth; taking out others,
   * as often on both lists as the rest, leaves it there.
   */
  @Test
  void trimmingFallsUntilWhatIsErroneousIsOut() {
    DualSystem lists = new DualSystem(950, 500, 450);

    assertThat(lists.petersen()).isCloseTo(1055.556, within(0.001));
    assertThat(lists.trimmed(25, 0))
        .hasValueSatisfying(n -> assertThat(n).isCloseTo(1027.778, within(0.001)));
    assertThat(lists.trimmed(50, 0)).hasValue(1000.0);
    assertThat(lists.trimmed(150, 50)).hasValue(1000.0);
    assertThat(lists.trimmed(950, 450)).isEmpty();
  }

  /**
   * 98 000 of 100 000 on one list, 2 000 on the other; of its 1 960 links 0.5, 1, 2 % are missed.
   */
  @Test
  void missedLinksMakeMorePeopleThanThereAre() {
    double half = new DualSystem(98_000, 2_000, 1_950).people();
    double one = new DualSystem(98_000, 2_000, 1_940).people();
    double two = new DualSystem(98_000, 2_000, 1_920).people();

    assertThat(half).isBetween(100_500.0, 100_520.0);
    assertThat(one).isBetween(101_010.0, 101_040.0);
    assertThat(two).isBetween(102_040.0, 102_090.0);
  }

  @Test
  void twoListsThatLackNobodyAreAllThereAre() {
    assertThat(new DualSystem(500, 500, 500).people()).isEqualTo(500);
    assertThat(new DualSystem(500, 500, 500).standardError()).isZero();
    assertThat(new DualSystem(0, 0, 0).completeness()).isEmpty();
  }
}
