package canbao.jobs.sample;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalSpark;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class SampleProvinceTest {

  private static final int PERSONS = 20_000;

  @TempDir Path folder;

  @Test
  void sameOptionsGiveSameBytesTwice(SparkSession spark) {
    SampleSummary first = SampleProvince.write(spark, options("one", Dirt.HEAVY));
    SampleSummary second = SampleProvince.write(spark, options("two", Dirt.HEAVY));
    assertThat(second).isEqualTo(first);
    assertSameBytes(
        SampleFiles.bytes(folder.resolve("two")), SampleFiles.bytes(folder.resolve("one")));
  }

  @Test
  void oneTaskAfterTheOtherInReverseGivesTheSameBytes(SparkSession spark) throws IOException {
    SampleSummary unused = SampleProvince.write(spark, options("spark", Dirt.NORMAL));
    SampleOptions alone = options("alone", Dirt.NORMAL);
    for (int day = alone.days() - 1; day >= 0; day--) {
      for (int part = Portion.parts(alone.persons()) - 1; part >= 0; part--) {
        var written =
            new PortionWriter(new Portion(alone, day, part)).write(new Configuration(false));
        assertThat(written.dayIndex()).isEqualTo(day);
      }
    }
    Map<String, byte[]> expected = SampleFiles.bytes(folder.resolve("spark"));
    expected.keySet().removeIf(name -> name.endsWith("manifest.json"));
    expected.keySet().removeAll(List.of("truth/coverage.csv", "truth/options.txt"));
    assertSameBytes(SampleFiles.bytes(folder.resolve("alone")), expected);
  }

  @Test
  void anotherSeedGivesAnotherProvince(SparkSession spark) throws IOException {
    SampleSummary one = SampleProvince.write(spark, options("seed 1", Dirt.CLEAN));
    SampleOptions other =
        new SampleOptions(
            folder.resolve("seed 2").toString(),
            PERSONS,
            3,
            2,
            Dirt.CLEAN,
            LocalDate.of(2018, 12, 31));
    assertThat(SampleProvince.write(spark, other)).isNotEqualTo(one);
  }

  @Test
  void manifestsTellTheTruthAboutEveryFile(SparkSession spark) throws Exception {
    SampleSummary summary = SampleProvince.write(spark, options("a", Dirt.HEAVY));
    Map<String, byte[]> files = SampleFiles.bytes(folder.resolve("a"));
    TreeSet<String> expected = new TreeSet<>();
    long rows = 0;
    for (String name : files.keySet()) {
      if (name.endsWith("manifest.json")) {
        JsonNode manifest = new ObjectMapper().readTree(files.get(name));
        String batch = name.replace("manifest.json", "");
        assertThat(batch)
            .isEqualTo(
                manifest.get("source").asText() + "/" + manifest.get("batch").asText() + "/");
        for (JsonNode file : manifest.get("files")) {
          expected.add(batch + file.get("name").asText());
          rows += assertFile(batch, file, manifest.get("encoding").asText(), files);
        }
      }
    }
    assertThat(rows).isEqualTo(summary.total());
    files.keySet().removeIf(name -> name.startsWith("truth/") || name.endsWith("manifest.json"));
    assertThat(files.keySet()).isEqualTo(expected);
  }

  private static long assertFile(
      String batch, JsonNode entry, String encoding, Map<String, byte[]> files) throws Exception {
    String name = entry.get("name").asText();
    byte[] bytes = files.get(batch + name);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertThat(entry.get("sha256").asText()).isEqualTo(digest);
    String text = SampleFiles.text(name, bytes, encoding);
    assertThat(SampleFiles.firstLines(text)).hasSize(entry.get("rows").asInt());
    return entry.get("rows").asLong();
  }

  @Test
  void changesBuildOnTheDayBeforeAndFullListsOnNothing(SparkSession spark) throws IOException {
    SampleSummary unused = SampleProvince.write(spark, options("a", Dirt.CLEAN));
    assertThat(manifest("population", "2018-12-29"))
        .contains("\"mode\": \"full\"", "[\"440000\"]")
        .doesNotContain("previous");
    assertThat(manifest("population", "2018-12-31"))
        .contains("\"mode\": \"changes\"", "\"previous\": \"2018-12-30\"");
    assertThat(manifest("enrolment_labour", "2018-12-31")).contains("\"mode\": \"full\"");
    assertThat(folder.resolve("a/benefit/2018-12-30")).doesNotExist();
  }

  private String manifest(String source, String date) throws IOException {
    return Files.readString(
        folder.resolve("a").resolve(source).resolve(date).resolve("manifest.json"));
  }

  @Test
  void rowTruthNamesThePhysicalLineOfEveryRecord(SparkSession spark) throws IOException {
    SampleSummary unused = SampleProvince.write(spark, options("a", Dirt.HEAVY));
    Map<String, List<Integer>> lines =
        SampleFiles.truth(folder.resolve("a"), "rows").stream()
            .map(line -> line.split(",", -1))
            .collect(
                groupingBy(
                    fields -> String.join("/", Arrays.asList(fields).subList(0, 3)),
                    mapping(fields -> Integer.valueOf(fields[3]), toList())));
    for (String file : lines.keySet()) {
      String encoding = encoding(file);
      byte[] bytes = Files.readAllBytes(folder.resolve("a").resolve(file));
      assertThat(lines.get(file))
          .as(file)
          .isEqualTo(SampleFiles.firstLines(SampleFiles.text(file, bytes, encoding)));
    }
    assertThat(lines).hasSizeGreaterThan(20);
  }

  private static String encoding(String file) {
    String source = file.substring(0, file.indexOf('/'));
    return List.of("population", "enrolment_pension", "card").contains(source)
        ? "GB18030"
        : "UTF-8";
  }

  @Test
  void faultsInFilesLeaveTheTruthAsItIs(SparkSession spark) throws IOException {
    SampleSummary clean = SampleProvince.write(spark, options("clean", Dirt.CLEAN));
    SampleSummary heavy = SampleProvince.write(spark, options("heavy", Dirt.HEAVY));
    assertThat(heavy.total()).isGreaterThan(clean.total());
    assertThat(folder.resolve("heavy/truth/coverage.csv"))
        .hasSameTextualContentAs(folder.resolve("clean/truth/coverage.csv"));
    assertThat(SampleFiles.truth(folder.resolve("clean"), "faults")).isEmpty();
  }

  @Test
  void aSampleNeverOverwritesWhatIsNotItsOwn(SparkSession spark) throws IOException {
    Files.writeString(folder.resolve("letter.txt"), "mine");
    SampleOptions options =
        new SampleOptions(folder.toString(), 10, 1, 1, Dirt.CLEAN, LocalDate.of(2018, 12, 31));
    assertThatThrownBy(() -> SampleProvince.write(spark, options))
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("is not empty");
  }

  @Test
  void aSampleOfNobodyIsRefused() {
    assertThatThrownBy(
            () -> new SampleOptions("x", 0, 1, 1, Dirt.CLEAN, LocalDate.of(2018, 12, 31)))
        .hasMessageContaining("the number of persons is 0");
  }

  @Test
  void oneSinglePersonIsAProvinceToo(SparkSession spark) {
    SampleOptions options =
        new SampleOptions(
            folder.resolve("one").toString(), 1, 3, 1, Dirt.NORMAL, LocalDate.of(2018, 12, 31));
    assertThat(SampleProvince.write(spark, options).rows()).containsEntry("population", 1L);
  }

  private static void assertSameBytes(Map<String, byte[]> actual, Map<String, byte[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
  }

  private SampleOptions options(String name, Dirt dirt) {
    return new SampleOptions(
        folder.resolve(name).toString(), PERSONS, 3, 1, dirt, LocalDate.of(2018, 12, 31));
  }
}
