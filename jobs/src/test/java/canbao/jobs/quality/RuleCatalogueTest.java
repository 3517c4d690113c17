package canbao.jobs.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canbao.jobs.LocalSpark;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalSpark.class)
class RuleCatalogueTest {

  private static final StructType CARD_ROWS =
      StructType.fromDDL("CARD_STATE STRING, ISSUED DATE, batch DATE, document STRING");

  @TempDir private Path conf;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(conf.resolve("rules"));
  }

  @Test
  void rulesComeBySourceInTheOrderOfTheirFile() throws IOException {
    write("card.yml", rule("card.b", "ISSUED <= batch"), rule("card.a", "document IS NOT NULL"));
    write("benefit.yml", rule("benefit.a", "AMOUNT > 0"));
    RuleCatalogue catalogue = RuleCatalogue.load(conf);
    assertThat(catalogue.all())
        .extracting(Rule::id)
        .containsExactly("benefit.a", "card.b", "card.a");
    assertThat(catalogue.of("card")).extracting(Rule::id).containsExactly("card.b", "card.a");
    assertThat(catalogue.of("status")).isEmpty();
  }

  @Test
  void aRuleIsReadWithAllItSays() throws IOException {
    write(
        "card.yml",
        """
          - id: card.issued
            severity: hold_city
            dimension: timeliness
            sentence: {en: Cards are issued, zh: 已发卡}
            applies_to: CARD_STATE = '1'
            predicate: ISSUED <= batch
            shows: [ISSUED]
            limit: {rate: 0.25 %, count: 20}
            owner: card centre
            golden:
              pass: [{ISSUED: 2018-12-31, batch: 2018-12-31}]
              fail: [{ISSUED: 2019-01-01, batch: 2018-12-31}]
              unknown: [{ISSUED: null}, {batch: null}]
              not_applicable: [{CARD_STATE: '2'}]
        """);
    Rule rule = RuleCatalogue.load(conf).all().get(0);
    assertThat(rule.severity()).isEqualTo(Severity.HOLD_CITY);
    assertThat(rule.dimension()).isEqualTo(Dimension.TIMELINESS);
    assertThat(rule.sentenceZh()).isEqualTo("已发卡");
    assertThat(rule.appliesTo()).contains("CARD_STATE = '1'");
    assertThat(rule.shows()).containsExactly("ISSUED");
    assertThat(rule.limit()).isEqualTo(new Limit(25, 20));
    assertThat(rule.owner()).isEqualTo("card centre");
    assertThat(rule.contract()).isEmpty();
    assertThat(rule.golden())
        .extracting(row -> row.outcome() + " " + row.drawn())
        .containsExactly(
            "PASS ISSUED = 2018-12-31, batch = 2018-12-31",
            "FAIL ISSUED = 2019-01-01, batch = 2018-12-31",
            "UNKNOWN ISSUED = null",
            "UNKNOWN batch = null",
            "NOT_APPLICABLE CARD_STATE = 2");
    assertThat(rule.golden().get(3).place()).isEqualTo(file("card.yml") + ":15:33");
  }

  /** Line 9 is the predicate's. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ISSUED >                              | Syntax error at or near end of input (line 1, pos 8)
          ISSUED <= batch; DROP TABLE card      | Syntax error at or near ';' (line 1, pos 15)
          ISSUED <= current_date                | current_date is not a property of the row
          ISSUED <= Current_Date()              | Current_Date is not a property of the row
          rand() < 0.5                          | rand is not a property of the row
          document IN (SELECT document FROM t)  | it reads another table by a subquery
          EXISTS (SELECT 1 FROM t)              | it reads another table by a subquery
          ISSUED > (SELECT max(day) FROM t)     | it reads another table by a subquery
          count(1) OVER () > 1                  | it looks at other rows by a window
          """)
  void aPredicateThatIsNoConditionOverOneRowIsAFault(String predicate, String fault)
      throws IOException {
    write("card.yml", rule("card.a", predicate));
    assertThat(failure().getMessage())
        .startsWith(
            file("card.yml") + ":9:16 'predicate' must be a SQL condition over one row: " + fault);
  }

  @Test
  void everyFaultOfEveryFileIsToldAtOnce() throws IOException {
    write("card.yml", rule("status.a", "1 = 1"), rule("card.b", "1 = 1"), rule("card.b", "1 = 1"));
    write(
        "status.yml",
        """
          - id: status.a
            severity: reject_row
            dimension: validity
            sentence: {en: x, zh: x}
            predicate: KIND IS NOT NULL
            shows: [KIND, AAC147]
            limit: {rate: 5 %, count: 50}
            golden: {pass: [{KIND: DEATH}], fail: [{KIND: null}]}
          - id: status.b
            severity: warn
            dimension: validity
            sentence: {en: x, zh: x}
            predicate: KIND IS NOT NULL
            golden: {pass: [{KIND: DEATH}], fail: [{KIND: null}]}
        """);
    JobFailure failure = failure();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.getMessage().lines().limit(5))
        .containsExactly(
            file("card.yml")
                + ":3:9 'id' must begin with 'card.', the source that the file is named after",
            file("card.yml") + ":21:9 'id' 'card.b' is there twice",
            file("status.yml") + ":8:19 item 2 of 'shows' 'AAC147' is personal and never shown",
            file("status.yml")
                + ":9:12 'limit' means nothing for reject_row: every broken row is rejected",
            file("status.yml")
                + ":12:15 'severity' needs a 'limit' beside it: how many rows are borne");
  }

  @Test
  void aRuleWithoutGoldenRowsIsAFault() throws IOException {
    write("card.yml", rule("card.a", "ISSUED <= batch").replaceFirst(" *golden.*\n", ""));
    assertThat(failure().getMessage())
        .startsWith(file("card.yml") + ":3:5 missing key 'golden' of item 1 of 'rules'");
  }

  /** Line 11 is that of the golden rows. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ISSUED <= batch | {pass: [{ISSUED: null}]}                              | 11:5 missing key 'fail' of 'golden'
          ISSUED <= batch | {pass: [], fail: [{}]}                                | 11:20 'pass' must not be empty
          ISSUED <= batch | {pass: [{}], fail: [{}], unkown: [{}]}                | 11:38 unknown key 'unkown', did you mean 'unknown'?
          ISSUED <= batch | {pass: [{}], fail: [{}, {document: a}]}               | 11:37 item 2 of 'fail' has a column that the rule does not look at: document
          ISSUED <= batch | {pass: [{}], fail: [{}], not_applicable: [{}]}        | 11:54 'not_applicable' can have no row: without 'applies_to' the rule applies to all
          ISSUED <= batch | {pass: [{ISSUED: [2018-12-31]}], fail: [{}]}          | 11:30 'ISSUED' must be text or a whole number or true or false or null, is a list
          """)
  void goldenRowsMustFitTheirRule(String predicate, String golden, String fault)
      throws IOException {
    write("card.yml", rule("card.a", predicate).replaceFirst("golden: .*", "golden: " + golden));
    assertThat(failure().getMessage()).startsWith(file("card.yml") + ":" + fault);
  }

  @Test
  void aRuleThatDoesNotApplyToAllRowsMustShowSuchARow() throws IOException {
    write("card.yml", rule("card.a", "ISSUED <= batch\n    applies_to: CARD_STATE = '1'"));
    assertThat(failure().getMessage())
        .startsWith(
            file("card.yml")
                + ":12:13 'golden' needs 'not_applicable' rows too, because the rule has an"
                + " 'applies_to'");
  }

  @Test
  void aRuleMayHaveATermAndAWaiver() throws IOException {
    String waiver =
        """
            valid_from: 2018-01-01
            valid_until: 2018-12-31
            waiver: {who: head, why: repaired by May, until: 2018-06-30, cities: [440100, 440000]}
        """;
    write("card.yml", holding("card.a") + waiver);
    Rule rule = RuleCatalogue.load(conf, LocalDate.of(2018, 6, 30)).all().get(0);
    assertThat(rule.waiver().orElseThrow())
        .isEqualTo(
            new Waiver(
                "head", "repaired by May", LocalDate.of(2018, 6, 30), List.of("440100", "440000")));
    assertThat(
            Stream.of("2017-12-31", "2018-01-01", "2018-12-31", "2019-01-01")
                .map(LocalDate::parse)
                .map(day -> rule.on(day).appliesTo()))
        .containsExactly(
            Optional.of("false"), Optional.empty(), Optional.empty(), Optional.of("false"));
    assertThat(new RuleSheet(List.of(rule)).notes(rule))
        .containsExactly(
            "in force from 2018-01-01 until 2018-12-31",
            "waived by head until 2018-06-30 for 440100, 440000: repaired by May");
    String fingerprint = RuleCatalogue.load(conf).fingerprint();
    write("card.yml", holding("card.a"));
    assertThat(RuleCatalogue.load(conf).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(RuleCatalogue.load(conf).all().get(0).term()).isEqualTo(Term.ALWAYS);
  }

  /** Line 12 is the one added; the run is that of the last day of June. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          valid_from: 2018-02-29                                             | 12:17 'valid_from' must be a calendar date, is '2018-02-29'
          valid_until: soon                                                  | 12:18 'valid_until' must be a date such as 2019-06-30, is 'soon'
          waiver: {who: x, why: y, until: 2018-06-29, cities: [440100]}      | 12:37 'until' lies before 2018-06-30, the day of the run: take the waiver out or have it given anew
          waiver: {who: x, why: y, until: 2018-06-30, cities: [440100, 445500]} | 12:66 item 2 of 'cities' '445500' is none of the 21 cities, and not 440000
          waiver: {who: x, until: 2018-06-30, cities: [440100]}              | 12:5 missing key 'why' of 'waiver'
          waiver: {who: x, why: y, until: 2018-06-30, cities: []}            | 12:57 'cities' must not be empty
          """)
  void aTermOrAWaiverThatCannotBeIsAFault(String added, String fault) throws IOException {
    write("card.yml", holding("card.a") + "    " + added + "\n");
    assertThatThrownBy(() -> RuleCatalogue.load(conf, LocalDate.of(2018, 6, 30)))
        .hasMessageStartingWith(file("card.yml") + ":" + fault);
  }

  @Test
  void aTermEndsAfterItBegins() throws IOException {
    write(
        "card.yml",
        holding("card.a") + "    valid_from: 2018-02-02\n    valid_until: 2018-02-01\n");
    assertThat(failure().getMessage())
        .startsWith(file("card.yml") + ":13:18 'valid_until' lies before 'valid_from'");
  }

  @Test
  void aRuleThatHoldsNobodyHasNothingToWaive() throws IOException {
    write(
        "card.yml",
        rule("card.a", "1 = 1")
            + "    waiver: {who: x, why: y, until: 2018-06-30, cities: [440100]}\n");
    assertThat(failure().getMessage())
        .startsWith(
            file("card.yml")
                + ":12:13 'waiver' means nothing here: the rule holds and stops nothing");
  }

  private static String holding(String id) {
    return rule(id, "1 = 1").replace("severity: warn", "severity: hold_city");
  }

  /** Line 4 is the kind, line 9 what it is judged by, line 10 its limit, line 11 its cases. */
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          volum        | against: last     | {rate: 5 %, count: 5}  | {now: 1} | 4:11 'kind' must be one of row, uniqueness, referential, aggregate, distribution, reconciliation, freshness, volume, schema_drift, is 'volum', did you mean 'volume'?
          volume       | against: first    | {rate: 5 %, count: 5}  | {now: 1} | 9:14 'against' must be 'last', a published figure such as statistic.resident_population or the id of a rule, is 'first'
          volume       | against: last     | {days: 5}              | {now: 1} | 10:19 'days' means nothing for kind volume
          freshness    | against: last     | {days: 5}              | {age: 1} | 9:14 'against' means nothing for kind freshness
          freshness    | owner: x          | {rate: 5 %, count: 5}  | {age: 1} | 10:12 'limit' needs 'days' too: freshness is judged by it
          freshness    | owner: x          | {days: 5}              | {now: 1} | 11:20 item 1 of 'pass' has a number that freshness is not judged by: now; it has age
          aggregate    | measure: sum      | {at_least: 5}          | {sum: 1} | 4:11 'kind' needs 'amount' too: aggregate is judged by it
          distribution | owner: x          | {psi: '0.2', fewest: 9} | {now: [1]} | 4:11 'kind' needs either 'column' or 'bands': the parts of the rows
          """)
  void whatAKindIsJudgedByMustFitIt(
      String kind, String key, String limit, String numbers, String fault) throws IOException {
    write("card.yml", together(kind, key, limit, numbers));
    assertThat(failure().getMessage().lines())
        .anyMatch(line -> line.startsWith(file("card.yml") + ":" + fault));
  }

  @Test
  void aReconciliationNamesARuleThatSumsUp() throws IOException {
    write(
        "card.yml",
        together(
            "reconciliation",
            "amount: '1'\n    against: card.nobody",
            "{rate: 5 %, count: 5}",
            "{here: 1}"));
    assertThat(failure().getMessage())
        .contains("rule card.a is held against card.nobody, which is no rule that sums up");
  }

  private static String together(String kind, String key, String limit, String numbers) {
    return """
      - id: card.a
        kind: %s
        severity: warn
        dimension: validity
        sentence:
          {en: It holds, zh: 成立}
        %s
        limit: %s
        cases: {pass: [%s], fail: [%s]}
    """
        .formatted(kind, key, limit, numbers, numbers);
  }

  @Test
  void anUnknownKeyNamesTheNearestKnownOne() throws IOException {
    write("card.yml", rule("card.a", "1 = 1").replace("dimension:", "dimensoin:"));
    assertThat(failure().getMessage())
        .contains(file("card.yml") + ":5:5 ")
        .contains("dimensoin")
        .contains("dimension");
  }

  @Test
  void aRateMustBeAPercentage() throws IOException {
    write("card.yml", rule("card.a", "1 = 1").replace("5 %", "0.05"));
    assertThat(failure().getMessage()).contains(file("card.yml") + ":10:19 'rate' must be");
  }

  @Test
  void aMissingFolderIsAFault() throws IOException {
    Files.delete(conf.resolve("rules"));
    assertThat(failure().getMessage()).startsWith(conf.resolve("rules") + " is missing");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ISUED <= batch      | A column or function parameter with name `ISUED` cannot be resolved
          no_such(ISSUED)     | Cannot resolve function `no_such`
          document            | Filter expression "document" of type "STRING" is not a boolean
          count(1) > 1        | contains invalid expressions: count(1)
          """)
  void aPredicateThatDoesNotFitTheRowsNamesItsPlace(
      String predicate, String reason, SparkSession spark) throws IOException {
    write("card.yml", rule("card.a", predicate));
    RuleCatalogue catalogue = RuleCatalogue.load(conf);
    JobFailure failure =
        catchThrowableOfType(JobFailure.class, () -> catalogue.check("card", CARD_ROWS, spark));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.getMessage())
        .startsWith(file("card.yml") + ":9:16 rule card.a does not fit the rows of card: ")
        .containsIgnoringCase(reason)
        .endsWith("Correct the rule; conf/rules/README.md lists the columns of a row.");
  }

  @Test
  void aShownColumnMustExist(SparkSession spark) throws IOException {
    write("card.yml", rule("card.a", "1 = 1") + "    shows: [CARD_STAT]\n");
    RuleCatalogue catalogue = RuleCatalogue.load(conf);
    assertThat(
            catchThrowableOfType(JobFailure.class, () -> catalogue.check("card", CARD_ROWS, spark)))
        .hasMessageContaining("there is no column 'CARD_STAT' to show");
  }

  @Test
  void rulesOfOtherSourcesAreNotLookedAt(SparkSession spark) throws IOException {
    write("card.yml", rule("card.a", "ISSUED <= batch"));
    write("benefit.yml", rule("benefit.a", "AMOUNT > 0"));
    RuleCatalogue catalogue = RuleCatalogue.load(conf);
    assertThatCode(() -> catalogue.check("card", CARD_ROWS, spark)).doesNotThrowAnyException();
  }

  @Test
  void theFingerprintChangesWithWhatRulesSayAndWithNothingElse() throws IOException {
    write("card.yml", rule("card.a", "ISSUED <= batch"), rule("card.b", "1 = 1"));
    String fingerprint = RuleCatalogue.load(conf).fingerprint();
    assertThat(fingerprint).matches("[0-9a-f]{64}");
    write(
        "card.yml",
        "  # a comment\n" + rule("card.a", "'ISSUED <= batch' # so"),
        rule("card.b", "1 = 1"));
    assertThat(RuleCatalogue.load(conf).fingerprint()).isEqualTo(fingerprint);
    write("card.yml", rule("card.b", "1 = 1"), rule("card.a", "ISSUED <= batch"));
    assertThat(RuleCatalogue.load(conf).fingerprint()).isNotEqualTo(fingerprint);
    write("card.yml", rule("card.a", "ISSUED < batch"), rule("card.b", "1 = 1"));
    assertThat(RuleCatalogue.load(conf).fingerprint()).isNotEqualTo(fingerprint);
  }

  private static String rule(String id, String predicate) {
    return """
      - id: %s
        severity: warn
        dimension: validity
        sentence:
          en: It holds
          zh: 成立
        predicate: %s
        limit: {rate: 5 %%, count: 50}
        golden: {pass: [{}], fail: [{}]}
    """
        .formatted(id, predicate);
  }

  private void write(String name, String... rules) throws IOException {
    Files.writeString(
        conf.resolve("rules").resolve(name),
        "owner: somebody\nrules:\n" + String.join("", rules),
        UTF_8);
  }

  private String file(String name) {
    return conf.resolve("rules").resolve(name).toString();
  }

  private JobFailure failure() {
    return catchThrowableOfType(JobFailure.class, () -> RuleCatalogue.load(conf));
  }
}
