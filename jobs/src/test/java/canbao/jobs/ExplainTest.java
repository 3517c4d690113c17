package canbao.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.register.RegisterTables;
import canbao.jobs.supervision.SupervisionTables;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People of two nights explained, all on one copy of their lake. */
@ExtendWith({LocalSpark.class, TwoNights.Given.class})
class ExplainTest {

  private static final String FIRST = TwoNights.DAYS.get(0);
  private static final String LAST = TwoNights.DAYS.get(1);

  /** Born 1993, pension and resident medical insurance in Guangzhou. */
  private static final String COVERED = "440182199311070050";

  /** Lives and is insured in Guangdong; the pension is suspended. */
  private static final String SUSPENDED = "360781198506290119";

  /** Insured outside the province. */
  private static final String NOT_DUE = "441900197111260168";

  /** The last day of the pension is that of the first night. */
  private static final String ENDED = "445222199708270070";

  /** No valid number; of nobody in the sample. */
  private static final String INVALID = "440106199001010000";

  /** Has no relation but that of the document with a slip in its last digit. */
  private static final String COVERED_BY_A_LINK = "445103198304290025";

  private static final String SLIPPED = "445103198304290024";

  private static final String NOBODY = "11010519491231002X";

  private static final Pattern SCAN = Pattern.compile("\\(\\d+\\) Scan parquet");

  private static final Pattern BY_KEY_OR_INVALID =
      Pattern.compile(
          "PushedFilters: .*EqualTo\\(((person|from|to)_key,-?[0-9]|has_valid_number,true)");

  @TempDir private static Path folder;
  private static LocalCommand canbao;
  private static Path lake;
  private static LocalCommand.Outcome covered;
  private static List<String> plans;
  private static List<String> phases;

