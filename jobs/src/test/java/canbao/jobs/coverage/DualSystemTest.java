package canbao.jobs.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DualSystemTest {

  /** Seber 1982, p. 107: 167 on both lists, 781 on the first alone, 254 on the second alone. */
  @Test
  void thePublishedExampleIsReproduced() {
    DualSystem lists = new DualSystem(167 + 781, 167 + 254, 167);

    assertThat(lists.people()).isCloseTo(2382.798, within(0.001));
    assertThat(lists.standardError()).isCloseTo(129.056, within(0.001));
    assertThat(lists.low()).isCloseTo(2129.8, within(0.1));
    assertThat(lists.high()).isCloseTo(2635.7, within(0.1));
    assertThat(lists.completeness())
        .hasValueSatisfying(share -> assertThat(share).isCloseTo(0.398, within(0.0005)));
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
