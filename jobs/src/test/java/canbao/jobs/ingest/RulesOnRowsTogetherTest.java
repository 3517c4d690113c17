package canbao.jobs.ingest;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two full lists of cards, all of Guangzhou, judged by rules on what their rows come to. */
@ExtendWith(LocalSpark.class)
class RulesOnRowsTogetherTest {

  private static final String RULES =
      """
      owner: card centre
      rules:
        - id: card.once
          kind: uniqueness
          key: [document]
          severity: warn
          dimension: uniqueness
          sentence: {en: x, zh: x}
          limit: {rate: 0 %, count: 0}
          golden: {pass: [{document: A}], fail: [{document: A, is_repeated: true}]}
        - id: card.registered
          kind: referential
          partner: population
          severity: warn
          dimension: consistency
          sentence: {en: x, zh: x}
          limit: {rate: 0 %, count: 0}
          golden: {pass: [{document: A}], fail: [{document: A, has_no_partner: true}]}
        - id: card.as_many
          kind: volume
          against: last
          severity: warn
          dimension: plausibility
          sentence: {en: x, zh: x}
          limit: {rate: 10 %, count: 0}
          cases: {pass: [{expected: 1, now: 1}], fail: [{now: 0}]}
        - id: card.states
          kind: distribution
          column: CARD_STATE
          severity: warn
          dimension: plausibility
          sentence: {en: x, zh: x}
          limit: {psi: '0.25', fewest: 1}
          cases: {pass: [{before: [1], now: [1]}], fail: [{before: [9, 1], now: [1, 9]}]}
        - id: card.active
          kind: aggregate
          measure: share
          predicate: CARD_STATE = '1'
          severity: warn
          dimension: plausibility
          sentence: {en: x, zh: x}
          limit: {at_least: 50 %}
          golden: {pass: [{CARD_STATE: '1'}], fail: [{CARD_STATE: '2'}]}
          cases: {pass: [{holding: 1, rows: 2}], fail: [{holding: 0, rows: 2}]}
      """;

  @TempDir private Path folder;

  @Test
  void everyKindComesOutForEachCityAndIsComparedWithTheBatchBefore(SparkSession spark)
      throws IOException {
    Path conf = folder.resolve("conf");
    FileUtils.copyDirectory(Path.of("../conf").toFile(), conf.toFile());
    Files.writeString(conf.resolve("rules/card.yml"), RULES);
    Path landing = folder.resolve("province");
    String one = SmallProvince.number(0);
    deliver(
        landing,
        "2018-12-30",
        card(one, 1),
        card(one, 2),
        card(SmallProvince.number(1), 1),
        card("no number", 1));
    deliver(
        landing,
        "2018-12-31",
        card(one, 2),
        card(SmallProvince.number(1), 2),
        card(SmallProvince.number(2), 1),
        card(SmallProvince.number(3), 2));
    LocalCommand canbao = new LocalCommand(spark, landing, folder.resolve("lake")).with(conf);

    String first = canbao.run("ingest --as-of 2018-12-30 --source card").err();
    String second = canbao.run("ingest --as-of 2018-12-31 --source card").err();

    assertThat(first + second).isEmpty();
    assertThat(results(spark, "2018-12-30"))
        .isEqualTo(
            """
            card.active 440100 PASS 4 0 0 7500
            card.active 440300 NOT_APPLICABLE 0 0 0 null
            card.as_many 440100 NOT_APPLICABLE 0 0 0 null
            card.as_many 440300 FAIL 0 0 0 null
            card.once 440100 WARN 4 1 1 null
            card.once 440300 NOT_APPLICABLE 0 0 0 null
            card.registered 440100 NOT_APPLICABLE 0 0 0 null
            card.registered 440300 NOT_APPLICABLE 0 0 0 null
            card.states 440100 NOT_APPLICABLE 0 0 0 null
            card.states 440300 NOT_APPLICABLE 0 0 0 null""");
    assertThat(results(spark, "2018-12-31"))
        .isEqualTo(
            """
            card.active 440100 WARN 4 4 0 2500
            card.active 440300 NOT_APPLICABLE 0 0 0 null
            card.as_many 440100 PASS 4 0 0 4
            card.as_many 440300 FAIL 0 0 0 null
            card.once 440100 PASS 4 0 0 null
            card.once 440300 NOT_APPLICABLE 0 0 0 null
            card.registered 440100 NOT_APPLICABLE 0 0 0 null
            card.registered 440300 NOT_APPLICABLE 0 0 0 null
            card.states 440100 WARN 4 2 0 10986
            card.states 440300 NOT_APPLICABLE 0 0 0 null""");
  }

  private static String card(String number, int state) {
    return "01,%s,%s,%d,20100101,440103".formatted(number, SmallProvince.NAME, state);
  }

  private static void deliver(Path landing, String day, String... rows) {
    List<String> lines =
        Stream.concat(Stream.of("AAC058,AAC147,AAC003,CARD_STATE,ISSUED,AAB301"), Stream.of(rows))
            .toList();
    new BatchWriter(landing, "card", day).file("part.csv", lines).write();
  }

  /** Rule, division, status, checked, failed, unknown and value. */
  private String results(SparkSession spark, String batch) {
    return spark
        .read()
        .format("delta")
        .load(folder.resolve("lake/quality/rule_result").toString())
        .filter("batch = '" + batch + "' AND division IN ('440100', '440300')")
        .orderBy("rule", "division")
        .selectExpr(
            "concat_ws(' ', rule, division, status, checked, failed, unknown,"
                + " coalesce(CAST(value AS STRING), 'null'))")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .collect(joining("\n"));
  }
}
