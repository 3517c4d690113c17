package canbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.run.ConfCopy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The example of conf/rules/README.md: a city's own rule, whose examples are a day off. */
@ExtendWith(LocalSpark.class)
class CheckedRulesTest {

  private static final String README = "../conf/rules/README.md";
  private static final String RULES = "conf/rules/card_zhongshan.yml";

  private final SparkSession spark;
  private LocalCommand canbao;
  private Path conf;

  @TempDir private Path folder;

  CheckedRulesTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void examplesOfACitysOwnRulesAreCheckedWithoutABuild() throws IOException {
    conf = ConfCopy.in(folder).folder();
    canbao = new LocalCommand(spark, folder.resolve("landing"), folder.resolve("lake")).with(conf);
    Files.writeString(
        conf.resolve("sources/card_zhongshan.yml"),
        "source: card_zhongshan\nlike: card\nrequired: false\nmax_age_days: unlimited\n");
    String readme = Files.readString(Path.of(README), StandardCharsets.UTF_8);
    String rules = between("`" + RULES + "`:\n\n```yaml\n", "```", readme);
    String told = between("a day off:\n\n```\nconf", "```", readme);

    assertThat(checked(rules))
        .isEqualTo(
            "2 %s%s1 fault in the examples of rules: ".formatted(conf, told)
                + "rules are what their examples show, and these show something else. Correct the"
                + " rule or its examples; conf/rules/README.md says what they are.\n");
    assertThat(checked(rules.replace("2011-12-30", "2011-12-31")))
        .isEqualTo("0 3 examples of the rules of 1 source come out as they say\n");
    assertThat(checked(rules.replace("      unknown: [{ISSUED: null}]\n", "")))
        .contains("has no golden row for unknown; this would be one: ISSUED = null");
    assertThat(
            checked(rules.replace("pass: [{ISSUED: 2012-01-01}]", "pass: [{ISSUED: 2011-01-01}]")))
        .contains(
            ":10:14 rule card_zhongshan.issued_since_2012: the example is given for pass and comes"
                + " out as fail: ISSUED = 2011-01-01");
  }

  private String checked(String rules) throws IOException {
    Files.writeString(conf.resolve("rules/card_zhongshan.yml"), rules, StandardCharsets.UTF_8);
    Outcome outcome = canbao.run("rules --check --source card_zhongshan");
    return outcome.code() + " " + outcome.err() + outcome.out();
  }

  private static String between(String before, String after, String text) {
    int from = text.indexOf(before) + before.length();
    return text.substring(from, text.indexOf(after, from));
  }
}
