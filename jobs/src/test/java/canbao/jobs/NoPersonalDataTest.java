package canbao.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A dirty province has a night, and then a day of broken batches that hold its people in all the
 * wrong places; all that was said is searched for the people of the files.
 */
@Isolated("all that is said is caught here")
@ExtendWith(LocalSpark.class)
class NoPersonalDataTest {

  private static final String GOOD_DAY = "2018-12-30";
  private static final String BROKEN_DAY = "2018-12-31";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2019-01-15T01:00:00Z"), ZoneId.of("Asia/Shanghai"));
  private static final Pattern HAN_NAME = Pattern.compile(".*\\p{IsHan}.*\\p{IsHan}.*");

  @TempDir private static Path folder;
  private static final ByteArrayOutputStream SAID = new ByteArrayOutputStream();
  private static Set<String> people;
  private static int codeOfTheNight;
  private static int codeOfTheBrokenDay;

  @BeforeAll
  static void aDirtyNightAndABrokenDay(SparkSession shared) throws Exception {
    SparkSession spark = LocalCommand.sessionForFewRows(shared);
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream said = new PrintStream(SAID, true, UTF_8);
    System.setOut(said);
    System.setErr(said);
    SparkListener pages = pages(said);
    shared.sparkContext().addSparkListener(pages);
    try {
      assertThat(run(spark, said, sample())).isZero();
      people = people();
      codeOfTheNight = run(spark, said, "night --as-of " + GOOD_DAY + settings());
      breakTheNextDay();
      codeOfTheBrokenDay = run(spark, said, "night --as-of " + BROKEN_DAY + settings());
      shared.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      shared.sparkContext().removeSparkListener(pages);
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void theFilesHoldManyPeopleAndTheNightsSaidMuch() {
    assertThat(people.stream().filter(value -> value.matches("[0-9]{17}[0-9X]")).count())
        .isGreaterThan(1000);
    assertThat(people.stream().filter(value -> HAN_NAME.matcher(value).matches()).count())
        .isGreaterThan(500);
    assertThat(codeOfTheNight).isZero();
    assertThat(codeOfTheBrokenDay).isEqualTo(3);
    assertThat(said())
        .contains(
            "INFO  StepTable: ingest done", "WARN  IntakeRecord: population 2018-12-31 is refused")
        .contains("广州市", "canbao: Input for 2018-12-31 is not ready: ")
        .contains("\ningest: land population 2018-12-30\n", "\nregister: first lists of person ");
  }

  @Test
  void noNumberAndNoNameOfAnybodyIsInALogOrMessage() {
    String said = said();

    assertThat(people.stream().filter(said::contains)).isEmpty();
  }

  @Test
  void noNumberAndNoNameOfAnybodyIsInTheReasonsOfBatchesRowsAndRules(SparkSession spark) {
    List<String> reasons = new ArrayList<>();
    for (String query :
        List.of(
            "SELECT reason FROM delta.`%s/quality/batch` WHERE reason IS NOT NULL",
            "SELECT DISTINCT explode(reasons) FROM delta.`%s/quality/rejected`",
            "SELECT DISTINCT concat_ws(' ', rule, source, status) FROM delta.`%s/quality/rule_result`")) {
      List<Row> rows = spark.sql(query.formatted(folder.resolve("lake"))).collectAsList();
      assertThat(rows).isNotEmpty();
      rows.forEach(row -> reasons.add(row.getString(0)));
    }
    String all = String.join("\n", reasons);

    assertThat(people.stream().filter(all::contains)).isEmpty();
  }

  /** Says what Spark's pages and event logs call the jobs. */
  private static SparkListener pages(PrintStream said) {
    return new SparkListener() {
      @Override
      public void onJobStart(SparkListenerJobStart start) {
        said.println(start.properties().getProperty("spark.job.description"));
      }
    };
  }

  private static String said() {
    return SAID.toString(UTF_8);
  }

  private static String sample() {
    return "sample --persons 1500 --days 1 --dirt normal --seed 5 --last-day "
        + GOOD_DAY
        + " --out "
        + folder.resolve("province");
  }

  private static String settings() {
    return " --landing " + folder.resolve("province") + " --lake " + folder.resolve("lake");
  }

  private static int run(SparkSession spark, PrintStream said, String line) {
    List<String> args = new ArrayList<>(List.of(line.split(" ", -1)));
    args.addAll(List.of("--conf", "../conf"));
    Launcher launcher =
        new Launcher(
            Steps.ofCanbao(),
            (settings, name, work) -> LogText.copied(said, () -> work.accept(spark)),
            said,
            CLOCK);
    return new Canbao(launcher, new PrintWriter(said, true, UTF_8))
        .run(args.toArray(String[]::new));
  }

  /**
   * Every document number of 15 characters or more, as sent and as read, and every Chinese name of
   * 3 or more.
   */
  private static Set<String> people() throws IOException {
    Set<String> values = new HashSet<>();
    for (Path manifest : manifests()) {
      JsonNode batch = new ObjectMapper().readTree(manifest.toFile());
      for (JsonNode file : batch.get("files")) {
        Path path = manifest.resolveSibling(file.get("name").asText());
        for (NamedCsvRecord row : records(path, batch.get("encoding").asText())) {
          row.findField("AAC147")
              .filter(number -> number.length() >= 15)
              .ifPresent(number -> values.addAll(List.of(number, readForm(number))));
          row.findField("AAC003")
              .filter(name -> name.length() > 2 && HAN_NAME.matcher(name).matches())
              .ifPresent(values::add);
        }
      }
    }
    return values;
  }

  private static String readForm(String number) {
    return Normalizer.normalize(number, Normalizer.Form.NFKC).replaceAll("[\\p{Z}\\p{C}]", "");
  }

  private static List<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("province"))) {
      return files.filter(file -> file.endsWith("manifest.json")).toList();
    }
  }

  private static List<NamedCsvRecord> records(Path file, String encoding) throws IOException {
    try (InputStreamReader text =
        new InputStreamReader(
            new ByteArrayInputStream(unzipped(file)), Charset.forName(encoding))) {
      return CsvReader.builder().ofNamedCsvRecord(text).stream().toList();
    }
  }

  private static byte[] unzipped(Path file) throws IOException {
    try (InputStream stored = Files.newInputStream(file);
        InputStream plain =
            file.toString().endsWith(".gz") ? new GZIPInputStream(stored) : stored) {
      return plain.readAllBytes();
    }
  }

  /** The same people again, in files that each break the contract in another way. */
  private static void breakTheNextDay() throws Exception {
    breakBatch("population", text -> text.substring(text.indexOf('\n') + 1));
    breakBatch("enrolment_pension", text -> text.replaceFirst("\n([^,]*),", "\n$1,\0,"));
    breakBatch("enrolment_labour", text -> text + "\"欧\"阳,\n");
    breakBatch("enrolment_medical", text -> text.replaceFirst("\n", ",\n"));
  }

  private interface Breaking {
    String of(String text);
  }

  private static void breakBatch(String source, Breaking breaking) throws Exception {
    Path good = folder.resolve("province").resolve(source).resolve(GOOD_DAY);
    JsonNode batch = new ObjectMapper().readTree(good.resolve("manifest.json").toFile());
    JsonNode first = batch.get("files").get(0);
    Charset encoding = Charset.forName(batch.get("encoding").asText());
    String text = new String(unzipped(good.resolve(first.get("name").asText())), encoding);
    byte[] broken = breaking.of(text).getBytes(encoding);
    Path folderOfDay = Files.createDirectories(good.resolveSibling(BROKEN_DAY));
    Path unusedFile = Files.write(folderOfDay.resolve("part.csv"), broken);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(broken));
    String manifest =
        """
        {"source": "%s", "batch": "%s", "mode": "full", "scope": ["440000"], "encoding": "%s",
         "files": [{"name": "part.csv", "rows": %s, "sha256": "%s"}]}
        """
            .formatted(source, BROKEN_DAY, encoding.name(), first.get("rows"), sha256);
    Path unusedManifest = Files.writeString(folderOfDay.resolve("manifest.json"), manifest, UTF_8);
  }
}
