package canbao.jobs.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkModelTextTest {

  private static final LinkModel BEFORE =
      new LinkModel("sample", 3, 90_000, new LinkModel.Bounds(44, 0.9, 0.01), weights());

  @Test
  void theFileSaysWhatItWasEstimatedFromAndKeepsWhatWasChosen() {
    Shares u = Shares.ofRandomPairs(List.of(new Pattern(List.of(4, 3, 1, 1, 4, 1), 3_999_999)));
    LinkModelText text =
        new LinkModelText("y2018", LocalDate.of(2018, 12, 31), 1_692, 99_694, 3_999_999, Map.of());

    assertThat(text.of(BEFORE, u, u))
        .contains("estimate-links --as-of 2018-12-31 --out conf/links/y2018.yml\n")
        .contains("version: 1\n", "  people_asked: 1692\n", "in_population: 90000\n")
        .contains("  certain_bits: 44\n  probable: 0.9\n  possible: 0.01\n")
        .contains("  sex:\n    equal: {m: 0.000000125, u: 0.000000125}    # 0.0 bits\n")
        .contains("    other: {m: 0.999999875, u: 0.999999875}    # 0.0 bits\n");
  }

  @Test
  void aModelEstimatedAgainUnderItsNameIsItsNextVersion() {
    Shares shares = Shares.ofRandomPairs(List.of());
    LinkModelText text = new LinkModelText("sample", LocalDate.of(2018, 12, 31), 0, 1, 1, Map.of());

    assertThat(text.of(BEFORE, shares, shares)).contains("version: 4\n");
  }

  private static Map<Comparison, List<Weight>> weights() {
    Map<Comparison, List<Weight>> weights = new EnumMap<>(Comparison.class);
    for (Comparison comparison : Comparison.values()) {
      weights.put(
          comparison,
          comparison.levels().stream()
              .map(level -> new Weight(1.0 / comparison.levels().size(), 0.5))
              .toList());
    }
    return weights;
  }
}
