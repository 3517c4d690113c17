package canbao.jobs.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExpectationTest {

  private static final Set<Comparison> NAME_AND_SEX =
      EnumSet.complementOf(EnumSet.of(Comparison.NAME, Comparison.SEX));

  /** Of two people 1 in 1 000 pairs has one name, and every second one sex. */
  private static final Shares U = u(0.001, 0.5);

  @Test
  void pairsThatAgreeAreOnePersonAndTheRestIsNot() {
    List<Pattern> pairs =
        List.of(
            alike(0, 0, 900), // one name, one sex
            alike(0, 1, 10), // one name, two sexes
            alike(4, 0, 5_000), // two names
            alike(4, 1, 5_000));

    Expectation found = Expectation.of(pairs, U, NAME_AND_SEX);

    assertThat(found.pairs()).isEqualTo(10_910);
    assertThat(found.expected()).isCloseTo(900, within(20.0));
    Shares m = Shares.ofBlocks(List.of(found));
    assertThat(m.of(Comparison.NAME, 0)).isGreaterThan(0.97);
    assertThat(m.of(Comparison.SEX, 0)).isBetween(0.97, 1.0);
    assertThat(found.ofOne()).containsOnlyKeys(Comparison.NAME, Comparison.SEX);
  }

  @Test
  void whereASideSaysNothingNothingIsLearned() {
    Expectation found = Expectation.of(List.of(alike(0, Pattern.MISSING, 50)), U, NAME_AND_SEX);

    assertThat(found.ofOne().get(Comparison.SEX)).containsExactly(0.0, 0.0);
    assertThat(Shares.ofBlocks(List.of(found)).of(Comparison.SEX, 0)).isEqualTo(0.5);
  }

  @Test
  void noPairsTeachNothing() {
    Expectation found = Expectation.of(List.of(), U, NAME_AND_SEX);

    assertThat(found.expected()).isZero();
    assertThat(Shares.ofBlocks(List.of(found)).of(Comparison.NAME, 0)).isEqualTo(0.2);
  }

  /** Among few people a random pair with one name and one birth is one person, and no chance. */
  @Test
  void pairsThatAreSeenToBeOnePersonAreNotCountedAsChance() {
    List<Pattern> random =
        List.of(
            new Pattern(List.of(0, 0, 0, 0, -1, -1), 40),
            new Pattern(List.of(0, 3, 0, 0, -1, -1), 10),
            new Pattern(List.of(4, 3, 0, 0, -1, -1), 999_989));

    assertThat(Shares.ofRandomPairs(random).of(Comparison.NAME, 0)).isCloseTo(10e-6, within(1e-6));
    assertThat(Shares.ofRandomPairs(random).of(Comparison.BIRTH, 0)).isLessThan(1e-6);
  }

  @Property(tries = 200)
  void theLikelihoodNeverFalls(@ForAll("patterns") List<Pattern> pairs) {
    List<Double> likelihoods = Expectation.of(pairs, U, Set.of()).likelihoods();

    for (int i = 1; i < likelihoods.size(); i++) {
      double before = likelihoods.get(i - 1);
      assertThat(likelihoods.get(i)).isGreaterThanOrEqualTo(before - 1e-9 * Math.abs(before));
    }
  }

  @Property(tries = 200)
  void sharesSumToOneAndLieBetween(@ForAll("patterns") List<Pattern> pairs) {
    Expectation found = Expectation.of(pairs, U, Set.of());

    assertThat(found.matches()).isBetween(0.0, 1.0);
    Shares.ofBlocks(List.of(found))
        .byComparison()
        .forEach(
            (comparison, levels) -> {
              assertThat(levels).allMatch(share -> share > 0 && share < 1);
              assertThat(levels.stream().mapToDouble(share -> share).sum())
                  .isCloseTo(1, within(1e-9));
            });
  }

  @Property(tries = 100)
  void theOrderOfThePairsChangesNothing(@ForAll("patterns") List<Pattern> pairs) {
    List<Pattern> shuffled = new ArrayList<>(pairs);
    Collections.shuffle(shuffled, new Random(7));

    assertThat(Expectation.of(shuffled, U, Set.of())).isEqualTo(Expectation.of(pairs, U, Set.of()));
  }

  @Provide
  Arbitrary<List<Pattern>> patterns() {
    Arbitrary<List<Integer>> levels =
        Combinators.combine(
                Arrays.stream(Comparison.values())
                    .map(
                        comparison ->
                            Arbitraries.integers().between(-1, comparison.levels().size() - 1))
                    .toList())
            .as(chosen -> List.copyOf(chosen));
    return Combinators.combine(levels, Arbitraries.longs().between(1, 10_000))
        .as(Pattern::new)
        .list()
        .ofMaxSize(12)
        .uniqueElements(Pattern::levels);
  }

  private static Pattern alike(int name, int sex, long pairs) {
    int none = Pattern.MISSING;
    return new Pattern(List.of(name, none, sex, none, none, none), pairs);
  }

  private static Shares u(double oneName, double oneSex) {
    Map<Comparison, List<Double>> shares = new EnumMap<>(Comparison.class);
    for (Comparison comparison : Comparison.values()) {
      int levels = comparison.levels().size();
      shares.put(comparison, Collections.nCopies(levels, 1.0 / levels));
    }
    double rest = 1e-6;
    shares.put(Comparison.NAME, List.of(oneName, rest, rest, rest, 1 - oneName - 3 * rest));
    shares.put(Comparison.SEX, List.of(oneSex, 1 - oneSex));
    return new Shares(shares);
  }
}
