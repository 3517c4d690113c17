package canbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({LocalSpark.class, TwoNights.Given.class})
class ProfileCommandTest {

  private final SparkSession spark;
  private final TwoNights nights;
  private final LocalCommand canbao;

  @TempDir private Path folder;

  ProfileCommandTest(SparkSession spark, TwoNights nights) {
    this.spark = spark;
    this.nights = nights;
    this.canbao = nights.on(spark, nights.lake());
  }

  @Test
  void theNewestFullListIsLookedAtAndNobodyIsNamed() {
    LocalCommand.Outcome profile = canbao.run("profile --source population");

    assertThat(profile.err()).isEmpty();
    assertThat(profile.out())
        .startsWith("population, batch of 2018-12-29 (full): 1,192 accepted rows\n")
        .containsPattern("AAC003 +name +100.00% ")
        .containsPattern("AAC003 .* not shown\n");
  }

  @Test
  void suggestedRulesAreAFileOfRules() throws IOException {
    Path conf = folder.resolve("conf");
    FileUtils.copyDirectory(Path.of("../conf").toFile(), conf.toFile());
    Path rules = conf.resolve("rules/card.yml");

    assertThat(canbao.run("profile --source card --format yaml --out " + rules).code()).isZero();

    assertThat(Files.readString(rules, StandardCharsets.UTF_8)).contains("- id: card.");
    LocalCommand.Outcome printed =
        nights.on(spark, nights.lake()).with(conf).run("rules --source card");
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out()).contains("card.card_state_present");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(canbao.run("profile --source card --batch 2018-12-01"))
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(3);
              assertThat(said.err())
                  .startsWith(
                      "canbao: There is nothing of the source card to look at: no batch of"
                          + " 2018-12-01 was accepted.");
            });
    assertThat(canbao.run("profile --source card --format html").code()).isEqualTo(2);
  }
}
