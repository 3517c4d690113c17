package canbao.jobs.usability;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.run.Usability.Limits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradeTest {

  private static final Limits LIMITS = new Limits(1_000, 2_000, 5_000);

  @Test
  void aValueAboveALimitHasItsGradeAndOneAtItHasNot() {
    assertThat(List.of(0L, 1_000L, 1_001L, 2_000L, 2_001L, 5_000L, 5_001L))
        .extracting(value -> Grade.of(value, LIMITS).word())
        .containsExactly("low", "low", "medium", "medium", "high", "high", "unusable");
  }

  @Test
  void theWorstTopicDecidesTheWholeAndWhatIsUnknownDoesNot() {
    Graded whole =
        Graded.worst(
            List.of(
                Graded.of("pension", "440300", "volume_past", Finding.unknown("no month"), LIMITS),
                Graded.of("pension", "440300", "duplicates", Finding.of(1_500, "many"), LIMITS),
                Graded.of("pension", "440300", "missing", Finding.of(10, "few"), LIMITS)));

    assertThat(whole)
        .isEqualTo(
            new Graded(
                "pension",
                "440300",
                "overall",
                Grade.MEDIUM,
                Optional.empty(),
                Optional.empty(),
                "duplicates: many"));
  }
}
