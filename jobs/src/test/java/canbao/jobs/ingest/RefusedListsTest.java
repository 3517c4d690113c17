package canbao.jobs.ingest;

import static canbao.jobs.ingest.BrokenLines.with;
import static canbao.jobs.ingest.GoodNight.DAY;
import static canbao.jobs.ingest.GoodNight.GOOD_DAY;
import static canbao.jobs.ingest.GoodNight.broken;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Batches whose files are sound and whose list as a whole is not to be trusted. */
@ExtendWith({LocalSpark.class, SharedRuns.class})
@ResourceLock("good night")
class RefusedListsTest {

  @TempDir private Path folder;

  @Test
  void aFullListThatLostTooManyRowsOrKeysIsRefused(GoodNight province) throws IOException {
    province.assertRefused(
        broken(
            "population",
            "the full list of 440100 has 53 rows where 60 were in force, a loss of more than 10 %",
            (batch, lines) ->
                batch.file("part.csv", SmallProvince.linesWithout("population", 0, 7)).write()),
        broken(
            "enrolment_pension",
            "the key column is empty in 1 of 68 rows, more than 1 %",
            (batch, lines) -> batch.file("part.csv", with(lines, 7, ",P6,", ",\u3000,")).write()),
        broken(
            "enrolment_labour",
            "the full list of 440300 has 2 rows where 8 were in force, a loss of more than 5 rows",
            (batch, lines) ->
                batch
                    .file("part.csv", SmallProvince.linesWithout("enrolment_labour", 60, 66))
                    .write()),
        broken(
            "enrolment_medical",
            "the full list has no rows, the one before it left 68 in force",
            (batch, lines) -> batch.file("part.csv", lines.subList(0, 1)).write()));
  }

  @Test
  void theFirstBatchOfASourceMustBeAFullListAndARefusedOneMayBeCorrected(SparkSession spark) {
    Path landing = folder.resolve("province");
    LocalCommand fresh = new LocalCommand(spark, landing, folder.resolve("lake"));
    new BatchWriter(landing, "enrolment_pension", DAY).changesOf(GOOD_DAY).write();

    Outcome refused = fresh.run("ingest --as-of 2018-12-31 --source enrolment_pension");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err())
        .isEqualTo(
            "canbao: Input for 2018-12-31 is not ready: no batch of enrolment_pension was accepted"
                + " yet (batch 2018-12-31: the first batch of a source must be a full list). Have"
                + " the sources named deliver or correct their batch under "
                + landing
                + " and run the night again.\n");

    new BatchWriter(landing, "enrolment_pension", DAY)
        .file("part.csv", SmallProvince.lines("enrolment_pension"))
        .write();
    Outcome taken = fresh.run("ingest --as-of 2018-12-31 --source enrolment_pension");
    assertThat(taken.code()).as(taken.err()).isZero();
  }

  @Test
  void aLossOfRowsThatSomebodyAcceptsIsTakenAndRecordedWithTheReason(SparkSession spark) {
    Path landing = folder.resolve("province");
    LocalCommand fresh = new LocalCommand(spark, landing, folder.resolve("lake"));
    new BatchWriter(landing, "population", GOOD_DAY)
        .file("part.csv", SmallProvince.lines("population"))
        .write();
    new BatchWriter(landing, "population", DAY)
        .file("part.csv", SmallProvince.linesWithout("population", 0, 7))
        .write();
    String ingest = "ingest --as-of 2018-12-31 --source population";
    assertThat(fresh.run("ingest --as-of 2018-12-30 --source population").code()).isZero();

    assertThat(fresh.run(ingest).err()).contains("440100 has 53 rows where 60 were in force");
    assertThat(fresh.run(ingest + " --accept-shrink 440300 --reason moved").code()).isEqualTo(3);
    Outcome taken = fresh.run(ingest + " --accept-shrink 440100 --reason moved");

    assertThat(taken.code()).as(taken.err()).isZero();
    assertThat(
            spark
                .read()
                .format("delta")
                .load(folder + "/lake/quality/batch")
                .selectExpr("cast(batch AS STRING)", "state", "to_json(accepted_shrinks)")
                .orderBy("batch")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[2018-12-30,accepted,[]]",
            "[2018-12-31,accepted,[{\"city\":\"440100\",\"before\":60,\"now\":53,"
                + "\"reason\":\"moved\",\"accepted_by\":\"%s\"}]]"
                    .formatted(System.getProperty("user.name")));
  }
}
