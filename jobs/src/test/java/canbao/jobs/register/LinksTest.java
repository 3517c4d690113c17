package canbao.jobs.register;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.lake.Lake;
import canbao.udfs.Functions;
import canbao.udfs.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who people of other sources are: one run of the passes over a few people. */
@ExtendWith(LocalSpark.class)
class LinksTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);
  private static final Pseudonym PSEUDONYM =
      new Pseudonym("a secret of thirty-two bytes, 32".getBytes(StandardCharsets.US_ASCII));
  private static final String COLUMNS =
      "who STRING | number STRING | is_valid BOOLEAN | name STRING | birth DATE | sex STRING | place STRING";

  @TempDir private static Path folder;
  private static String found;
  private static String plan;

  @BeforeAll
  static void peopleOfThePopulationAndOthers(SparkSession spark) {
    Dataset<Row> population =
        people(
            spark,
            RegisterTables.POPULATION,
            """
            陈伟 of 广州           | 440105198001010012 | true  | 陈伟 | 1980-01-01 | 1 | 440105
            twin 一               | 440305197506020116 | true  | 李一 | 1975-06-02 | 1 | 440305
            twin 二               | 440305197506020132 | true  | 李二 | 1975-06-02 | 1 | 440305
            one 王芳              | 440105197107070027 | true  | 王芳 | 1971-07-07 | 2 | 440105
            other 王芳            | 440105197107070043 | true  | 王芳 | 1971-07-07 | 2 | 440305
            moved to 深圳         | 440605199003030043 | true  | 黄敏 | 1990-03-03 | 2 | 440305
            阿依·古丽             | 440781196609090022 | true  | 阿依·古丽 | 1966-09-09 | 2 | 440781
            wrong in population   | 440181196505050010 | false | 何强 | 1955-05-05 | 1 | 440105
            without birth         | 44018194505050016  | false | 何刚 |            | 1 | 440105
            nothing in population |                    | false | 郑丽 | 1962-02-02 | 2 | 440105
            one 李双              | 440305195511110012 | false | 李双 | 1955-11-11 | 1 | 440305
            other 李双            |                    | false | 李双 | 1966-11-11 | 1 | 440305
            claimed twice         |                    | false | 林海 | 1958-08-08 | 1 | 440105
            """);
    Dataset<Row> others =
        people(
            spark,
            RegisterTables.OTHERS,
            """
            wrong digit                 | 440105198001010062 | false | 陈伟 |            |   | 440300
            wrong digit, other name     | 440105198001010062 | false | 陈明 |            |   | 440100
            wrong digit, other birth    | 440105198001010072 | false | 陈伟 | 1981-01-01 |   | 440100
            digit left out              | 44010519800101002  | false | 陈伟 |            |   | 440100
            between twins               | 440305197506020136 | false | 李二 |            |   | 440300
            between two of one name     | 440105197107070047 | false | 王芳 |            |   | 440100
            no number                   |                    | false | 黄敏 | 1990-03-03 | 2 | 440300
            no number, another city     |                    | false | 黄敏 | 1990-03-03 |   | 440600
            no number, other sex        |                    | false | 黄敏 | 1990-03-03 | 1 | 440300
            no number, two of one name  |                    | false | 王芳 | 1971-07-07 | 2 | 440100
            no number, no birth         |                    | false | 陈伟 |            | 1 | 440100
            another dot                 | 440781196609090072 | false | 阿依•古丽 |       |   |
            a name alone                |                    | false | 李一 |            |   | 440300
            a name that two have there  |                    | false | 李双 |            |   | 440300
            a lost character            | 440605199003030093 | false | 黄?  |            |   | 440300
            nearly the name             | 440605199003030093 | false | 黄铭 | 1990-03-03 |   | 440300
            nearly the name, no birth   | 440605199003030093 | false | 黄铭 |            |   | 440300
            another number altogether   | 110105196609090021 | false | 阿依·古丽 | 1966-09-09 | 2 | 440700
            nobody's number             | 440105198001010039 | true  | 陈伟 | 1980-01-01 | 1 | 440100
            right, of wrong             | 440181195505050010 | true  | 何墙/何强 | 1955-05-05 | 1 | 440100
            right, of without birth     | 440181194505050016 | true  | 何刚 | 1945-05-05 | 1 | 440100
            one who claims              | 440105195808080018 | true  | 林海 | 1958-08-08 | 1 | 440100
            another who claims          | 440105195808080034 | true  | 林海 | 1958-08-08 | 1 | 440100
            right, of nothing           | 440105196202020023 | true  | 郑丽 | 1962-02-02 | 2 | 440100
            """);
    Dataset<Row> persons =
        population.select(
            col("person_key"),
            col("place").as("registration_division"),
            lit(null).cast("string").as("residence_division"));
    Links links = new Links(new Lake(spark, folder.toString()), DAY, () -> PSEUDONYM);
    Dataset<Row> rows =
        links.found(
            Links.leftovers(Few.of(others, 24), persons), population.unionByName(others), persons);
    // As JSON, because a drawn plan is cut off at the length that the settings give it.
    plan = rows.queryExecution().executedPlan().toJSON();
    Dataset<Row> from = others.select(col("person_key").as("from_key"), col("who").as("from"));
    Dataset<Row> to = population.select(col("person_key").as("to_key"), col("who").as("to"));
    found =
        TextTable.drawn(
            rows.join(from, "from_key")
                .join(to, rows.col("to_key").equalTo(to.col("to_key")), "left_outer")
                .select("from", "to", "method", "certainty"));
  }

  @Test
  void onlyWhoCanBeNobodyElseIsLinkedForCertain() {
    assertThat(found)
        .isEqualTo(
            """
            from string | to string | method string | certainty string
            a lost character | moved to 深圳 | repaired_number | certain
            a name alone | twin 一 | name_and_place | probable
            a name that two have there |  | ambiguous | none
            another dot | 阿依·古丽 | repaired_number | certain
            another number altogether | 阿依·古丽 | name_and_birth | probable
            another who claims |  | ambiguous | none
            between twins | twin 二 | repaired_number | certain
            between two of one name |  | ambiguous | none
            digit left out | 陈伟 of 广州 | repaired_number | certain
            nearly the name | moved to 深圳 | repaired_number | probable
            no number | moved to 深圳 | name_and_birth | certain
            no number, another city | moved to 深圳 | name_and_birth | probable
            no number, no birth | 陈伟 of 广州 | name_and_place | probable
            no number, two of one name |  | ambiguous | none
            one who claims |  | ambiguous | none
            right, of nothing | nothing in population | name_and_birth | certain
            right, of without birth | without birth | repaired_register_number | probable
            right, of wrong | wrong in population | repaired_register_number | certain
            wrong digit | 陈伟 of 广州 | repaired_number | certain
            wrong digit, other birth | 陈伟 of 广州 | repaired_number | probable""");
  }

  @Test
  void nobodyIsComparedWithEverybodyAndNobodysRowIsMovedForIt() {
    assertThat(plan)
        .contains("BroadcastHashJoin")
        .doesNotContain("NestedLoopJoin", "CartesianProduct", "SortMergeJoin", "ShuffledHashJoin");
  }

  private static Dataset<Row> people(SparkSession spark, String broughtBy, String rows) {
    Dataset<Row> drawn = TextTable.table(spark, COLUMNS + "\n" + rows.strip());
    Column ownKey = Functions.personKey(PSEUDONYM, col("who"));
    Column isPopulation = lit(broughtBy.equals(RegisterTables.POPULATION));
    return drawn.select(
        col("who"),
        col("place"),
        when(col("is_valid"), Functions.personKey(PSEUDONYM, col("number")))
            .otherwise(ownKey)
            .as("person_key"),
        col("is_valid").as("has_valid_number"),
        lit("01").as("document_type"),
        col("number").as("document"),
        col("name"),
        col("birth"),
        col("sex"),
        when(not(isPopulation), split(col("name"), "/")).as("names"),
        array(Functions.cityOf(col("place"))).as("cities"),
        lit(broughtBy).as("brought_by"));
  }
}
