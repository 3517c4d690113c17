package canbao.jobs.run;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TargetsTest {

  private final Targets targets = Settings.load(Path.of("../conf"), "local", Map.of()).targets();

  @Test
  void theTargetIsThatOfTheLatestYearUpToTheDaysYear() {
    assertThat(judged("2014-12-31", "2015-01-01", "2017-12-31", "2018-01-01", "2019-12-31"))
        .isEqualTo(
            """
            2014-12-31 |      |
            2015-01-01 | 9400 | 9800
            2017-12-31 | 9400 | 9800
            2018-01-01 | 9700 | 9800
            2019-12-31 | 9700 | 9800""");
    assertThat(judged("2020-01-01", "2031-06-30"))
        .isEqualTo(
            """
            2020-01-01 | 9800 | 9800
            2031-06-30 | 9800 | 9800""");
  }

  @Test
  void whatThePlansTextSaysNeverJudges() {
    assertThat(targets.informative())
        .extracting(Target::family, Target::fromYear, Target::basisPoints)
        .map(Object::toString)
        .containsExactly("(pension, 2018, 9800)");
  }

  @Test
  void familiesWithoutATargetHaveNone() {
    assertThat(targets.on("any", LocalDate.of(2018, 12, 31))).isEmpty();
    assertThat(targets.on("unemployment", LocalDate.of(2018, 12, 31))).isEmpty();
  }

  private String judged(String... days) {
    return Stream.of(days)
        .map(
            day ->
                "%s | %4s | %s"
                    .formatted(day, points("pension", day), points("medical", day))
                    .stripTrailing())
        .collect(joining("\n"));
  }

  private String points(String family, String day) {
    return targets
        .on(family, LocalDate.parse(day))
        .map(target -> Integer.toString(target.basisPoints()))
        .orElse("");
  }
}
