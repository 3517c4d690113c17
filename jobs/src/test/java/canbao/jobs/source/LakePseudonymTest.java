package canbao.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalSpark;
import canbao.jobs.lake.Lake;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import canbao.udfs.Pseudonym;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A lake, and the secret that its people are known by. */
@ExtendWith(LocalSpark.class)
class LakePseudonymTest {

  private final SparkSession spark;

  @TempDir private Path folder;
  private Lake lake;
  private Settings settings;
  private Path secret;
  private Pseudonym begun;

  LakePseudonymTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void aNewLake() {
    lake = new Lake(spark, folder.resolve("lake").toString());
    settings = Settings.load(Path.of("../conf"), "local", Map.of("lake", lake.folder()));
    secret = settings.secretFile();
    begun = LakePseudonym.begin(lake, settings);
  }

  @Test
  void aLakeIsReadWithTheSecretThatItWasBegunWith() {
    assertThat(LakePseudonym.begin(lake, settings)).isEqualTo(begun);
    assertThat(LakePseudonym.of(lake, settings)).isEqualTo(begun);
    assertThat(lake.size("quality.pseudonym")).isEqualTo(1);
  }

  @Test
  void anotherSecretIsRefused() throws IOException {
    Files.writeString(secret, "another secret of 32 bytes or so", StandardCharsets.US_ASCII);

    isRefused(
        () -> LakePseudonym.begin(lake, settings),
        "The secret in " + secret + " is not that of the lake");
  }

  @Test
  void aLostSecretIsNotMadeAnew() throws IOException {
    Files.delete(secret);

    isRefused(
        () -> LakePseudonym.begin(lake, settings), "The secret in " + secret + " cannot be used");
    assertThat(secret).doesNotExist();
  }

  private static void isRefused(ThrowingCallable begin, String problem) {
    assertThatThrownBy(begin)
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith(problem);
  }
}
