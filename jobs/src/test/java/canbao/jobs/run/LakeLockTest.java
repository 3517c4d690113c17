package canbao.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LakeLockTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2018-12-31T17:30:00Z"), ZoneId.of("Asia/Shanghai"));

  @TempDir private Path folder;

  @Test
  void theSecondCommandIsToldWhichOneHasTheLakeAndSinceWhen() {
    Settings settings = settings(folder.resolve("lake").toString());
    LakeLock night = LakeLock.take(settings, "night", CLOCK);
    try (night) {
      assertThatThrownBy(() -> take(settings, "ingest"))
          .isInstanceOfSatisfying(
              JobFailure.class,
              failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFLICT))
          .hasMessageStartingWith(
              "The lake is in use by night, since 2019-01-01 01:30:00 +08:00:"
                  + " one command at a time may write to it (");
      // The refused one must not have given up the lock of the first.
      assertThatThrownBy(() -> take(settings, "gate")).isInstanceOf(JobFailure.class);
    }
    assertThatCode(() -> take(settings, "ingest")).doesNotThrowAnyException();
  }

  @Test
  @Timeout(60)
  void aProcessThatIsKilledLeavesTheLakeFree() throws Exception {
    Settings settings = settings(folder.resolve("lake").toString());
    Process other = holder(folder.resolve("lake"));
    try {
      assertThat(other.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("taken");
      assertThatThrownBy(() -> take(settings, "ingest"))
          .hasMessageStartingWith("The lake is in use by night, since 2019-01-01 01:30:00 +08:00:");
    } finally {
      int unusedCode = other.destroyForcibly().waitFor();
    }
    assertThatCode(() -> take(settings, "ingest")).doesNotThrowAnyException();
  }

  @Test
  void onAnotherFileSystemTheFileItselfIsTheLock() {
    Settings settings = settings("shared://" + folder.resolve("lake"));
    LakeLock night = LakeLock.take(settings, "night", CLOCK);
    try (night) {
      assertThatThrownBy(() -> take(settings, "ingest"))
          .hasMessage(
              "The lake is in use by night, since 2019-01-01 01:30:00 +08:00: one command at a"
                  + " time may write to it (shared:"
                  + folder.resolve("lake/.lock")
                  + "). Wait until it has ended; if it was killed, delete that file.");
    }
    assertThatCode(() -> take(settings, "ingest")).doesNotThrowAnyException();
    assertThat(folder.resolve("lake/.lock")).doesNotExist();
  }

  @Test
  void whatSparkSubmitIsToldOfAFileSystemHoldsForTheLockToo() {
    String setting = "spark.hadoop.fs.submitted.impl";
    Settings settings = settings("submitted://" + folder.resolve("lake"));
    assertThatThrownBy(() -> take(settings, "night"))
        .hasMessageContaining("it cannot be written to (UnsupportedFileSystemException)");

    // spark-submit --conf hands a setting on as a property of the JVM.
    System.setProperty(setting, SubmittedFiles.class.getName());
    try {
      assertThatCode(() -> take(settings, "night")).doesNotThrowAnyException();
    } finally {
      System.clearProperty(setting);
    }
  }

  @Test
  void aLakeThatCannotBeWrittenToIsWrongUsage() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder", StandardCharsets.UTF_8);
    Settings settings = settings(file.resolve("lake").toString());

    assertThatThrownBy(() -> take(settings, "night"))
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith("The lake " + settings.lake() + " cannot be used: it cannot be");
  }

  private static void take(Settings settings, String command) {
    LakeLock.take(settings, command, CLOCK).close();
  }

  private static Settings settings(String lake) {
    return Settings.load(
        Path.of("../conf"),
        "local",
        Map.of(
            "lake",
            lake,
            "secret_file",
            "/secret",
            "spark.hadoop.fs.shared.impl",
            SharedFiles.class.getName()));
  }

  private static Process holder(Path lake) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            lake.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Takes a lake and keeps it until it is killed. */
  static final class Holder {

    public static void main(String[] args) throws InterruptedException {
      LakeLock lock = LakeLock.take(settings(args[0]), "night", CLOCK);
      try (lock) {
        System.out.println("taken");
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  /** The same, known to spark-submit alone. */
  public static final class SubmittedFiles extends RawLocalFileSystem {

    @Override
    public URI getUri() {
      return URI.create("submitted:///");
    }
  }

  /** The local files under a name of their own, as a file system without locks. */
  public static final class SharedFiles extends RawLocalFileSystem {

    @Override
    public URI getUri() {
      return URI.create("shared:///");
    }
  }
}
