package canbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.lake.TableUpkeep;
import canbao.jobs.maintain.Maintained;
import canbao.jobs.run.ConfCopy;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Step;
import canbao.jobs.run.StepRun;
import canbao.jobs.run.StepSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(LocalSpark.class)
@ResourceLock("catalogue")
class CanbaoCommandTest {

  /** Commands beside the steps of a night that work on the lake. */
  private static final List<String> ON_A_LAKE =
      List.of(
          "night", "evaluate", "supervision", "audit", "maintain", "problems", "change", "series");

  /** In Shanghai it is 2019-01-01 already. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2018-12-31T17:30:00Z"), ZoneId.of("Asia/Shanghai"));

  private static final TableUpkeep.Done DONE = new TableUpkeep.Done("register.person", 7, 2, 12);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  private final List<String> ran = new ArrayList<>();
  private final List<String> recorded = new ArrayList<>();
  private final Map<String, Step> night = new LinkedHashMap<>();
  private final SparkSession spark;
  private Step supervision = context -> summary("supervision", context);
  private Step audit = context -> summary("audit", context);

  @TempDir private Path folder;

  CanbaoCommandTest(SparkSession spark) {
    this.spark = spark;
    for (String name : List.of("ingest", "register", "coverage", "gate", "release")) {
      night.put(name, context -> summary(name, context));
    }
  }

  @Test
  void aNightRunsItsStepsInOrderAndEndsWithTheCities() {
    assertThat(run("night --as-of 2018-12-31")).isZero();

    assertThat(ran)
        .containsExactly(
            "ingest 2018-12-31",
            "register 2018-12-31",
            "coverage 2018-12-31",
            "gate 2018-12-31",
            "release 2018-12-31",
            "supervision 2018-12-31");
    assertThat(out().replaceAll("[0-9]+\\.[0-9]", "0.0"))
        .startsWith(
            """
            Night of 2018-12-31
            step         rows in  accepted  rejected  written  seconds
            -----------  -------  --------  --------  -------  -------
            ingest         1,200     1,190        10    1,190      0.0
            register       1,200     1,190        10    1,190      0.0
            coverage       1,200     1,190        10    1,190      0.0
            gate           1,200     1,190        10    1,190      0.0
            release        1,200     1,190        10    1,190      0.0
            supervision    1,200     1,190        10    1,190      0.0

            The cities of 2018-12-31

            Tables (Delta): \
            """)
        .contains("Tables (Delta): " + folder.resolve("lake"));
  }

  @Test
  void theVerdictIsExplainedWithoutJudgingAgain() {
    assertThat(run("gate --explain --as-of 2018-12-31")).isZero();

    assertThat(out()).isEqualTo("The verdict of 2018-12-31\n");
    assertThat(ran).isEmpty();
    assertThat(recorded).isEmpty();
  }

  @Test
  void aFailureIsOverriddenWithItsCityReasonAndLastDay() {
    String gate = "gate --as-of 2018-12-31 ";
    String override = gate + "--override population.document_valid --city 440300 --reason old ";

    assertThat(run(override + "--until 2019-01-31")).isZero();
    assertThat(ran)
        .containsExactly(
            "gate 2018-12-31 population.document_valid in 440300 until 2019-01-31: old (%s)"
                .formatted(System.getProperty("user.name")));
    assertThat(told(override)).startsWith("2 canbao: ").contains("--until=DAY");
    assertThat(told(override + "--until 2018-12-30"))
        .isEqualTo(
            "2 canbao: The failure cannot be overridden: --until 2018-12-30 lies before 2018-12-31"
                + " or more than a year after it. Give the last day on which the failure is borne;"
                + " what is to be borne for ever is the rule's limit.");
    assertThat(
            told(
                gate
                    + "--override population.document_vald --city 440300 --reason old --until "
                    + "2019-01-31"))
        .startsWith("2 canbao: The failure cannot be overridden: no rule")
        .contains("population.document_valid");
    assertThat(
            told(
                gate
                    + "--override population.document_valid --city 440301 --reason old --until "
                    + "2019-01-31"))
        .startsWith("2 canbao: The failure cannot be overridden: '440301' is none");
    assertThat(told(override + "--until 2019-01-31 --explain"))
        .startsWith("2 canbao: The failure cannot be overridden: --explain changes nothing");
  }

  @Test
  void aProblemIsFollowedUpByWhomUntilWhenWithWhatAnswer() {
    String followUp =
        "problems --follow-up population.document_valid --city 440300 --due 2019-01-31 ";

    assertThat(run("problems --as-of 2018-12-31")).isZero();
    assertThat(out()).isEqualTo("The problems of 2018-12-31\n");
    assertThat(run(followUp + "--owner bureau --answer corrected")).isZero();
    assertThat(out())
        .endsWith(
            "Recorded: population.document_valid in 440300: bureau until 2019-01-31, corrected\n");
    assertThat(ran).hasSize(1);
    assertThat(told(followUp.replace("440300", "440301") + "--owner bureau"))
        .startsWith("2 canbao: The follow-up cannot be recorded: '440301' is none");
    assertThat(told(followUp.replace("valid", "vald") + "--owner bureau"))
        .startsWith("2 canbao: The follow-up cannot be recorded: there is no rule");
    assertThat(told(followUp)).startsWith("2 canbao: ").contains("--owner=WHO");
    assertThat(told(followUp + "--owner bureau --as-of 2018-12-31")).startsWith("2 canbao: ");
  }

  @Test
  void aListGoesOutToAUnitWithAPurposeAndANameAlone() {
    String export = "worklist --as-of 2018-12-31 --export --out x.csv --purpose visits ";

    assertThat(told(export + "--division 440106"))
        .isEqualTo(told("worklist --as-of 2018-12-31 --who chen.yi"))
        .isEqualTo(told("worklist --as-of 2018-12-31 --accept-held known"))
        .isEqualTo(
            "2 canbao: What worklist is to do cannot be told: --export goes with --division, --out,"
                + " --purpose and --who, all of them, and --accept-held goes with it alone. Give"
                + " all five, or none to make the list.");
    assertThat(told(export + "--division 44010 --who chen.yi"))
        .startsWith("2 canbao: No list can be exported for --division 44010: ");
  }

  @Test
  void aStepIsACommandOfItsOwn() {
    assertThat(run("gate --as-of 2018-12-31")).isZero();

    assertThat(ran).containsExactly("gate 2018-12-31");
    assertThat(recorded).containsExactly("2018-12-31 [gate]");
  }

  @Test
  void whatTheStepsOfANightTookIsRecordedOnceAtItsEnd() {
    assertThat(run("night --as-of 2018-12-31")).isZero();

    assertThat(recorded)
        .containsExactly("2018-12-31 [ingest, register, coverage, gate, release, supervision]");
  }

  @Test
  void aNightThatTheGateStopsRecordsWhatItsStepsTookUntilThen() {
    night.put("gate", context -> refuse(ExitCode.GATE));

    assertThat(run("night --as-of 2018-12-31")).isEqualTo(4);
    assertThat(recorded).containsExactly("2018-12-31 [ingest, register, coverage, supervision]");
  }

  @Test
  void aNightWithoutFindingsIsReleasedAndFails() {
    supervision = context -> refuse(ExitCode.CONFLICT);

    assertThat(run("night --as-of 2018-12-31")).isEqualTo(5);
    assertThat(err.toString()).isEqualTo("canbao: The province is held: why. What to do.\n");
    assertThat(out()).contains("release     1,200", "The cities of 2018-12-31");
    assertThat(recorded).containsExactly("2018-12-31 [ingest, register, coverage, gate, release]");
  }

  @Test
  void theGatesVerdictIsToldAlsoIfThereAreNoFindings() {
    night.put("gate", context -> refuse(ExitCode.GATE));
    supervision = context -> refuse(ExitCode.CONFLICT);

    assertThat(run("night --as-of 2018-12-31")).isEqualTo(4);
  }

  @Test
  void ofADayThatHasNoNumbersNothingIsSupervised() {
    night.put("register", context -> refuse(ExitCode.INPUT));

    assertThat(run("night --as-of 2018-12-31")).isEqualTo(3);
    assertThat(recorded).containsExactly("2018-12-31 [ingest]");
  }

  @Test
  void oneSourceAloneIsTaken() {
    assertThat(run("ingest --as-of 2018-12-31 --source status")).isZero();

    assertThat(ran).containsExactly("ingest of status 2018-12-31");
  }

  @Test
  void aDatabaseIsAskedForOneSourceThatIsInOne() {
    String ingest = "ingest --as-of 2018-12-31 ";
    for (String option : List.of("--is-in-database", "--read-again")) {
      assertThat(told(ingest + "--source card " + option))
          .isEqualTo(
              "2 canbao: No database can be asked for card: conf/sources/card.yml has no database:"
                  + " it sends files. Look for its manifest.json in the landing folder.");
      assertThat(told(ingest + option))
          .startsWith("2 canbao: What the database is to be asked cannot be told: ");
    }
    assertThat(told(ingest + "--source card --read-again --is-in-database"))
        .startsWith("2 canbao: What the database is to be asked cannot be told: ");
    assertThat(ran).isEmpty();
  }

  @Test
  void aLossOfRowsIsAcceptedForOneSourceAndWithAReasonAlone() {
    String ingest = "ingest --as-of 2018-12-31 ";
    assertThat(run(ingest + "--source card --accept-shrink 440300 --reason merged")).isZero();
    assertThat(ran).containsExactly("ingest of card permit [440300] 2018-12-31");

    assertThat(told(ingest + "--accept-shrink 440300 --reason merged"))
        .isEqualTo(told(ingest + "--source card --accept-shrink 440300"))
        .isEqualTo(told(ingest + "--source card --reason merged"))
        .isEqualTo(
            "2 canbao: A loss of rows cannot be accepted: --accept-shrink, --reason and --source go"
                + " together. Give all three, or none.");
    assertThat(told(ingest + "--source card --accept-shrink 440301 --reason merged"))
        .isEqualTo(
            "2 canbao: A loss of rows cannot be accepted: '440301' is none of the 21 cities. Give"
                + " the code that the refusal names, such as 440300.");
  }

  @Test
  void anEvaluationOfOneOfThreeKindsEndsWithTheIndicators() {
    assertThat(run("evaluate --as-of 2018-12-31 --kind midterm")).isZero();

    assertThat(ran).containsExactly("evaluate_midterm 2018-12-31");
    assertThat(recorded).containsExactly("2018-12-31 [evaluate_midterm]");
    assertThat(out())
        .contains("evaluate_midterm    1,200     1,190")
        .endsWith("\n\nThe indicators of 2018-12-31\n");
    assertThat(told("evaluate --as-of 2018-12-31 --kind yearly"))
        .isEqualTo(
            "2 canbao: --kind 'yearly' cannot be used, known: annual, midterm, final: the plan is"
                + " evaluated in three ways. Give one of annual, midterm, final.");
    assertThat(told("evaluate --as-of 2018-12-31"))
        .isEqualTo("2 canbao: Missing required option: '--kind=KIND'.");
    assertThat(ran).hasSize(1);
  }

  @Test
  void anEvaluationIsWrittenToAWorkbookIfOneIsAskedFor() {
    Path file = folder.resolve("final.xlsx");

    assertThat(run("evaluate --as-of 2018-12-31 --kind final --out " + file)).isZero();
    assertThat(file).hasContent("final");
    assertThat(told("evaluate --as-of 2018-12-31 --kind final --out " + file + "/x.xlsx"))
        .startsWith("2 canbao: The workbook file ")
        .contains("cannot be written: there is no folder ");
  }

  @Test
  void officersDecideAboutFindingsByAFile() throws IOException {
    String id = "0123456789abcdef0123456789abcdef";
    Path file = folder.resolve("decisions.csv");
    Files.writeString(
        file, "finding_id,state,who,when,note\n%s,sent,officer_7,2018-12-31,\n".formatted(id));
    assertThat(run("supervision --mark " + file)).isZero();
    assertThat(ran).containsExactly("sent 2018-12-31");

    Files.writeString(
        file,
        """
        finding_id,state,who,when,note
        Q07,closed,,2019-01-02,see 11010519491231002X
        %s,sent,officer_7,2018-02-30,
        """
            .formatted(id));
    assertThat(run("supervision --mark " + file)).isEqualTo(2);
    assertThat(err.toString().replace(file.toString(), "FILE"))
        .contains(
            "FILE:2:1 'finding_id' must be an id of supervision.finding, 32 digits 0 to f",
            "FILE:2:5 'state' must be one of open, sent, settled",
            "FILE:2:12 'who' must name the account of the officer",
            "FILE:2:13 'when' must not be after today, 2019-01-01",
            "FILE:2:24 'note' holds what may be a document number; write none",
            "FILE:3:49 'when' must be a date such as 2018-12-31",
            "6 faults in the decisions")
        .doesNotContain("11010519491231002X");
    assertThat(told("supervision"))
        .isEqualTo(
            "2 canbao: What supervision is to do cannot be told: it needs either --as-of or --mark."
                + " Give --as-of DAY to look for findings, or --mark FILE to record decisions.");
    assertThat(ran).hasSize(1);
  }

  @Test
  void theSampleIsMadeOnceAndEveryNightOfItRuns() {
    assertThat(run("night --sample")).isZero();
    assertThat(out()).contains("The cities of 2018-12-30\n\nNight of 2018-12-31\n");
    assertThat(run("night --sample")).isZero();

    assertThat(ran.stream().filter(step -> !step.matches("(register|coverage|gate|supervision).*")))
        .containsExactly(
            "sample of 100000",
            "ingest 2018-12-30",
            "release 2018-12-30",
            "ingest 2018-12-31",
            "release 2018-12-31",
            "ingest 2018-12-30",
            "release 2018-12-30",
            "ingest 2018-12-31",
            "release 2018-12-31");
  }

  @Test
  void wrongUsageEndsWithTwoAndASuggestion() {
    assertThat(told("nigth")).isEqualTo("2 canbao: unknown command 'nigth', did you mean 'night'?");
    assertThat(told("night --as-off 2018-12-31"))
        .isEqualTo("2 canbao: unknown option '--as-off', did you mean '--as-of'?");
    assertThat(told("gate --as-of=2018-12-31 --laek=x"))
        .isEqualTo("2 canbao: unknown option '--laek', did you mean '--lake'?");
    assertThat(told("gate")).isEqualTo("2 canbao: Missing required option: '--as-of=DAY'.");
    assertThat(told("gate --as-of"))
        .isEqualTo("2 canbao: Expected parameter for option '--as-of' but found '--landing'.");
    assertThat(told("")).isEqualTo("2 canbao: Missing required subcommand.");
    assertThat(told("@nothing")).isEqualTo("2 canbao: there is no file of arguments @nothing.");
    assertThat(told("night --as-of 2018-12-31 --source card"))
        .startsWith("2 canbao: unknown option '--source'");
    assertThat(told("sample --out x --dirt havy"))
        .startsWith("2 canbao: --dirt 'havy' cannot be used, did you mean 'heavy'?: ");
  }

  @Test
  void aDayMustBeACalendarDateThatHasEndedInTheProvince() {
    assertThat(told("night --as-of 2018-02-29"))
        .isEqualTo(
            "2 canbao: --as-of '2018-02-29' cannot be used: it is no calendar date of the form"
                + " yyyy-MM-dd. Give a day such as 2018-12-31.");
    assertThat(told("night --as-of 20181231")).startsWith("2 canbao: --as-of '20181231' cannot");
    assertThat(told("night --as-of +2018-12-31")).startsWith("2 canbao: --as-of '+2018-12-31'");
    assertThat(told("night --as-of 2019-01-02"))
        .isEqualTo(
            "2 canbao: --as-of 2019-01-02 cannot be used: it lies after today, 2019-01-01 in"
                + " Asia/Shanghai. Give a day that is over.");
    assertThat(told("register --as-of 2019-01-01"))
        .isEqualTo(
            "2 canbao: --as-of 2019-01-01 cannot be used: it is today in Asia/Shanghai and has not"
                + " ended. Give a day that is over.");
    assertThat(told("night"))
        .isEqualTo(
            "2 canbao: The night of which day cannot be told: neither --as-of nor --sample is"
                + " given. Give a day: --as-of 2018-12-31.");
  }

  @Test
  void wrongSettingsEndWithTwoBeforeAnythingRuns() {
    assertThat(told("gate --as-of 2018-12-31 --set limits.max_colums=3"))
        .isEqualTo(
            "2 --set limits.max_colums unknown key 'limits.max_colums',"
                + " did you mean 'limits.max_columns'?");
    assertThat(told("gate --as-of 2018-12-31 --conf nowhere"))
        .startsWith("2 canbao: The settings folder nowhere cannot be used");
    assertThat(told("ingest --as-of 2018-12-31 --source cards"))
        .startsWith("2 canbao: The source 'cards' cannot be used, did you mean 'card'?");
    assertThat(told("estimate-links --as-of 2018-12-31 --out nowhere/model.yml --conf ../conf"))
        .startsWith("2 canbao: The model file nowhere/model.yml cannot be written: there is no");
    assertThat(ran).isEmpty();
  }

  @Test
  void aWaiverThatHasEndedEndsWithTwoBeforeAnythingRuns() throws IOException {
    ConfCopy conf = ConfCopy.in(folder);
    String id = "  - id: population.document_valid\n";
    String waiver = "    waiver: {who: X, why: Y, until: 2018-12-30, cities: [440100]}\n";
    conf.spoil("rules/population.yml", id, id + waiver);
    String fault =
        "rules/population.yml:39:37 'until' lies before 2018-12-31, the day of the run: take the"
            + " waiver out or have it given anew";
    for (String command : List.of("night", "ingest", "gate")) {
      assertThat(told(command + " --as-of 2018-12-31 --conf " + conf.folder()))
          .isEqualTo("2 " + conf.folder() + "/" + fault);
    }
    assertThat(ran).isEmpty();
    assertThat(run("gate --as-of 2018-12-30 --conf " + conf.folder())).isZero();
  }

  @Test
  void aFailureOfAStepHasItsMessageAndItsCode() {
    night.put("gate", context -> refuse(ExitCode.GATE));

    assertThat(run("night --as-of 2018-12-31")).isEqualTo(4);
    assertThat(err.toString()).isEqualTo("canbao: The province is held: why. What to do.\n");
    assertThat(out()).contains("coverage       1,200").doesNotContain("release");
  }

  @Test
  void anAuditThatFindsDifferencesEndsWithOneAndIsNoBug() {
    assertThat(run("audit --as-of 2018-12-31")).isZero();
    assertThat(ran).containsExactly("audit 2018-12-31");

    audit = context -> refuse(ExitCode.DIFFERENCE);
    assertThat(run("audit --as-of 2018-12-31")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("canbao: The province is held: why. What to do.\n");
  }

  @Test
  void maintainEndsWithTheFilesOfEachTableThatHasLessNow() {
    assertThat(run("maintain")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            table            files before  files after  files removed
            ---------------  ------------  -----------  -------------
            register.person             7            2             12
            all 1 tables                7            2             12
            No tables of Canbao, left alone: mine
            """);
  }

  @Test
  void filesAreKeptAWeekAtLeast() {
    assertThat(told("maintain --set retention_days=6"))
        .isEqualTo("2 --set retention_days 'retention_days' must be at least 7, is 6");
    assertThat(out()).isEmpty();
  }

  @Test
  void aFailureThatSparkHasWrappedIsToldAsItself() {
    night.put(
        "gate",
        context -> {
          throw new IllegalStateException(
              new SparkException(
                  "Job aborted: 440524188001010014",
                  new JobFailure(ExitCode.INPUT, "The file is refused", "why", "What to do")));
        });

    assertThat(told("gate --as-of 2018-12-31"))
        .isEqualTo("3 canbao: The file is refused: why. What to do.");
  }

  @Test
  void aBugIsToldWithoutMessagesAndWithOurFramesOnly() {
    night.put(
        "gate",
        context -> {
          throw new IllegalStateException(
              "440524188001010014", new SparkException("张三 440524188001010014"));
        });

    assertThat(run("gate --as-of 2018-12-31")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith(
            """
            canbao: This is a bug in Canbao, not in your data or settings.
              java.lang.IllegalStateException
                at canbao.jobs.CanbaoCommandTest.\
            """)
        .contains("  org.apache.spark.SparkException\n")
        .contains("The log is what stands above on standard error.")
        .doesNotContain("440524188001010014", "张三", "at org.", "at java.");
  }

  @Test
  void aLakeInUseEndsWithFive() {
    night.put("gate", context -> summary("gate", context, run("ingest --as-of 2018-12-31")));

    assertThat(run("gate --as-of 2018-12-31")).isZero();
    assertThat(ran).containsExactly("gate 2018-12-31 5");
    assertThat(err.toString())
        .startsWith("canbao: The lake is in use by gate, since 2019-01-01 01:30:00 +08:00: ");
  }

  @Test
  void aLakeThatCannotBeWrittenToEndsWithTwo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "", StandardCharsets.UTF_8);

    assertThat(told("gate --as-of 2018-12-31 --lake " + file + "/lake"))
        .startsWith("2 canbao: The lake " + file + "/lake cannot be used: ");
  }

  @Test
  void everyCommandHasHelpThatExplainsItWithAnExampleAndTheExitCodes() {
    for (String command :
        List.of(
            "night",
            "ingest",
            "register",
            "coverage",
            "supervision",
            "gate",
            "release",
            "usability",
            "worklist",
            "evaluate",
            "sample",
            "sql",
            "audit",
            "maintain",
            "rules",
            "problems",
            "measures",
            "reproduce",
            "diff",
            "revision",
            "change",
            "series",
            "assurance",
            "explain")) {
      out.reset();
      assertThat(run(command + " --help")).isZero();
      assertThat(out())
          .startsWith("Usage: canbao " + command)
          .contains("--conf=DIR", "--env=NAME", "--landing=DIR", "--lake=DIR", "--set=KEY=VALUE")
          .contains("Exit codes:", "  5   Another command has the lake.")
          .contains("  canbao " + command + " ");
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aChangeIsToldOfTwoDaysThatAreOverAndOfTheProvinceIfNothingElseIsAsked() throws IOException {
    assertThat(run("change --from 2018-06-30 --as-of 2018-12-30")).isZero();
    assertThat(ran).containsExactly("change 2018-12-30 since 2018-06-30");
    assertThat(out()).endsWith("The change of 440000\n");

    assertThat(run("change --from 2018-06-31 --as-of 2018-12-30")).isEqualTo(2);
    assertThat(run("change --from 2018-06-30 --as-of 2018-12-30 --city 110000")).isEqualTo(2);
    assertThat(err.toString()).contains("--from '2018-06-31'", "none of the 21 cities");
  }

  @Test
  void aSeriesIsOfDaysThatAreOver() {
    assertThat(run("series --from 2018-01-01 --to 2018-12-31")).isZero();
    assertThat(ran).containsExactly("series 2018-12-31 from 2018-01-01");

    assertThat(run("series --from 2018-01-01 --to 2019-01-01")).isEqualTo(2);
    assertThat(err.toString()).contains("--to 2019-01-01 cannot be used");
  }

  @Test
  void theRulesAreToldWithoutALake() throws IOException {
    assertThat(run("rules --source statistic --conf ../conf")).isZero();
    assertThat(out().lines().filter(line -> line.startsWith("statistic.value_given")))
        .singleElement()
        .asString()
        .matches(
            "statistic.value_given +row +completeness +warn +0 %, 0 .*The figure has a value"
                + " +数值可读");

    Path page = folder.resolve("rules.html");
    assertThat(run("rules --conf ../conf --format html --out " + page)).isZero();
    assertThat(out()).endsWith("Rules in " + page + "\n");
    assertThat(Files.readString(page)).contains("<td>population.age_plausible</td>");
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  @Test
  void rulesAreWrittenInThreeWays() {
    assertThat(told("rules --conf ../conf --format md"))
        .isEqualTo(
            "2 canbao: --format 'md' cannot be used, known: text, markdown, html: rules are written"
                + " in three ways. Give one of text, markdown, html.");
    assertThat(told("rules --conf ../conf --source cards"))
        .startsWith("2 canbao: The source 'cards' cannot be used, did you mean 'card'?");
    assertThat(told("rules --conf ../conf --out nowhere/rules.md"))
        .startsWith("2 canbao: The rules file nowhere/rules.md cannot be written: there is no");
  }

  @Test
  void aQueryReadsTheTablesOfTheLakeByTheirNames() {
    lakeTable("coverage/city_coverage", "VALUES ('440100', '广州市', 42L), ('440300', '深圳市', null)");

    assertThat(query("SELECT * FROM coverage.city_coverage ORDER BY 1;"))
        .as(err.toString())
        .isZero();
    assertThat(out())
        .isEqualTo(
            """
              col1  col2    col3
            ------  ------  ----
            440100  广州市    42
            440300  深圳市
            """);
  }

  @Test
  void aQueryChangesNothing() {
    lakeTable("coverage/kept", "VALUES (1)");

    for (String change :
        List.of(
            "DELETE FROM coverage.kept",
            "WITH x AS (SELECT 2) INSERT INTO coverage.kept SELECT * FROM x",
            "DROP TABLE coverage.kept",
            "CREATE TABLE coverage.other AS SELECT 1",
            "SET spark.sql.shuffle.partitions=1")) {
      err.getBuffer().setLength(0);
      assertThat(query(change)).isEqualTo(2);
      assertThat(err.toString()).contains("sql only reads the lake");
    }
    assertThat(spark.read().format("delta").load(lake() + "/coverage/kept").count()).isEqualTo(1);
  }

  @Test
  void aQueryThatCannotBeUnderstoodIsWrongUsage() {
    assertThat(query("SELECT FROM WHERE")).isEqualTo(2);
    assertThat(query("SELECT * FROM coverage.nothing")).isEqualTo(2);
    assertThat(err.toString())
        .contains("canbao: The query cannot be run: ")
        .contains("DESCRIBE coverage.city_coverage the columns.")
        .doesNotContain("\tat ");
  }

  private int query(String query) {
    return canbao().run("sql", query, "--conf", "../conf", "--lake", lake());
  }

  private void lakeTable(String path, String rows) {
    spark.sql(rows).write().format("delta").save(lake() + "/" + path);
  }

  private int run(String line) {
    List<String> args =
        new ArrayList<>(Stream.of(line.split(" ")).filter(arg -> !arg.isEmpty()).toList());
    boolean isStep =
        Stream.concat(ON_A_LAKE.stream(), night.keySet().stream())
            .anyMatch(line.replaceFirst(" .*", "")::equals);
    if (isStep && !line.contains("--help")) {
      args.addAll(List.of("--landing", folder.resolve("province").toString()));
      if (!args.contains("--conf")) {
        args.addAll(List.of("--conf", "../conf"));
      }
      if (!args.contains("--lake")) {
        args.addAll(List.of("--lake", lake()));
      }
    }
    return canbao().run(args.toArray(String[]::new));
  }

  /** The exit code and the first line of the operator's message. */
  private String told(String line) {
    err.getBuffer().setLength(0);
    int code = run(line);
    assertThat(err.toString()).doesNotContain("\tat ");
    return code + " " + err.toString().lines().findFirst().orElse("");
  }

