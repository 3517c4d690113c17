package canbao.jobs.ingest;

import static canbao.jobs.ingest.BrokenLines.putManifest;
import static canbao.jobs.ingest.BrokenLines.spoilManifest;
import static canbao.jobs.ingest.BrokenLines.with;
import static canbao.jobs.ingest.GoodNight.DAY;
import static canbao.jobs.ingest.GoodNight.GOOD_DAY;
import static canbao.jobs.ingest.GoodNight.broken;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Batches whose manifest is wrong, asks for too much, or is not in its place among the others. */
@ExtendWith(SharedRuns.class)
@ResourceLock("good night")
class RefusedManifestsTest {

  private final GoodNight province;

  RefusedManifestsTest(GoodNight province) {
    this.province = province;
  }

  @Test
  void aBatchWithoutASoundManifestIsRefusedAsIsOneWhoseManifestAsksForMoreThanItMay()
      throws IOException {
    province.assertRefused(
        broken(
            "population",
            "there is no manifest.json: the batch is not complete yet",
            (batch, lines) ->
                Files.delete(batch.file("part.csv", lines).written().resolve("manifest.json"))),
        broken(
            "enrolment_pension",
            "manifest.json is no JSON object",
            (batch, lines) -> putManifest(batch.file("part.csv", lines).written(), "[]")),
        broken(
            "enrolment_labour",
            "manifest.json names population 2018-12-31, its folder enrolment_labour 2018-12-31",
            (batch, lines) ->
                spoilManifest(
                    batch.file("part.csv", lines).written(), "enrolment_labour", "population")),
        broken(
            "card",
            "manifest.json: scope holds '4401', which is no division",
            (batch, lines) -> batch.scope("4401").file("part.csv", lines).write()),
        broken(
            "group_member",
            "manifest.json is a link",
            (batch, lines) -> {
              Path manifest = batch.file("part.csv", lines).written().resolve("manifest.json");
              Path moved = Files.move(manifest, province.folder().resolve("elsewhere.json"));
              Path unused = Files.createSymbolicLink(manifest, moved);
            }),
        broken(
            "settlement",
            "manifest.json: the file name '../../secret.csv' is empty, begins with a dot, or holds"
                + " a slash or a control character",
            (batch, lines) ->
                spoilManifest(
                    batch.file("part.csv", lines).written(), "part.csv", "../../secret.csv")),
        broken(
            "benefit",
            "manifest.json: rows of part.csv is no whole number from 0 to 1000000000",
            (batch, lines) ->
                spoilManifest(
                    batch.file("part.csv", lines).written(), "\"rows\": 68", "\"rows\": 1e12")),
        broken(
            "enrolment_medical",
            "manifest.json:1:81 names a key twice",
            (batch, lines) ->
                spoilManifest(
                    batch.file("part.csv", lines).written(),
                    "\"mode\"",
                    "\"mode\": \"changes\", \"mode\"")));
  }

  @Test
  void aChangeListOutOfItsPlaceIsRefusedOrWaits() throws IOException {
    province.assertRefused(
        broken(
            "population",
            "it builds on 2018-12-29, which was not accepted; the last accepted batch is 2018-12-30",
            (batch, lines) -> batch.changesOf("2018-12-29").write()),
        broken(
            "enrolment_pension",
            "part.csv line 1: the header lacks the column [OP]",
            (batch, lines) -> batch.changesOf(GOOD_DAY).file("part.csv", lines).write()),
        broken(
            "enrolment_labour",
            "manifest.json: previous 2018-12-31 does not lie before the batch, 2018-12-31",
            (batch, lines) -> batch.changesOf(DAY).write()),
        broken(
            "enrolment_medical",
            "manifest.json: a change list needs previous, the batch it builds on",
            (batch, lines) -> spoilManifest(batch.written(), "\"full\"", "\"changes\"")));
    assertThat(province.stateOf("population")).isEqualTo("waiting");
  }

  @Test
  void anAcceptedBatchThatComesAgainWithOtherContentEndsWithFive() {
    List<String> lines = with(SmallProvince.lines("population"), 1, ",1980", ",1981");
    new BatchWriter(province.landing(), "population", GOOD_DAY).file("part.csv", lines).write();
    try {
      Outcome night = province.run("night --as-of " + GOOD_DAY);

      assertThat(night.code()).isEqualTo(5);
      assertThat(night.err())
          .isEqualTo(
              "canbao: Batch population 2018-12-30 has come again with other content: it was"
                  + " accepted before, and numbers rest on it. Put the accepted files back, and send"
                  + " the correction as a batch of a later day.\n");
      province.assertNothingHasChanged();
    } finally {
      SmallProvince.deliver(province.landing(), GOOD_DAY);
    }
  }

  @Test
  void anAcceptedBatchWhoseManifestIsGoneOrBrokenStaysAcceptedAndIsWarnedOfOnce()
      throws IOException {
    Files.delete(goodBatch("status").resolve("manifest.json"));
    putManifest(goodBatch("enrolment_labour"), "{");
    Outcome ingest;
    try {
      ingest = province.run("ingest --as-of " + GOOD_DAY);
    } finally {
      SmallProvince.deliver(province.landing(), GOOD_DAY);
    }

    assertThat(ingest.code()).as(ingest.err()).isZero();
    assertThat(ingest.log().lines().filter(line -> line.contains("stays accepted")))
        .extracting(line -> line.substring(line.indexOf("WARN")))
        .containsExactly(
            "WARN  Intake: enrolment_labour 2018-12-30 stays accepted, but whether its content is"
                + " still the same cannot be told: manifest.json:1:2 is no JSON",
            "WARN  Intake: status 2018-12-30 stays accepted, but whether its content is still the"
                + " same cannot be told: there is no manifest.json: the batch is not complete yet");
  }

  private Path goodBatch(String source) {
    return province.landing().resolve(source).resolve(GOOD_DAY);
  }
}
