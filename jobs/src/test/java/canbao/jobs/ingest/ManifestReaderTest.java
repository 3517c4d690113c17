package canbao.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canbao.jobs.run.Limits;
import canbao.jobs.run.Settings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every manifest here is a file that lies in the folder of batch card 2018-12-31. */
class ManifestReaderTest {

  private static final Limits LIMITS =
      Settings.load(Path.of("../conf"), "local", Map.of()).limits();
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final String GOOD =
      """
      {"source": "card", "batch": "2018-12-31", "mode": "full", "scope": ["440100", "440300"],
       "encoding": "GB18030", "previous": "2018-12-30",
       "files": [{"name": "part-0001.csv", "rows": 2, "sha256": "%s"}]}
      """
          .formatted(DIGEST);

  @TempDir private Path landing;
  private Path file;

  @BeforeEach
  void batchFolder() throws IOException {
    file = Files.createDirectories(landing.resolve("card/2018-12-31")).resolve("manifest.json");
  }

  @Test
  void aManifestIsReadAsItStands() throws Exception {
    Manifest manifest = read(GOOD);

    assertThat(manifest.header().batch()).isEqualTo("2018-12-31");
    assertThat(manifest.header().isFull()).isTrue();
    assertThat(manifest.header().scope()).containsExactly("440100", "440300");
    assertThat(manifest.encoding()).isEqualTo("GB18030");
    assertThat(manifest.files()).containsExactly(new Manifest.Entry("part-0001.csv", 2, DIGEST));
  }

  @Test
  void aChangeListNamesTheBatchItBuildsOnAndAFullListNeedNot() throws Exception {
    assertThat(read(changes("2018-12-30")).previous()).contains(LocalDate.of(2018, 12, 30));
    assertThat(read(with("\"2018-12-30\"", "\"nonsense\"")).previous()).isEmpty();
    assertThat(read(with("\"2018-12-30\"", "7")).previous()).isEmpty();
    assertThat(read(with(" \"previous\": \"2018-12-30\",", "")).previous()).isEmpty();
  }

  @Test
  void aListWithoutFilesAndTheLargestNumberOfRowsAreOfTheForm() throws Exception {
    assertThat(read(GOOD.replaceAll("\"files\": \\[.*]", "\"files\": []")).files()).isEmpty();
    assertThat(read(with("\"rows\": 2", "\"rows\": 1000000000")).rows()).isEqualTo(1_000_000_000L);
    assertThat(read(with("\"rows\": 2", "\"rows\": 0")).rows()).isZero();
  }

  @Test
  void aScopeIsReadLikeEveryOtherDivision() throws Exception {
    assertThat(read(with("\"440100\"", "\"４４０１００\"")).header().cities())
        .containsExactly("440100", "440300");
    assertThat(read(with("\"440100\"", "\" 4400 00000000\"")).header().coversEverything()).isTrue();
  }

  @Test
  void aManifestThatIsNoJsonObjectIsRefused() throws Exception {
    assertThat(refusal("[]")).isEqualTo("manifest.json is no JSON object");
    assertThat(refusal("null")).isEqualTo("manifest.json is no JSON object");
    assertThat(refusal("")).isEqualTo("manifest.json is no JSON object");
    assertThat(refusal("{\"source\": ")).startsWith("manifest.json:1:").endsWith(" is no JSON");
    assertThat(refusal(GOOD + "{}")).isEqualTo("manifest.json:4:1 is no JSON");
    assertThat(refusal(with("\"full\",", "\"full\""))).isEqualTo("manifest.json:1:59 is no JSON");
  }

  @Test
  void aManifestThatIsNotInUtf8IsRefused() throws Exception {
    byte[] bytes = with("\"card\"", "\"社保卡\"").getBytes(Charset.forName("GB18030"));

    assertThat(refusal(bytes)).isEqualTo("manifest.json is not in UTF-8");
  }

  @Test
  void aKeyThatStandsTwiceOrThatNobodyKnowsRefusesAManifest() throws Exception {
    assertThat(refusal(with("\"mode\"", "\"source\": \"card\", \"mode\"")))
        .startsWith("manifest.json:1:")
        .endsWith(" names a key twice");
    assertThat(refusal(with("\"rows\": 2", "\"rows\": 2, \"rows\": 3")))
        .startsWith("manifest.json:3:")
        .endsWith(" names a key twice");
    assertThat(refusal(with("\"previous\"", "\"previos\"")))
        .isEqualTo(
            "manifest.json has the unknown key 'previos'; it may have"
                + " [batch, encoding, files, mode, previous, scope, source]");
    assertThat(refusal(with("\"rows\": 2", "\"rows\": 2, \"size\": 3")))
        .isEqualTo(
            "manifest.json: an entry of files has the unknown key 'size'; it may have"
                + " [name, rows, sha256]");
  }

