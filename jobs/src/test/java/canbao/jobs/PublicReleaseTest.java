package canbao.jobs;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.lake.Lake;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first of two nights becomes public. Then everybody of Guangzhou is learned to be a child, and
 * what is public is corrected.
 */
@ExtendWith({LocalSpark.class, TwoNights.Given.class})
class PublicReleaseTest {

  private static final String DAY = TwoNights.DAYS.get(0);
  private static final String LEARNED = TwoNights.DAYS.get(1);
  private static final String FIRST = "annual-2018-12-29-1";
  private static final String SECOND = "annual-2018-12-29-2";

  private final SparkSession spark;
  private final TwoNights nights;

  @TempDir private Path folder;
  private Path lake;
  private LocalCommand canbao;

  PublicReleaseTest(SparkSession spark, TwoNights nights) {
    this.spark = LocalCommand.sessionForFewRows(spark);
    this.nights = nights;
  }

  @Test
  void twoOthersThanTheSubmitterAgreeToJustThisAndACorrectionTellsWhyNumbersAreOthers() {
    lake = nights.copy(folder);
    canbao = nights.on(spark, lake);

    assertThat(done("draft --as-of " + DAY + " --kind annual --who chen.yi"))
        .containsPattern(FIRST + " +2018-12-29-r1 +draft +none: the first of its kind");
    assertThat(told("publish " + FIRST + " --who chen.yi"))
        .startsWith("5 canbao: " + FIRST + " cannot be published: its state is draft.");
    assertThat(done("submit " + FIRST + " --who chen.yi")).contains(" submitted ");
    assertThat(told("approve " + FIRST + " --who chen.yi"))
        .startsWith("4 canbao: " + FIRST + " cannot be approved: chen.yi has submitted it.");
    assertThat(done("approve " + FIRST + " --who li.er")).contains(" submitted ", " li.er ");
    assertThat(told("approve " + FIRST + " --who li.er"))
        .startsWith("4 canbao: " + FIRST + " cannot be approved: li.er has approved it before.");
    assertThat(told("publish " + FIRST + " --who chen.yi"))
        .startsWith("4 canbao: " + FIRST + " cannot be published: 1 of 2 approvals are given.");
    assertThat(done("approve " + FIRST + " --who wang.san")).contains("  approved  ");
    assertThat(done("publish " + FIRST + " --who chen.yi")).contains("  published  ");
    String correction =
        "draft --as-of %s --kind annual --who chen.yi --supersedes %s --reason letter-117"
            .formatted(DAY, FIRST);
    assertThat(told(correction)).startsWith("5 canbao: There is nothing to correct: ");

    LateCorrection.ofBirths(new Lake(spark, lake.toString()), LocalDate.parse(LEARNED));
    for (String step : List.of("coverage", "gate", "release")) {
      assertThat(canbao.run(step + " --as-of " + DAY).err()).isEmpty();
    }

    assertThat(told("draft --as-of " + DAY + " --kind annual --who chen.yi"))
        .startsWith("5 canbao: A annual release of 2018-12-29 cannot be drafted so: " + FIRST);
    assertThat(done(correction))
        .containsPattern(
            SECOND + " +2018-12-29-r2 +draft +" + FIRST + " +2018-12-29-r1 to 2018-12-29-r2\n");
    assertTheLedgerAddsUpAndBirthsAreItsOnlyCause();
    assertThat(canbao.run("diff 2018-12-29-r1 2018-12-29-r2").out())
        .containsPattern("residence +resident_due +pension +440100 +广州市 +[0-9]+ +[0-9]+ +-[1-9]")
        .doesNotContain(" medical ");
    assertThat(done("submit " + SECOND + " --who chen.yi")).contains(" submitted ");
    assertThat(done("approve " + SECOND + " --who li.er")).contains(" li.er ");

    DeltaTable.forPath(spark, lake.resolve("release/revision").toString())
        .delete(expr("division = '440100' AND step = 'birth'"));

    assertThat(told("approve " + SECOND + " --who wang.san"))
        .startsWith(
            "4 canbao: "
                + SECOND
                + " cannot be approved: its release or its rows in release.revision are not those"
                + " that were drafted. Draft it again; approvals of the old content are void.");
    assertThat(done("return " + SECOND + " --who wang.san --reason ledger"))
        .containsPattern(SECOND + " +2018-12-29-r2 +draft +" + FIRST)
        .doesNotContain("li.er");
    assertThat(told("submit " + SECOND + " --who chen.yi")).startsWith("4 canbao: ");
    assertThat(done("list").lines().filter(line -> line.startsWith("annual-"))).hasSize(2);
  }

  private void assertTheLedgerAddsUpAndBirthsAreItsOnlyCause() {
    Dataset<Row> revision =
        spark.read().format("delta").load(lake.resolve("release/revision").toString());
    Dataset<Row> unlike =
        revision
            .groupBy("basis", "denominator", "family", "division")
            .agg(
                expr("sum(CASE WHEN step = 'known' THEN -due ELSE due END) AS due"),
                expr("sum(CASE WHEN step = 'known' THEN -covered ELSE covered END) AS covered"))
            .filter("due != 0 OR covered != 0");

    assertThat(TextTable.drawn(unlike).lines()).hasSize(1);
    assertThat(TextTable.drawn(revision.select("step").distinct()))
        .isEqualTo("step string\nbirth\nknown\npublished");
    assertThat(
            revision
                .filter("step = 'birth' AND denominator = 'resident_due' AND family = 'pension'")
                .filter("division IN ('440100', '440000') AND due < 0 AND covered < 0")
                .count())
        .isEqualTo(2);
  }

  private String done(String line) {
    LocalCommand.Outcome outcome = canbao.run("publication " + line);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    return outcome.out() + "\n";
  }

  private String told(String line) {
    LocalCommand.Outcome outcome = canbao.run("publication " + line);
    return outcome.code() + " " + outcome.err();
  }
}
