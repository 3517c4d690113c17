package canbao.jobs.ingest;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.run.Limits;
import canbao.jobs.run.Settings;
import canbao.jobs.source.BatchHeader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With the delivered limits: 10 %, below 50 rows 5 rows; empty keys 1 %. */
class BatchVerdictTest {

  private static final Limits LIMITS =
      Settings.load(Path.of("../conf"), "local", Map.of()).limits();

  @Test
  void aFullListMayLoseTenOfAHundredRowsOfACityButNotOneMore() {
    assertThat(ofFull("440000", Map.of("440100", 1000L), Map.of("440100", 900L))).isEmpty();
    assertThat(ofFull("440000", Map.of("440100", 1000L), Map.of("440100", 899L)))
        .isEqualTo(
            "the full list of 440100 has 899 rows where 1000 were in force,"
                + " a loss of more than 10 %");
    assertThat(ofFull("440000", Map.of("440100", 50L), Map.of("440100", 45L))).isEmpty();
    assertThat(ofFull("440000", Map.of("440100", 50L), Map.of("440100", 44L)))
        .contains("of 440100 has 44 rows where 50 were in force, a loss of more than 10 %");
  }

  @Test
  void aSmallCityMayLoseFiveRows() {
    assertThat(ofFull("440000", Map.of("440100", 49L), Map.of("440100", 44L))).isEmpty();
    assertThat(ofFull("440000", Map.of("440100", 49L), Map.of("440100", 43L)))
        .isEqualTo(
            "the full list of 440100 has 43 rows where 49 were in force,"
                + " a loss of more than 5 rows");
    assertThat(ofFull("440000", Map.of("440100", 5L, "440300", 9L), Map.of("440300", 9L)))
        .isEmpty();
  }

  @Test
  void everyCityThatLostTooManyIsNamedWithBothCounts() {
    Map<String, Long> before = Map.of("440100", 100L, "440300", 200L, "440500", 9L);
    Map<String, Long> now = Map.of("440100", 80L, "440300", 200L, "440500", 1L);

    assertThat(ofFull("440000", before, now))
        .isEqualTo(
            "the full list of 440100 has 80 rows where 100 were in force, a loss of more than 10 %;"
                + " the full list of 440500 has 1 rows where 9 were in force,"
                + " a loss of more than 5 rows");
  }

  @Test
  void onlyTheCitiesThatAFullListSpeaksForAreCompared() {
    Map<String, Long> before = Map.of("440100", 100L, "440300", 100L);
    Map<String, Long> now = Map.of("440300", 100L);

    assertThat(ofFull("440300", before, now)).isEmpty();
    assertThat(ofFull("440304", before, now)).isEmpty();
    assertThat(ofFull("440100", before, now)).contains("of 440100 has 0 rows where 100 were");
    assertThat(ofFull("440000", before, now)).contains("of 440100 has 0 rows where 100 were");
    assertThat(ofFull("440000000000", before, now)).contains("of 440100 has 0 rows");
  }

  @Test
  void aCityThatGrowsOrIsNewIsTaken() {
    assertThat(ofFull("440000", Map.of("440100", 10L), Map.of("440100", 99L, "440300", 7L)))
        .isEmpty();
  }

  @Test
  void aFullListWithNoRowsIsRefusedIfThereWereAny() {
    assertThat(ofFull("440000", Map.of("440100", 2L, "none", 1L), Map.of()))
        .isEqualTo("the full list has no rows, the one before it left 3 in force");
    assertThat(ofFull("440000", Map.of(), Map.of())).isEmpty();
  }

  @Test
  void keysMayBeEmptyInOneRowOfAHundred() {
    assertThat(ofKeys(1, 99)).isEmpty();
    assertThat(ofKeys(0, 0)).isEmpty();
    assertThat(ofKeys(1, 98)).isEqualTo("the key column is empty in 1 of 99 rows, more than 1 %");
    assertThat(ofKeys(2, 0)).isEqualTo("the key column is empty in 2 of 2 rows, more than 1 %");
  }

  /** Why a full list is refused; empty if it is not. */
  private static String ofFull(String scope, Map<String, Long> before, Map<String, Long> now) {
    List<Tally.Line> lines = new ArrayList<>();
    now.forEach((city, rows) -> lines.add(line(city, false, rows)));
    BatchVerdict verdict = verdict(scope);
    Tally tally = new Tally(lines);
    try {
      verdict.refuseEmptyList(tally, before);
      return verdict.collapses(tally, before).stream()
          .map(Collapse::toString)
          .collect(joining("; "));
    } catch (BatchRefused e) {
      return e.getMessage();
    }
  }

  private static String ofKeys(long empty, long given) {
    try {
      verdict("440000")
          .refuseEmptyKeys(
              new Tally(List.of(line("440100", true, empty), line("440100", false, given))));
      return "";
    } catch (BatchRefused e) {
      return e.getMessage();
    }
  }

  private static Tally.Line line(String city, boolean keyIsEmpty, long rows) {
    return new Tally.Line(0, city, "I", keyIsEmpty, JudgedRows.ACCEPTED, rows);
  }

  private static BatchVerdict verdict(String scope) {
    BatchHeader header =
        new BatchHeader(LocalDate.of(2018, 12, 31), BatchHeader.Mode.FULL, List.of(scope));
    return new BatchVerdict(new Manifest(header, "UTF-8", Optional.empty(), List.of(), ""), LIMITS);
  }
}