  @Test
  void aManifestThatNestsDeeperThanEightIsRefused() throws Exception {
    assertThat(refusal(with("\"rows\": 2", "\"rows\": [[[[[[2]]]]]]")))
        .isEqualTo("manifest.json nests too deep");
    assertThat(refusal(with("\"rows\": 2", "\"rows\": [[[[[2]]]]]")))
        .isEqualTo("manifest.json: rows of part-0001.csv is no whole number from 0 to 1000000000");
    assertThat(refusal("[".repeat(100_000))).endsWith(" nests too deep");
  }

  @Test
  void aManifestOfMoreThanOneMebibyteIsRefused() throws Exception {
    int room = (1 << 20) - GOOD.getBytes(StandardCharsets.UTF_8).length;

    assertThat(read(GOOD + " ".repeat(room)).rows()).isEqualTo(2);
    assertThat(refusal(GOOD + " ".repeat(room + 1)))
        .isEqualTo("manifest.json is longer than 1048576 bytes or a folder");
  }

  @Test
  void aManifestOfAnotherSourceOrDateThanItsFolderIsRefused() throws Exception {
    assertThat(refusal(with("\"card\"", "\"status\"")))
        .isEqualTo("manifest.json names status 2018-12-31, its folder card 2018-12-31");
    assertThat(refusal(with("2018-12-31", "2018-12-30")))
        .isEqualTo("manifest.json names card 2018-12-30, its folder card 2018-12-31");
    assertThat(refusal(with("2018-12-31", "20181231")))
        .isEqualTo("manifest.json names card 20181231, its folder card 2018-12-31");
  }

  @Test
  void aBatchOfADayThatHasNotComeIsRefused() throws Exception {
    Files.writeString(file, GOOD, StandardCharsets.UTF_8);

    assertThat(refusalOn(LocalDate.of(2018, 12, 30)))
        .isEqualTo("manifest.json: batch 2018-12-31 lies after today, 2018-12-30");
  }

  @Test
  void aModeOtherThanTheTwoIsRefused() throws Exception {
    assertThat(refusal(with("\"full\"", "\"Full\"")))
        .isEqualTo("manifest.json: mode 'Full' is neither full nor changes");
    assertThat(refusal(with("\"full\"", "1"))).isEqualTo("manifest.json: mode is no text");
    assertThat(refusal(with(" \"mode\": \"full\",", "")))
        .isEqualTo("manifest.json: mode is missing");
  }

  @Test
  void aScopeThatIsNoListOfDivisionsIsRefused() throws Exception {
    String list = "[\"440100\", \"440300\"]";
    assertThat(refusal(with(list, "[\"440100\", \"4403\"]")))
        .isEqualTo("manifest.json: scope holds '4403', which is no division");
    assertThat(refusal(with(list, "[440100]")))
        .isEqualTo("manifest.json: scope holds '440100', which is no division");
    assertThat(refusal(with(list, "[]")))
        .isEqualTo("manifest.json: scope must list at least one division code");
    assertThat(refusal(with(list, "\"440100\"")))
        .isEqualTo("manifest.json: scope must list at least one division code");
  }

  @Test
  void anEncodingThatIsNotOneOfTheThreeIsRefused() throws Exception {
    assertThat(refusal(with("GB18030", "UTF-16")))
        .isEqualTo("manifest.json: encoding 'UTF-16' is none of [UTF-8, GB18030, GBK]");
  }

  @Test
  void aChangeListThatDoesNotBuildOnAnEarlierBatchIsRefused() throws Exception {
    String missing = "manifest.json: a change list needs previous, the batch it builds on";
    assertThat(refusal(changes("2018-12-30").replace(" \"previous\": \"2018-12-30\",", "")))
        .isEqualTo(missing);
    assertThat(refusal(changes("2018-12-30").replace("\"2018-12-30\"", "null"))).isEqualTo(missing);
    assertThat(refusal(changes("2018-02-30")))
        .isEqualTo("manifest.json: previous '2018-02-30' is no date yyyy-MM-dd");
    assertThat(refusal(changes("2018-12-31")))
        .isEqualTo("manifest.json: previous 2018-12-31 does not lie before the batch, 2018-12-31");
  }

