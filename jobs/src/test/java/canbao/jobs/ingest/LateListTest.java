package canbao.jobs.ingest;

import static canbao.jobs.ingest.LateList.AFTER;
import static canbao.jobs.ingest.LateList.ALL;
import static canbao.jobs.ingest.LateList.LATE;
import static canbao.jobs.ingest.LateList.THREE_LESS;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({LocalSpark.class, SharedRuns.class})
class LateListTest {

  private final LateList list;

  @TempDir private Path folder;

  LateListTest(LateList list) {
    this.list = list;
  }

  @Test
  void theBatchIsAcceptedAndWasLearnedWhenItCame() {
    assertThat(
            list.sql(
                "SELECT batch, known_on, run_no FROM quality.registration"
                    + " WHERE source = 'enrolment_pension'"))
        .isEqualTo(
            """
            2018-12-29 | 2018-12-29 | 1
            2018-12-30 | 2019-01-01 | 3
            2018-12-31 | 2018-12-31 | 2""");
  }

  @Test
  void rowsAreAddedForItsDayAloneAndNoneIsChanged() {
    assertThat(
            list.sql(
                "SELECT valid_from, valid_to, known_from, known_to, is_absent, count(*) AS relations"
                    + " FROM register.enrolment WHERE source = 'enrolment_pension'"
                    + " GROUP BY ALL"))
        .isEqualTo(
            """
             |  | 2018-12-29 |  | false | 68
            2018-12-30 | 2018-12-31 | 2019-01-01 | 2019-01-01 | true | 4""");
  }

  @Test
  void whatWasCountedStaysUntilItIsCountedAgainAndThenItsDayAloneIsOtherwise() {
    LateList copy = list.copied(folder);
    copy.run(0, "audit --as-of " + LATE);
    copy.run(0, "audit --as-of " + AFTER);
    assertThat(copy.covered(LATE)).isEqualTo(ALL);

    copy.run(0, "coverage --as-of " + LATE);
    copy.run(0, "coverage --as-of " + AFTER);

    assertThat(copy.covered(LATE)).isEqualTo(THREE_LESS);
    assertThat(copy.covered(AFTER)).isEqualTo(ALL);
  }
}
