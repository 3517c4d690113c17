package canbao.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Broken batches among good ones, of sources that a night can do without. */
@ExtendWith(SharedRuns.class)
class DamagedParquetTest {

  private final TakenDays days;

  DamagedParquetTest(TakenDays days) {
    this.days = days;
  }

  @Test
  void aRefusedBatchOfASourceThatIsNotNeededIsReportedAndCostsNothingElse() {
    assertThat(
            TextTable.drawn(
                days.table("quality/batch")
                    .select("batch", "source", "state", "accepted", "reason")))
        .isEqualTo(
            """
            batch date | source string | state string | accepted bigint | reason string
            2018-12-30 | enrolment_labour | accepted | 68 |\s
            2018-12-30 | enrolment_medical | accepted | 68 |\s
            2018-12-30 | enrolment_pension | accepted | 16 |\s
            2018-12-30 | group_member | refused | 0 | part.parquet is damaged, though its SHA-256 is the one in the manifest
            2018-12-30 | population | accepted | 68 |\s
            2018-12-30 | status | accepted | 1 |\s
            2018-12-31 | card | refused | 0 | part.parquet is damaged, though its SHA-256 is the one in the manifest
            2018-12-31 | enrolment_labour | accepted | 6 |\s
            2018-12-31 | enrolment_medical | accepted | 71 |\s
            2018-12-31 | enrolment_pension | accepted | 16 |\s
            2018-12-31 | population | accepted | 69 |\s
            2018-12-31 | settlement | refused | 0 | a.txt is neither .csv, .csv.gz nor .parquet
            2018-12-31 | status | accepted | 1 |\s""");
  }

  @Test
  void nothingOfADamagedFileIsLandedEvenIfItsDamageIsMetOnlyThere() {
    assertThat(days.hasLanding("card")).isFalse();
    assertThat(days.hasLanding("group_member")).isFalse();
  }

  @Test
  void theLogNamesTheBatchAndNeitherAnExceptionNorAPerson() {
    assertThat(days.log())
        .contains(
            "WARN  IntakeRecord: card 2018-12-31 is refused: part.parquet is damaged, though its"
                + " SHA-256 is the one in the manifest")
        .doesNotContain("\tat ", "Exception:", SmallProvince.NAME, "19800101");
  }
}