  @Test
  void aFileNameThatCouldLeadElsewhereIsRefused() throws Exception {
    for (String name : List.of("../part.csv", "a/part.csv", "a\\\\part.csv", ".part.csv", "")) {
      assertThat(refusal(with("part-0001.csv", name)))
          .isEqualTo(
              "manifest.json: the file name '%s' is empty, begins with a dot, or holds a slash or a control character"
                  .formatted(name.replace("\\\\", "\\")));
    }
    assertThat(
            refusal(
                with(
                    "[{",
                    "[{\"name\": \"part-0001.csv\", \"rows\": 0, \"sha256\": \""
                        + DIGEST
                        + "\"}, {")))
        .isEqualTo("manifest.json names the file part-0001.csv twice");
  }

  @Test
  void aNameFromOutsideIsPrintedShortAndOnOneLine() throws Exception {
    assertThat(refusal(with("part-0001.csv", "a\\nb\\u202e/" + "x".repeat(100))))
        .isEqualTo(
            "manifest.json: the file name 'a?b?/%s…' is empty, begins with a dot, or holds a slash or a control character"
                .formatted("x".repeat(55)));
    assertThat(refusal(with("part-0001.csv", "a\\nb.csv")))
        .isEqualTo(
            "manifest.json: the file name 'a?b.csv' is empty, begins with a dot, or holds a slash"
                + " or a control character");
  }

  @Test
  void rowsThatAreNoWholeNumberWithinReasonAreRefused() throws Exception {
    for (String rows : List.of("-1", "1000000001", "1.0", "1e3", "\"2\"", "null", "9".repeat(40))) {
      assertThat(refusal(with("\"rows\": 2", "\"rows\": " + rows)))
          .isEqualTo(
              "manifest.json: rows of part-0001.csv is no whole number from 0 to 1000000000");
    }
  }

  @Test
  void aFileWithoutADigestIsRefused() throws Exception {
    String refused = "manifest.json: sha256 of part-0001.csv is not 64 hexadecimal digits";
    assertThat(refusal(with(DIGEST, DIGEST.substring(1)))).isEqualTo(refused);
    assertThat(refusal(with(DIGEST, DIGEST.replace('0', 'x')))).isEqualTo(refused);
    assertThat(refusal(with(", \"sha256\": \"" + DIGEST + "\"", "")))
        .isEqualTo("manifest.json: sha256 is missing");
    assertThat(refusal(GOOD.replaceAll("\"files\": \\[.*]", "\"files\": [7]")))
        .isEqualTo("manifest.json: an entry of files is no object");
    assertThat(refusal(GOOD.replaceAll("\"files\": \\[.*]", "\"files\": {}")))
        .isEqualTo("manifest.json: files must be a list");
  }

  @Test
  void aManifestThatPromisesTheSameHasTheSameFingerprint() throws Exception {
    String fingerprint = read(GOOD).fingerprint();

    assertThat(read(GOOD.replace(" ", "")).fingerprint()).isEqualTo(fingerprint);
    assertThat(read(with("\"rows\": 2", "\"rows\": 3")).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(read(with("0123", "3210")).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(read(with("440300", "440400")).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(read(with("GB18030", "UTF-8")).fingerprint()).isNotEqualTo(fingerprint);
  }

  private Manifest read(String manifest) throws IOException, BatchRefused {
    Files.writeString(file, manifest, StandardCharsets.UTF_8);
    return folder().manifest(LIMITS, LocalDate.of(2018, 12, 31));
  }

  private String refusal(String manifest) throws IOException {
    return refusal(manifest.getBytes(StandardCharsets.UTF_8));
  }

  private String refusal(byte[] manifest) throws IOException {
    Files.write(file, manifest);
    return refusalOn(LocalDate.of(2018, 12, 31));
  }

  private String refusalOn(LocalDate today) {
    return catchThrowableOfType(BatchRefused.class, () -> folder().manifest(LIMITS, today))
        .getMessage();
  }

  private BatchFolder folder() {
    return BatchFolder.of("card", landing.toString(), new Configuration(false)).get(0);
  }

  private static String changes(String previous) {
    return GOOD.replace("\"full\"", "\"changes\"").replace("2018-12-30", previous);
  }

  private static String with(String found, String put) {
    assertThat(GOOD).contains(found);
    return GOOD.replace(found, put);
  }
}
