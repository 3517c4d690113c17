package canbao.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canbao.jobs.run.Limits;
import canbao.jobs.run.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchFolderTest {

  private static final Limits LIMITS =
      Settings.load(Path.of("../conf"), "local", Map.of()).limits();
  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);

  @TempDir private Path landing;

  @Test
  void foldersNamedLikeADayAreBatchesInTheOrderOfTheirDays() throws IOException {
    for (String name : List.of("2018-12-31", "2018-02-28", "2018-02-30", "20181230", "tmp")) {
      Path unused = Files.createDirectories(landing.resolve("card").resolve(name));
    }

    assertThat(batches())
        .extracting(batch -> batch.id().toString())
        .containsExactly("card 2018-02-28", "card 2018-12-31");
    assertThat(BatchFolder.of("status", landing.toString(), new Configuration(false))).isEmpty();
  }

  @Test
  void aBatchWithoutAManifestIsNotCompleteYet() throws IOException {
    Path batch = batch("part.csv").written();
    Files.delete(batch.resolve("manifest.json"));

    assertThat(refusal()).isEqualTo("there is no manifest.json: the batch is not complete yet");
  }

  @Test
  void aManifestThatIsAFolderOrALinkIsRefused() throws IOException {
    Path batch = batch("part.csv").written();
    Path elsewhere = landing.resolve("manifest.json");
    Files.move(batch.resolve("manifest.json"), elsewhere);
    Path unusedLink = Files.createSymbolicLink(batch.resolve("manifest.json"), elsewhere);
    assertThat(refusal()).isEqualTo("manifest.json is a link");

    Files.delete(batch.resolve("manifest.json"));
    Path unusedFolder = Files.createDirectory(batch.resolve("manifest.json"));
    assertThat(refusal()).isEqualTo("manifest.json is longer than 1048576 bytes or a folder");
  }

  @Test
  void aFileThatIsMissingOrThatTheManifestDoesNotNameRefusesTheBatch() throws IOException {
    Path batch = batch("part-0001.csv", "part-0002.csv").written();
    Files.delete(batch.resolve("part-0002.csv"));
    assertThat(refusal()).isEqualTo("the file part-0002.csv is missing");

    Path folder = batch("part-0001.csv").written();
    Files.writeString(folder.resolve("part-0002.csv"), "", StandardCharsets.UTF_8);
    Path unused = Files.createDirectory(folder.resolve("old"));
    assertThat(refusal()).isEqualTo("the manifest does not name [old, part-0002.csv]");
  }

  @Test
  void aFileThatIsALinkOrAFolderRefusesTheBatch() throws IOException {
    Path batch = batch("part.csv").written();
    Path elsewhere = Files.move(batch.resolve("part.csv"), landing.resolve("elsewhere.csv"));
    Path unusedLink = Files.createSymbolicLink(batch.resolve("part.csv"), elsewhere);
    assertThat(refusal()).isEqualTo("part.csv is a link");

    Files.delete(batch.resolve("part.csv"));
    Path unusedFolder = Files.createDirectory(batch.resolve("part.csv"));
    assertThat(refusal()).isEqualTo("part.csv is a folder");
  }

  @Test
  void aFileOfAnotherKindRefusesTheBatch() {
    batch("part.xlsx").write();

    assertThat(refusal()).isEqualTo("part.xlsx is neither .csv, .csv.gz nor .parquet");
  }

  @Test
  void fileNamesMayHoldWhatAFileSystemAllows() throws Exception {
    List<String> names =
        List.of("广州 1.csv", "a:b.csv", "50%.csv.gz", "x*[1]{2}.parquet", "_a.csv", "a..b.csv");
    batch(names.toArray(String[]::new)).write();

    assertThat(files()).extracting(FileToRead::name).containsExactlyElementsOf(names);
    assertThat(files()).extracting(FileToRead::number).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(files()).extracting(FileToRead::rows).containsOnly(1L);
  }

  @Test
  void anEmptyListOfFilesIsAnEmptyFolder() throws Exception {
    batch().write();

    assertThat(files()).isEmpty();
  }

  private BatchWriter batch(String... names) {
    BatchWriter batch = new BatchWriter(landing, "card", "2018-12-31");
    for (String name : names) {
      batch = batch.file(name, List.of("AAC058", "01"));
    }
    return batch;
  }

  private List<BatchFolder> batches() {
    return BatchFolder.of("card", landing.toString(), new Configuration(false));
  }

  private List<FileToRead> files() throws BatchRefused {
    BatchFolder folder = batches().get(0);
    return folder.filesOf(folder.manifest(LIMITS, DAY));
  }

  private String refusal() {
    return catchThrowableOfType(BatchRefused.class, this::files).getMessage();
  }
}