  private Canbao canbao() {
    Steps steps =
        new Steps(
            night,
            audit,
            (session, settings) -> new Maintained(List.of(DONE), 0, List.of("mine")),
            new Steps.OfSource(
                (context, source, permit) -> {
                  String shrinks = permit.cities().isEmpty() ? "" : " permit " + permit.cities();
                  return summary("ingest of " + source.name() + shrinks, context);
                },
                (context, source) -> summary("ingest again of " + source.name(), context)),
            (session, request) -> makeProvince(request),
            context -> "The cities of " + context.asOf(),
            context -> "The verdict of " + context.asOf(),
            (context, override) -> summary("gate", context, override.drawn()),
            (context, runs) -> recorded.add(context.asOf() + " " + names(runs)),
            new Steps.Evaluation(
                (context, kind) -> summary("evaluate_" + kind.word(), context),
                (context, kind) -> "The indicators of " + context.asOf(),
                (context, kind) -> kind.word().getBytes(StandardCharsets.UTF_8)),
            new Steps.Supervision(
                supervision,
                (session, settings, decisions) -> {
                  decisions.forEach(one -> ran.add(one.state() + " " + one.decidedOn()));
                  return new StepSummary("mark", decisions.size(), decisions.size(), 0, 0);
                }),
            new Steps.Problems(
                context -> "The problems of " + context.asOf(),
                (session, settings, followUp, moment) -> ran.add(followUp + " " + moment)),
            new Steps.Measures(
                context -> summary("measures", context),
                context -> "The measures of " + context.asOf()),
            new Steps.Change(
                (context, from) -> summary("change", context, "since " + from),
                (context, from, division) -> "The change of " + division,
                (context, first) -> summary("series", context, "from " + first)),
            (context, asked) -> "The reasons of " + context.asOf());
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    Launcher launcher =
        new Launcher(steps, (settings, name, work) -> work.accept(spark), printed, CLOCK);
    return new Canbao(launcher, new PrintWriter(err, true));
  }

  private StepSummary makeProvince(SampleRequest request) {
    ran.add("sample of " + request.persons());
    // A batch may lie there that is dated today or later.
    for (int i : List.of(0, 1, -2)) {
      LocalDate day = request.lastDay().minusDays(i);
      try {
        Path unused = Files.createDirectories(Path.of(request.out(), "population", day.toString()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return new StepSummary("sample", 0, 0, 0, 2);
  }

  private StepSummary summary(String name, RunContext context, Object... more) {
    String rest = more.length == 0 ? "" : " " + more[0];
    ran.add(name + " " + context.asOf() + rest);
    return new StepSummary(name, 1200, 1190, 10, 1190);
  }

  private static List<String> names(List<StepRun> runs) {
    return runs.stream().map(run -> run.done().step()).toList();
  }

  private static StepSummary refuse(ExitCode code) {
    throw new JobFailure(code, "The province is held", "why", "What to do");
  }

  private String lake() {
    return folder.resolve("lake").toString();
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