  @BeforeAll
  static void aLakeOfTheirOwn(SparkSession shared, TwoNights nights) throws Exception {
    lake = nights.copy(folder);
    SparkSession spark = LocalCommand.sessionForFewRows(shared);
    rejectARowAndKnowSomebodyByAnInvalidNumber(spark);
    canbao =
        nights
            .on(shared, lake)
            .with("spark.sql.ui.explainMode", "formatted")
            .with("spark.sql.maxPlanStringLength", "1000000")
            .with("spark.sql.debug.maxToStringFields", "1000");
    LocalCommand.Outcome[] outcome = new LocalCommand.Outcome[1];
    phases = new ArrayList<>();
    plans =
        Plans.of(
            shared,
            () -> {
              try {
                phases.addAll(
                    Phases.of(shared, () -> outcome[0] = explain(LAST, "01 " + COVERED + "\n")));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    covered = outcome[0];
  }

  @Test
  void whoIsDueAndCoveredIsShownWithEveryFactAndEveryNumberThatCountsHimOrHer() {
    assertThat(covered.err()).isEmpty();
    assertThat(constant(covered.out()))
        .isEqualTo(
            """
            2018-12-30 as known on 2018-12-30, run 2018-12-30

            Person 1 of 1, key K

            register.identity
            key   type  document            name  method  certainty  known from
            ----  ----  ------------------  ----  ------  ---------  ----------
            this    01  440***********0050  陈**  number  exact      2018-12-29

            By resident_due
            family        due  covered  why
            ------------  ---  -------  ---------------------------------------------------
            pension       yes  yes      by 110 P00000112500 440106
            medical       yes  yes      by 390 M00000112501 440106
            any           yes  yes      by 110 P00000112500 440106, 390 M00000112501 440106
            both          yes  yes      by 110 P00000112500 440106, 390 M00000112501 440106
            unemployment       no       no relation
            work_injury        no       no relation
            maternity          no       no relation

            Facts of the day
            fact             value
            ---------------  ----------
            in_register      true
            registered_city  440100
            resident_city    440100
            dead             false
            birth            1993-11-07
            age              25
            student          false
            soldier          false
            prison           false
            abroad           false
            insured_outside  false

            Who is due, by each denominator
            denominator         family   due  why not
            ------------------  -------  ---  --------------------------------------
            registered_due      pension  yes
            registered_due      medical  yes
            resident_due        pension  yes
            resident_due        medical  yes
            registered_all      pension  yes
            registered_all      medical  yes
            resident_all        pension  yes
            resident_all        medical  yes
            published_resident  pension       of a published figure; not counted off
            published_resident  medical       of a published figure; not counted off

            Rows of coverage.city_coverage that count this person
            basis         division  denominator     due                       covered
            ------------  --------  --------------  ------------------------  ------------------------
            registration    440000  registered_due  pension medical any both  pension medical any both
            registration    440100  registered_due  pension medical any both  pension medical any both
            registration    440000  registered_all  pension medical any both  pension medical any both
            registration    440100  registered_all  pension medical any both  pension medical any both
            residence       440000  resident_due    pension medical any both  pension medical any both
            residence       440100  resident_due    pension medical any both  pension medical any both
            residence       440000  resident_all    pension medical any both  pension medical any both
            residence       440100  resident_all    pension medical any both  pension medical any both
            enrolment       440000  resident_due                              pension medical any both
            enrolment       440100  resident_due                              pension medical any both

            register.person
            registration  residence  state  life  died  birth       sex  linked  source      batch       file            line
            ------------  ---------  -----  ----  ----  ----------  ---  ------  ----------  ----------  --------------  ----
                  440106  (empty)    正常      1        1993-11-07    1  exact   population  2018-12-29  part-00001.csv  1119

            register.status
            none

            register.enrolment
            insurance  relation        pool  state     from        to          year  makes cover  linked  source             batch       file            line
            ---------  ------------  ------  --------  ----------  ----------  ----  -----------  ------  -----------------  ----------  --------------  ----
                  110  P00000112500  440106  enrolled  2015-04-30                    yes          exact   enrolment_pension  2018-12-29  part-00001.csv   804
                  390  M00000112501  440106  enrolled  2018-01-01  2018-12-31  2018  yes          exact   enrolment_medical  2018-12-29  part-00001.csv  1301

            register.card (decides nothing here)
            state  issued      linked  source  batch       file            line
            -----  ----------  ------  ------  ----------  --------------  ----
                1  2014-08-05  exact   card    2018-12-29  part-00001.csv  1043

            register.group_member (decides nothing here)
            none

            coverage.person_state
            column                   stored     by the facts above
            -----------------------  ---------  ------------------
            in_register              true       the same
            is_exact                 true       the same
            registered_city          440100     the same
            resident_city            440100     the same
            is_registered_in_memo    false      the same
            is_resident_in_memo      false      the same
            dead                     false      the same
            age                      25         the same
            sex                      1          the same
            due_bits                 255        the same
            not_due_reason                      the same
            is_pension_suspended     false      the same
            is_medical_suspended     false      the same
            cities_110               1          the same
            cities_120               0          the same
            cities_170               0          the same
            cities_310               0          the same
            cities_340               0          the same
            cities_390               1          the same
            cities_210               0          the same
            cities_410               0          the same
            cities_510               0          the same
            cities_low                          the same
            probable_lines           0          the same
            is_ambiguous             false      the same
            registered_county        440106     the same
            resident_county          440106     the same
            registered_street        440106002  the same
            resident_street          440106002  the same
            registration_kind        1          the same
            employment_kind          2          the same
            special_groups           0          the same
            is_pension_contributing  true       the same
            is_medical_contributing  true       the same
            is_pension_receiving     false      the same

            supervision.finding
            none

            quality.rejected
            none
            """);
  }

  @Test
  void whoIsDueAndNotCoveredHasARelationThatDoesNotCount() {
    assertThat(explained(LAST, SUSPENDED))
        .contains(
            """
            By resident_due
            family        due  covered  why
            ------------  ---  -------  ------------------------------------------------------------
            pension       yes  no       no relation makes cover: 110 P00000104000 440604 (suspended)
            medical       yes  yes      by 310 M00000104001 440604
            any           yes  yes      by 310 M00000104001 440604
            both          yes  no       one alone: 310 M00000104001 440604
            unemployment       no       no relation
            work_injury        no       no relation
            maternity          no       no relation
            """)
        .contains(
            """
            register.enrolment
            insurance  relation        pool  state      from        to  year  makes cover  linked  source             batch       file            line
            ---------  ------------  ------  ---------  ----------  --  ----  -----------  ------  -----------------  ----------  --------------  ----
                  110  P00000104000  440604  suspended  2015-10-25            suspended    exact   enrolment_pension  2018-12-29  part-00001.csv   742
                  310  M00000104001  440604  enrolled   2018-12-08            yes          exact   enrolment_medical  2018-12-29  part-00001.csv  1204
            """);
  }

  @Test
  void otherSettingsGiveOtherReasonsThanTheStoredRowHas() {
    assertThat(explained(LAST + " --set count_suspended=true", SUSPENDED))
        .contains(
            """
            Note: the stored numbers were computed with other definitions than the settings have now; the reasons below are by those of now.
            """,
            "pension       yes  yes      by 110 P00000104000 440604",
            """
            column                   stored  by the facts above
            -----------------------  ------  ------------------
            in_register              true    the same
            """,
            "is_pension_suspended     true    false",
            "cities_110               0       32");
  }

  @Test
  void whoIsNotDueFailsAPartOfThePredicateByAStatus() {
    assertThat(explained(LAST, NOT_DUE))
        .contains(
            """
            By resident_due
            family        due  covered  why
            ------------  ---  -------  ----------------------------------
            pension       no   no       not due: fails NOT insured_outside
            medical       no   no       not due: fails NOT insured_outside
            any           no   no       not due: fails NOT insured_outside
            both          no   no       not due: fails NOT insured_outside
            unemployment       no       no relation
            work_injury        no       no relation
            maternity          no       no relation
            """)
        .contains(
            """
            Rows of coverage.city_coverage that count this person
            basis         division  denominator     due                       covered
            ------------  --------  --------------  ------------------------  -------
            registration    440000  registered_all  pension medical any both
            registration    441900  registered_all  pension medical any both
            residence       440000  resident_all    pension medical any both
            residence       441900  resident_all    pension medical any both
            """)
        .contains(
            """
            register.status
            kind             from        to  organisation  counts  linked  source  batch       file            line
            ---------------  ----------  --  ------------  ------  ------  ------  ----------  --------------  ----
            INSURED_OUTSIDE  2018-10-18      部级比对      yes     exact   status  2018-12-29  part-00001.csv    77
            """);
  }

  @Test
  void anEarlierDayIsExplainedByWhatItsNumbersKnow() {
    String first = explained(FIRST, ENDED);
    assertThat(first)
        .contains(
            """
            2018-12-29 as known on 2018-12-29, run 2018-12-29
            Note: the register has learned of batches since then. What they say of this day (late reports, corrections) is not in its numbers and not below.
            """)
        .contains(
            """
            By resident_due
            family        due  covered  why
            ------------  ---  -------  ---------------------------------------------------
            pension       yes  yes      by 110 P00000043000 445202
            medical       yes  yes      by 310 M00000043004 445202
            """)
        .contains(
            """
            register.enrolment
            insurance  relation        pool  state     from        to          year  makes cover  linked  source             batch       file            line
            ---------  ------------  ------  --------  ----------  ----------  ----  -----------  ------  -----------------  ----------  --------------  ----
                  110  P00000043000  445202  enrolled  2014-04-25  2018-12-29        yes          exact   enrolment_pension  2018-12-29  part-00001.csv   315
            """);
    assertThat(explained(LAST, ENDED))
        .contains(
            """
            By resident_due
            family        due  covered  why
            ------------  ---  -------  -----------------------------------------------------------------------
            pension       yes  no       no relation makes cover: 110 P00000043000 445202 (ended before the day)
            medical       yes  yes      by 310 M00000043004 445202
            any           yes  yes      by 310 M00000043004 445202
            both          yes  no       one alone: 310 M00000043004 445202
            unemployment       yes      by 210 L00000043001 445202
            """);
    assertThat(explained("2018-12-28", ENDED))
        .startsWith(
            """
            2018-12-28 as known on 2018-12-30, run 2018-12-28
            Note: no numbers of this day are stored. This is what coverage would find now.
            """)
        .contains("pension       yes  yes      by 110 P00000043000 445202")
        .doesNotContain("coverage.person_state");
  }

  @Test
  void anInvalidNumberMeansWhoIsKnownByItsTextAndItsRejectedRowsAreShown() {
    assertThat(explained(LAST, INVALID))
        .isEqualTo(
            """
            2018-12-30 as known on 2018-12-30, run 2018-12-30

            Person 1 of 1, key K

            register.identity
            key   type  document            name  method       certainty  known from
            ----  ----  ------------------  ----  -----------  ---------  ----------
            this    01  440***********0000  王*   provisional  none       2018-12-30

            The register knows nothing of this person on the day: neither due nor covered

            register.person
            none

            register.status
            none

            register.enrolment
            none

            register.card (decides nothing here)
            none

            register.group_member (decides nothing here)
            none

            coverage.person_state
            none

            supervision.finding
            none

            quality.rejected
            source             batch       file            line  rule                             reason                                                 handed back
            -----------------  ----------  --------------  ----  -------------------------------  -----------------------------------------------------  -----------
            enrolment_pension  2018-12-30  part-00001.csv     7  enrolment_pension.line_declared  The line is one that this source lists (AAE140 = 999)  no
            """);
  }

  @Test
  void whoIsLinkedForCertainIsThePersonOfThePopulationWithTheRowsOfBothDocuments() {
    assertThat(explained(LAST, SLIPPED))
        .isEqualTo(explained(LAST, COVERED_BY_A_LINK))
        .contains(
            """
            Person 1 of 1, key K

            register.identity
            key   type  document            name  method           certainty  known from
            ----  ----  ------------------  ----  ---------------  ---------  ----------
            this    01  445***********0025  林*   number           exact      2018-12-29
            6       01  445***********0024  王*   repaired_number  certain    2018-12-30
            """)
        .contains(
            """
            register.enrolment
            insurance  relation    pool  state     from        to  year  makes cover  linked                   source             batch       file            line
            ---------  --------  ------  --------  ----------  --  ----  -----------  -----------------------  -----------------  ----------  --------------  ----
                  310  M1        440604  enrolled  2018-12-08            yes          certain repaired_number  enrolment_medical  2018-12-29  part-00001.csv  1204
            """)
        .contains(
            """
            supervision.finding
            check  kind              asked  state    since       evidence                               finding
            -----  ---------------  ------  -------  ----------  -------------------------------------  -------
            Q01    document_valid   440600  open     2018-12-30  rule enrolment_medical.document_valid  F1
            Q07    twice_in_a_line  440604  settled  2018-12-30  310 in 440604 from 2018-12             F2
            """)
        .contains(
            "cities_310               0                32",
            "cities_low                                [0, 0, 0, 0, 0, 0, 0, 0, 0]");
  }

  @Test
  void aNumberThatIsNobodysEndsWithThreeAndWhatIsNoNumberWithTwo() {
    LocalCommand.Outcome outcome = explain(LAST, NOBODY);

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("canbao: The document that was asked for is nobody's: register.identity of the")
        .doesNotContain(NOBODY);
    assertThat(explain(LAST, "\n").err())
        .startsWith("canbao: Standard input cannot be used: it is empty. Give one line: ");
    assertThat(explain(LAST, NOBODY + "\n" + COVERED).code()).isEqualTo(2);
  }

  @Test
  void whoHasAskedIsLogged() {
    Lake tables = new Lake(LocalSpark.session(), lake.toString());
    String identities =
        "SELECT person_key FROM delta.`%s/register/identity` WHERE document = '%s'"
            .formatted(lake, COVERED);
    long key = LocalSpark.session().sql(identities).head().getLong(0);

    List<Row> rows =
        tables
            .read(QualityTables.EXPLAINED)
            .filter("person_key = " + key)
            .selectExpr(
                "cast(as_of AS STRING)",
                "cast(asked_at AS STRING)",
                "who",
                "substr(run_id, 1, 11)",
                "is_found")
            .collectAsList();

    assertThat(rows)
        .containsExactly(
            RowFactory.create(
                LAST, "2019-01-15 09:00:00", System.getProperty("user.name"), LAST + "-", true));
  }

  @Test
  void theNumberIsInNoLogMessagePlanOrNameOfAJob() {
    assertThat(Stream.of(covered.out(), covered.err(), covered.log()))
        .noneMatch(said -> said.contains(COVERED));
    assertThat(plans).isNotEmpty().noneMatch(plan -> plan.contains(COVERED));
    assertThat(phases).isNotEmpty().noneMatch(phase -> phase.contains(COVERED));
  }

  @Test
  void theRegisterIsReadByTheKeyOfThePersonAndNotWhole() {
    List<String> scans =
        plans.stream()
            .flatMap(plan -> Pattern.compile("\n\n").splitAsStream(plan))
            .filter(node -> SCAN.matcher(node).find() && node.contains("/register/"))
            .filter(node -> !node.contains("/register/applied"))
            .toList();

    assertThat(scans)
        .hasSizeGreaterThan(6)
        .allSatisfy(scan -> assertThat(scan).containsPattern(BY_KEY_OR_INVALID));
    assertThat(scans.stream().filter(scan -> scan.contains("/register/identity")))
        .hasSize(3)
        .noneMatch(scan -> scan.contains("score"));
  }

  private static LocalCommand.Outcome explain(String day, String input) {
    return canbao.run("explain --as-of " + day, input);
  }

  private static String explained(String day, String number) {
    LocalCommand.Outcome outcome = explain(day, number);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).doesNotContain(number);
    return constant(outcome.out());
  }

  /** Without what the lake's own secret and the settings' fingerprint make of it. */
  private static String constant(String out) {
    return out.replaceAll("key -?[0-9]+", "key K").replaceAll("run (.{10})-[0-9a-f]{12}", "run $1");
  }

  private static void rejectARowAndKnowSomebodyByAnInvalidNumber(SparkSession spark) {
    Lake tables = new Lake(spark, lake.toString());
    LocalDate day = LocalDate.parse(LAST);
    Row rejected =
        RowFactory.create(
            "enrolment_pension",
            day,
            "part-00001.csv",
            7L,
            new String[] {"enrolment_pension.line_declared"},
            new String[] {"The line is one that this source lists (AAE140 = 999)"},
            "P1,01,４４０１０６１９９００１０１００００,王五,999");
    tables.add(
        QualityTables.REJECTED,
        spark.createDataFrame(List.of(rejected), QualityTables.REJECTED.columns()));
    TableHome identity = home("identity");
    Row unlinked = identity(5L, INVALID, "provisional", "none", 0.0);
    Row linked = identity(6L, SLIPPED, "repaired_number", "certain", 1.0);
    tables.add(identity, spark.createDataFrame(List.of(unlinked, linked), identity.columns()));
    knowARelationOfTheOneWhoIsLinked(tables);
    suspectTheOneWhoIsLinkedAndSomebodyElse(tables);
  }

  private static void suspectTheOneWhoIsLinkedAndSomebodyElse(Lake tables) {
    TableHome finding =
        SupervisionTables.all().stream()
            .filter(home -> home.name().equals("finding"))
            .findFirst()
            .orElseThrow();
    Dataset<Row> drawn =
        TextTable.table(
            tables.spark(),
            """
            finding_id STRING | check_id STRING | kind STRING | division STRING | person_keys STRING | state STRING | evidence STRING
            F2 | Q07 | twice_in_a_line | 440604 | 6 | settled | 310 in 440604 from 2018-12
            F1 | Q01 | document_valid  | 440600 | 6 | open    | rule enrolment_medical.document_valid
            F3 | Q01 | document_valid  | 440600 | 7 | open    | rule enrolment_medical.document_valid
            """);
    tables.add(
        finding,
        drawn
            .withColumn("person_keys", array(col("person_keys").cast("bigint")))
            .withColumn("severity", lit("review"))
            .withColumn("first_seen", expr("DATE'2018-12-30'"))
            .withColumn("last_seen", col("first_seen"))
            .withColumns(
                Map.of(
                    "since", col("first_seen"),
                    "settled_by", expr("IF(state = 'settled', 'officer', NULL)"),
                    "places", array().cast(finding.columns().apply("places").dataType()),
                    "seen",
                        array(struct(col("first_seen"), col("last_seen"), lit(null)))
                            .cast(finding.columns().apply("seen").dataType()))));
  }

  private static void knowARelationOfTheOneWhoIsLinked(Lake tables) {
    TableHome enrolment = home("enrolment");
    Dataset<Row> ofAnother =
        tables
            .read(enrolment)
            .filter("line = '310' AND known_to IS NULL AND relation_id = 'M00000104001'")
            .withColumn("person_key", lit(6L))
            .withColumn("certainty", lit("none"))
            .withColumn("relation_id", lit("M1"));
    tables.add(enrolment, ofAnother);
    Dataset<Row> link =
        tables
            .read(home("identity"))
            .filter("document = '%s'".formatted(COVERED_BY_A_LINK))
            .selectExpr(
                "6L AS from_key",
                "person_key AS to_key",
                "'repaired_number' AS method",
                "'certain' AS certainty",
                "1.0D AS score",
                "DATE'2018-12-30' AS known_from",
                "CAST(NULL AS DATE) AS known_to");
    tables.add(home("link"), link);
  }

  private static Row identity(
      long key, String document, String method, String certainty, double score) {
    LocalDate day = LocalDate.parse(LAST);
    return RowFactory.create(
        key, "01", document, "王五", false, null, null, null, null, method, certainty, score,
        "others", day);
  }

  private static TableHome home(String table) {
    return RegisterTables.all().stream()
        .filter(home -> home.name().equals(table))
        .findFirst()
        .orElseThrow();
  }
}
