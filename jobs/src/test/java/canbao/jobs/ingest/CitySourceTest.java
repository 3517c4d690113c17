package canbao.jobs.ingest;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.LocalSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of conf/README.md: a city's own source, as a reader would add it. */
@ExtendWith(LocalSpark.class)
class CitySourceTest {

  private static final String SOURCE = "enrolment_labour_zhongshan";
  private static final String DAY = "2018-12-31";

  /** Every row breaks it; it ended on the day before. */
  private static final String RULE_OF_OLD =
      """
      owner: Zhongshan
      rules:
        - id: enrolment_labour_zhongshan.of_old
          severity: reject_row
          dimension: validity
          sentence: {en: No row is sent, zh: 不报送任何行}
          predicate: 1 = 2
          valid_until: 2018-12-30
          golden: {pass: [{}], fail: [{}]}
      """;

  @TempDir private Path folder;

  @Test
  void theExampleOfTheReadmeGivesTheRowsThatStandThere(SparkSession spark) throws IOException {
    String readme = Files.readString(Path.of("../conf/README.md"), StandardCharsets.UTF_8);
    Path conf = folder.resolve("conf");
    FileUtils.copyDirectory(Path.of("../conf").toFile(), conf.toFile());
    for (String file : List.of("sources/" + SOURCE + ".yml", "sources/" + SOURCE + ".csv")) {
      Files.writeString(conf.resolve(file), blockAfter(readme, "`conf/" + file + "`:"));
    }
    Files.writeString(conf.resolve("rules/" + SOURCE + ".yml"), RULE_OF_OLD);
    Path landing = folder.resolve("province");
    new BatchWriter(landing, SOURCE, DAY)
        .scope("442000")
        .file("part.csv", blockAfter(readme, "`part.csv`,").lines().toList())
        .write();
    LocalCommand canbao = new LocalCommand(spark, landing, folder.resolve("lake")).with(conf);

    Outcome ingest = canbao.run("ingest --as-of " + DAY + " --source " + SOURCE);
    Outcome register = canbao.run("register --as-of " + DAY);

    assertThat(ingest.err() + register.err()).isEmpty();
    String enrolments = blockAfter(readme, "`register.enrolment` has");
    assertThat(drawn(table(spark, "register/enrolment").orderBy("relation_id"), enrolments))
        .isEqualTo(enrolments);
    String rejected = blockAfter(readme, "`quality.rejected` what");
    Dataset<Row> rows =
        table(spark, "quality/rejected")
            .selectExpr("line_no", "array_join(reasons, '; ') AS reasons");
    assertThat(drawn(rows.orderBy("line_no"), rejected)).isEqualTo(rejected);
    assertThat(
            table(spark, "quality/rule_result")
                .filter("rule = '" + SOURCE + ".of_old'")
                .groupBy("status", "checked")
                .count()
                .collectAsList())
        .hasToString("[[NOT_APPLICABLE,0,22]]");
  }

  private Dataset<Row> table(SparkSession spark, String table) {
    return spark.read().format("delta").load(folder.resolve("lake").resolve(table).toString());
  }

  /** The rows with the columns that the first line of a drawing names. */
  private static String drawn(Dataset<Row> rows, String drawing) {
    String header = drawing.lines().findFirst().orElseThrow();
    String[] columns = header.split(" \\| ");
    Stream<String> lines =
        rows.selectExpr(columns).collectAsList().stream().map(CitySourceTest::line);
    return Stream.concat(Stream.of(header), lines).collect(joining("\n", "", "\n"));
  }

  private static String line(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> Objects.toString(row.get(i), ""))
        .collect(joining(" | "));
  }

  /** The first block of code after a text. */
  private static String blockAfter(String readme, String text) {
    Matcher block =
        Pattern.compile(Pattern.quote(text) + ".*?```[a-z]*\\n(.*?)```", Pattern.DOTALL)
            .matcher(readme);
    assertThat(block.find()).as(text).isTrue();
    return block.group(1);
  }
}
