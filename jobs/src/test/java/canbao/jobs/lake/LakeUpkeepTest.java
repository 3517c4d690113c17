package canbao.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Retention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A lake with one table of two cities and two writes, and what else may lie in such a folder. */
@ExtendWith(LocalSpark.class)
class LakeUpkeepTest {

  private static final TableHome COUNTS =
      TableHome.of("test.counts", "Counts of a day by city")
          .column("city STRING NOT NULL", "City")
          .column("people INT", "People")
          .keyedBy("city", "people")
          .partitionedBy("city");
  private static final Set<String> KNOWN = Set.of("test.counts", "test.begun", "test.never");
  private static final Retention RETENTION = new Retention(30);

  private final SparkSession spark;

  @TempDir private Path folder;
  private Lake lake;

  LakeUpkeepTest(SparkSession shared) {
    this.spark = LocalCommand.sessionForFewRows(shared);
    spark.conf().set("spark.sql.sources.parallelPartitionDiscovery.parallelism", 1);
  }

  @BeforeEach
  void aTableOfTwoWrites() {
    lake = new Lake(spark, folder.toString());
    lake.add(COUNTS, TextTable.table(spark, "city STRING | people INT\n440100 | 1\n440300 | 2\n"));
    lake.add(COUNTS, TextTable.table(spark, "city STRING | people INT\n440100 | 3\n"));
  }

  @Test
  void filesAreJoinedWithinTheirPartitionAndTheTableIsAsItWas() {
    String before = TextTable.drawn(lake.read(COUNTS));

    assertThat(kept()).isEqualTo(new TableUpkeep.Done("test.counts", 3, 2, 0));
    assertThat(lake.version("test.counts")).isEqualTo(2);
    assertThat(kept()).isEqualTo(new TableUpkeep.Done("test.counts", 2, 2, 0));
    assertThat(lake.version("test.counts")).isEqualTo(2);

    assertThat(TextTable.drawn(lake.read(COUNTS))).isEqualTo(before);
    lake.replace(
        COUNTS,
        TextTable.table(spark, "city STRING | people INT\n440100 | 4\n"),
        Slice.where("city", "440100"));
    assertThat(TextTable.drawn(lake.read(COUNTS)))
        .isEqualTo("city string | people int\n440100 | 4\n440300 | 2");
  }

  @Test
  void whatAWriteHasLeftThatDiedGoesOnceItIsOlderThanTheRetention() throws IOException {
    Path young = file("test/counts/city=440100/part-young.parquet");
    Path old = file("test/counts/city=440300/part-old.parquet");
    Path unused =
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(31))));

    assertThat(kept().removed()).isEqualTo(1);
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void aTableThatKeepsItsRemovalsForAnotherTimeIsToldOnce() {
    TableUpkeep.Done unusedFirst = kept();
    LakeUpkeep upkeep = LakeUpkeep.of(lake, KNOWN);

    TableUpkeep.Done unused = upkeep.tables().get(0).run(new Retention(60));
    TableUpkeep.Done unusedAgain = upkeep.tables().get(0).run(new Retention(60));

    assertThat(lake.version("test.counts")).isEqualTo(3);
    assertThat(
            spark
                .sql("SHOW TBLPROPERTIES delta.`%s/test/counts`".formatted(folder))
                .filter("key = 'delta.deletedFileRetentionDuration'")
                .select("value")
                .head()
                .getString(0))
        .isEqualTo("interval 60 days");
  }

  @Test
  void whatIsNoTableIsNamedAndLeftAlone() throws IOException {
    Path letter = file("letter.txt");
    Path other = file("mine/counts/part.parquet");
    Path neighbour = file("test/copy_of_counts/part.parquet");
    Path begun = file("test/begun/part-of-a-dead-write.parquet");
    Path hidden = file(".lock");

    LakeUpkeep upkeep = LakeUpkeep.of(lake, KNOWN);

    assertThat(upkeep.strangers()).containsExactly("letter.txt", "mine", "test/copy_of_counts");
    assertThat(upkeep.tables()).extracting(TableUpkeep::name).containsExactly("test.counts");
    TableUpkeep.Done unused = upkeep.tables().get(0).run(RETENTION);
    for (Path file : new Path[] {letter, other, neighbour, begun, hidden}) {
      assertThat(file).exists();
    }
  }

  @Test
  void whatKilledCommandsHavePutAsideGoes() throws IOException {
    Path left = file("_scratch/ingest-2018-12-31/alone/part.parquet");

    assertThat(LakeUpkeep.of(lake, KNOWN).clearScratch()).isEqualTo(1);
    assertThat(left).doesNotExist();
    assertThat(LakeUpkeep.of(lake, KNOWN).clearScratch()).isZero();
  }

  @Test
  void aTableWhoseLogIsDamagedIsRefusedBeforeAnyTableIsChanged() throws IOException {
    Path commit = folder.resolve("test/counts/_delta_log/00000000000000000001.json");
    Path unused = Files.writeString(commit, "{\"add\":", StandardCharsets.UTF_8);

    assertThatThrownBy(() -> LakeUpkeep.of(lake, KNOWN))
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContainingAll("Table test.counts at", "cannot be read", "no table was changed");
  }

  private TableUpkeep.Done kept() {
    return LakeUpkeep.of(lake, KNOWN).tables().get(0).run(RETENTION);
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Path unused = Files.createDirectories(file.getParent());
    return Files.writeString(file, "of somebody", StandardCharsets.UTF_8);
  }
}
