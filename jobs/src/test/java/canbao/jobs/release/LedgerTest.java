package canbao.jobs.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);

  @Test
  void aCityGoesBackToTheLastReleaseThatHasNumbersOfItsOwn() {
    Ledger ledger =
        ledger(
            """
            2018-12-28-r1
            2018-12-29-r1 holds 440100 440300
            2018-12-30-r1 holds 440100
            2018-12-31-r1
            """);

    assertThat(ledger.lastWith("440100", DAY.minusDays(1)))
        .map(Ledger.Entry::releaseId)
        .hasValue("2018-12-28-r1");
    assertThat(ledger.lastWith("440300", DAY.minusDays(1)))
        .map(Ledger.Entry::releaseId)
        .hasValue("2018-12-30-r1");
  }

  @Test
  void anEarlierReleaseOfTheDayComesBeforeThoseOfOtherDays() {
    Ledger ledger =
        ledger(
            """
            2018-12-30-r1
            2018-12-31-r1
            2018-12-31-r2 holds 440100
            2018-12-31-r10
            2018-12-31-r11 holds 440300
            """);

    assertThat(ledger.lastWith("440300", DAY))
        .map(Ledger.Entry::releaseId)
        .hasValue("2018-12-31-r10");
    assertThat(ledger.lastWith("440100", DAY))
        .map(Ledger.Entry::releaseId)
        .hasValue("2018-12-31-r11");
  }

  @Test
  void aCityThatWasAlwaysHeldHasNoReleaseToGoBackTo() {
    Ledger ledger =
        ledger(
            """
            2018-12-30-r1 holds 440100
            2018-12-31-r1 holds 440100
            2019-01-01-r1
            """);

    assertThat(ledger.lastWith("440100", DAY)).isEmpty();
    assertThat(ledger("").lastWith("440100", DAY)).isEmpty();
  }

  /** A line is a release and the cities that it holds; they stand in the wrong order on purpose. */
  static Ledger ledger(String drawing) {
    List<Ledger.Entry> entries = new ArrayList<>();
    for (String line : drawing.lines().toList()) {
      List<String> words = List.of(line.split(" (holds )?", -1));
      String[] release = words.get(0).split("-r", -1);
      entries.add(
          0,
          new Ledger.Entry(
              LocalDate.parse(release[0]),
              Integer.parseInt(release[1]),
              words.subList(1, words.size()),
              new Ledger.Basis("run", "definitions", "rules", "rows")));
    }
    return new Ledger(entries);
  }
}
