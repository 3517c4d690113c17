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
import canbao.jobs.lake.Few;
import canbao.jobs.lake.Lake;
import canbao.jobs.linkage.LinkModel;
import canbao.jobs.run.Settings;
import canbao.udfs.Functions;
import canbao.udfs.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.storage.StorageLevel;
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
      "who STRING | number STRING | is_valid BOOLEAN | name STRING | birth DATE | sex STRING |"
          + " place STRING";

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
            one 周明              | 440105195303030015 | true  | 周明 | 1953-03-03 | 1 | 440105
            other 周明            | 440105196404040017 | true  | 周明 | 1964-04-04 | 1 | 440105
            杨帆 of E4            | 440105197704040028 | true  | 杨帆 | 1977-04-04 | 2 | 440105
            other 杨帆            | 440305197704040020 | true  | 杨帆 | 1977-04-04 | 2 | 440305
            吴珊 of E3            | 440105197303030024 | true  | 吴珊 | 1973-03-03 | 2 | 440105
            何绮 with a pass      | H12345678          | true  | 何绮 |            |   | 440105
            赖文 with a permit    | 820000197001010011 | true  | 赖文 | 1970-01-01 | 1 | 440105
            corrected number      | 440105196912120018 | true  | 丁强 | 1969-12-12 | 1 | 440105
            account taken over    | 440105195210100013 | true  | 钱进 | 1952-10-10 | 1 | 440105
            KIM ANNA, old card    | KAZ110090123105    | true  | KIM ANNA | 1990-12-31 | 2 | 440105
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
            two slips                   | 440105198010101042 | false | 陈伟 |            |   | 440100
            two slips and the birth     | 440105198010101042 | false | 陈伟 | 1980-01-01 |   | 440100
            a third twin                |                    | false | 李三 | 1975-06-02 | 1 | 440300
            a name and an employer      |                    | false | 周明 |            |   | 440100
            the one name of an employer |                    | false | 吴珊 |            |   | 440100
            a name like it, one birth   |                    | false | 黄明 | 1990-03-03 | 2 | 440300
            何绮 with a permit          | 810000195901010021 | true  | 何绮 | 1959-01-01 | 2 | 440100
            赖文 with a pass            | M12345678          | true  | 赖文 |            |   | 440100
            number corrected            | 440105196912120034 | true  | 丁强 | 1969-12-12 | 1 | 440100
            who took it over            | 440105195210100039 | true  | 孙立 | 1952-10-10 | 1 | 440100
            KIM ANNA, new card          | 911398199012310021 | true  | KIM ANNA | 1990-12-31 | 2 | 440100
            birth and employer          |                    | false | 杨帆 | 1977-04-04 | 2 | 440600
            a large employer            |                    | false | 周明 |            |   | 440100
            right, of nothing           | 440105196202020023 | true  | 郑丽 | 1962-02-02 | 2 | 440100
            """);
    Dataset<Row> persons =
        population.select(
            col("person_key"),
            col("place").as("registration_division"),
            lit(null).cast("string").as("residence_division"));
    Lake lake = new Lake(spark, folder.toString());
    lake.add(RegisterTables.ENROLMENT, relations(spark, population.unionByName(others)));
    LinkModel model = Settings.load(Path.of("../conf"), "local", Map.of()).links();
    Links links = new Links(lake, model, DAY, () -> PSEUDONYM);
    Few leftovers = Links.leftovers(Few.of(others, 40), persons);
    Few kept = links.proposed(leftovers, Evidence.of(population.unionByName(others))).get(0);
    // As JSON, because a drawn plan is cut off at the length that the settings give it.
    InMemoryRelation searched = (InMemoryRelation) kept.rows().queryExecution().withCachedData();
    String search = searched.cachedPlan().toJSON();
    Homes homes = new Homes(persons, lake.read(RegisterTables.ENROLMENT));
    Dataset<Row> rows =
        new Grading(new Weighing(model, 100_000))
            .links(homes.described(kept))
            .persist(StorageLevel.MEMORY_ONLY());
    plan = search + rows.queryExecution().executedPlan().toJSON();
    Dataset<Row> from = others.select(col("person_key").as("from_key"), col("who").as("from"));
    Dataset<Row> to = population.select(col("person_key").as("to_key"), col("who").as("to"));
    found =
        TextTable.drawn(
            rows.join(from, "from_key")
                .join(to, rows.col("to_key").equalTo(to.col("to_key")), "left_outer")
                .select("from", "to", "method", "certainty"));
    Dataset<Row> unused = kept.rows().unpersist();
    Dataset<Row> unusedToo = rows.unpersist();
    homes.close();
  }

  @Test
  void onlyWhoCanBeNobodyElseIsLinkedForCertain() {
    assertThat(found)
        .isEqualTo(
            """
            from string | to string | method string | certainty string
            KIM ANNA, new card | KIM ANNA, old card | same_relation | certain
            a large employer | one 周明 | name_and_place | probable
            a lost character | moved to 深圳 | repaired_number | certain
            a name alone | twin 一 | name_and_place | probable
            a name and an employer | other 周明 | name_and_place | certain
            a name like it, one birth |  | ambiguous | none
            a name like it, one birth | moved to 深圳 | weighed | possible
            a name that two have there |  | ambiguous | none
            a name that two have there | one 李双 | name_and_place | possible
            a name that two have there | other 李双 | name_and_place | possible
            a third twin |  | ambiguous | none
            a third twin | twin 一 | weighed | possible
            a third twin | twin 二 | weighed | possible
            another dot | 阿依·古丽 | repaired_number | certain
            another number altogether | 阿依·古丽 | name_and_birth | probable
            another who claims |  | ambiguous | none
            another who claims | claimed twice | name_and_birth | possible
            between twins | twin 二 | repaired_number | certain
            between two of one name |  | ambiguous | none
            between two of one name | one 王芳 | repaired_number | possible
            birth and employer | 杨帆 of E4 | name_and_birth | certain
            digit left out | 陈伟 of 广州 | repaired_number | certain
            nearly the name | moved to 深圳 | repaired_number | probable
            no number | moved to 深圳 | name_and_birth | certain
            no number, another city | moved to 深圳 | name_and_birth | probable
            no number, no birth | 陈伟 of 广州 | name_and_place | probable
            no number, other sex | moved to 深圳 | weighed | probable
            no number, two of one name | one 王芳 | name_and_birth | probable
            number corrected | corrected number | same_relation | certain
            one who claims |  | ambiguous | none
            one who claims | claimed twice | name_and_birth | possible
            right, of nothing | nothing in population | name_and_birth | certain
            right, of without birth | without birth | repaired_register_number | probable
            right, of wrong | wrong in population | repaired_register_number | certain
            the one name of an employer | 吴珊 of E3 | name_and_place | certain
            two slips and the birth | 陈伟 of 广州 | name_and_birth | certain
            two slips | 陈伟 of 广州 | weighed | probable
            who took it over | account taken over | same_relation | probable
            wrong digit | 陈伟 of 广州 | repaired_number | certain
            wrong digit, other birth | 陈伟 of 广州 | repaired_number | probable
            何绮 with a permit | 何绮 with a pass | same_relation | certain
            赖文 with a pass | 赖文 with a permit | same_relation | certain\
            """);
  }

  @Test
  void nobodyIsComparedWithEverybodyAndNobodysRowIsMovedForIt() {
    assertThat(plan)
        .contains("BroadcastHashJoin")
        .doesNotContain("NestedLoopJoin", "CartesianProduct", "SortMergeJoin", "ShuffledHashJoin");
  }

  private static Column documentType() {
    Column number = col("number");
    return when(number.rlike("^[HM]"), "04")
        .when(number.rlike("^8[123]0000"), "16")
        .when(number.rlike("^(9|[A-Z])"), "07")
        .otherwise("01");
  }

  /** Relations that changed hands, and two of one employer. */
  private static Dataset<Row> relations(SparkSession spark, Dataset<Row> people) {
    Dataset<Row> drawn =
        TextTable.table(
            spark,
            """
            id STRING | who STRING | employer STRING | known_to DATE
            r1 | 何绮 with a pass       |    | 2018-12-31
            r1 | 何绮 with a permit     |    |
            r2 | 赖文 with a permit     |    | 2018-12-31
            r2 | 赖文 with a pass       |    |
            r3 | corrected number       |    | 2018-12-31
            r3 | number corrected       |    |
            r4 | account taken over     |    | 2018-12-31
            r4 | who took it over       |    |
            r5 | KIM ANNA, old card     |    | 2018-12-31
            r5 | KIM ANNA, new card     |    |
            r6 | a name and an employer | E1 |
            r7 | other 周明             | E1 |
            r8 | one 周明               | E2 |
            r9 | the one name of an employer | E3 |
            rA | 吴珊 of E3             | E3 |
            rB | birth and employer     | E4 |
            rC | 杨帆 of E4             | E4 |
            rD | a large employer       | E5 |
            """
                + "rE | one 周明 | E5 |\n".repeat(20));
    Dataset<Row> keys = people.select(col("who").as("holder"), col("person_key"));
    return drawn
        .join(keys, col("who").equalTo(col("holder")))
        .select(
            Stream.of(RegisterTables.ENROLMENT.columns().fields())
                .map(LinksTest::fact)
                .toArray(Column[]::new));
  }

  private static Column fact(StructField field) {
    Column fact =
        switch (field.name()) {
          case "relation_id" -> col("id");
          case "person_key", "employer", "known_to" -> col(field.name());
          case "valid_to" -> col("known_to");
          case "batch", "start_date", "known_from" -> lit("2018-12-30");
          case "valid_from", "end_date" -> lit(null);
          default -> lit("1");
        };
    return fact.cast(field.dataType()).as(field.name());
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
        documentType().as("document_type"),
        col("number").as("document"),
        col("name"),
        col("birth"),
        col("sex"),
        when(not(isPopulation), split(col("name"), "/")).as("names"),
        array(Functions.cityOf(col("place"))).as("cities"),
        lit(broughtBy).as("brought_by"));
  }
}
