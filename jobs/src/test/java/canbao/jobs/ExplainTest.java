package canbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.register.RegisterTables;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /** The batch of the second night ends the pension, which by its dates lasts to the first. */
  private static final String ENDED = "445222199708270070";

  /** No valid number; of nobody in the sample. */
  private static final String INVALID = "440106199001010000";

  private static final String NOBODY = "11010519491231002X";

  private static final Pattern SCAN = Pattern.compile("\\(\\d+\\) Scan parquet");

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
    System.err.println("<<<A" + constant(covered.out()) + ">>>");
    assertThat(constant(covered.out())).isEqualTo("""
        """);
  }

  @Test
  void whoIsDueAndNotCoveredHasARelationThatDoesNotCount() {
    assertThat(explained(LAST, SUSPENDED)).contains("""
        x
        """);
  }

  @Test
  void whoIsNotDueFailsAPartOfThePredicateByAStatus() {
    assertThat(explained(LAST, NOT_DUE)).contains("""
        x
        """);
  }

  @Test
  void anEarlierDayIsExplainedByWhatItsNumbersKnow() {
    assertThat(explained(FIRST, ENDED)).contains("""
        x
        """);
    assertThat(explained(LAST, ENDED)).contains("""
        x
        """);
  }

  @Test
  void anInvalidNumberMeansWhoIsKnownByItsTextAndItsRejectedRowsAreShown() {
    assertThat(explained(LAST, INVALID)).isEqualTo("""
        """);
  }

  @Test
  void aNumberThatIsNobodysEndsWithThreeAndIsNotRepeated() {
    LocalCommand.Outcome outcome = explain(LAST, NOBODY);

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("canbao: The document that was asked for is nobody's: register.identity of the")
        .doesNotContain(NOBODY);
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
        .hasSizeGreaterThan(5)
        .allSatisfy(scan -> assertThat(scan).containsPattern("PushedFilters: .*EqualTo\\(person_key,"));
    assertThat(scans.stream().filter(scan -> scan.contains("/register/identity")))
        .singleElement()
        .satisfies(scan -> assertThat(scan).doesNotContain("score"));
  }

  private static LocalCommand.Outcome explain(String day, String input) {
    return canbao.run("explain --as-of " + day, input);
  }

  private static String explained(String day, String number) {
    LocalCommand.Outcome outcome = explain(day, number);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).doesNotContain(number);
    System.err.println("<<<" + day + constant(outcome.out()) + ">>>");
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
    TableHome identity =
        RegisterTables.all().stream()
            .filter(home -> home.name().equals("identity"))
            .findFirst()
            .orElseThrow();
    Row known =
        RowFactory.create(5L, "01", INVALID, "王五", "provisional", "none", 0.0, day);
    tables.add(identity, spark.createDataFrame(List.of(known), identity.columns()));
  }
}
