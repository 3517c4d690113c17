package canbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.linkage.LinkModel;
import canbao.jobs.run.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the steps of a night ask of Spark, by their physical plans. */
@ExtendWith(LocalSpark.class)
class LaterNightPlansTest {

  private static final Pattern SCAN = Pattern.compile("\\(\\d+\\) Scan parquet");

  @TempDir private static Path folder;
  private static List<String> ingestPlans;
  private static List<String> registerPlans;
  private static List<String> coveragePlans;
  private static List<String> seriesPlans;
  private static List<String> auditPlans;
  private static List<String> supervisionPlans;
  private static List<String> worklistPlans;
  private static List<String> estimatePlans;

  @BeforeAll
  static void aFirstNightAndALaterOne(SparkSession spark) throws Exception {
    LocalCommand canbao =
        new LocalCommand(spark, folder.resolve("province"), folder.resolve("lake"))
            .with("spark.sql.ui.explainMode", "formatted")
            .with("spark.sql.maxPlanStringLength", "1000000")
            .with("spark.sql.debug.maxToStringFields", "1000");
    run(canbao, "sample --persons 300 --days 2 --seed 5 --out " + folder.resolve("province"));
    run(canbao, "ingest --as-of 2018-12-30");
    run(canbao, "register --as-of 2018-12-30");
    ingestPlans = Plans.of(spark, () -> run(canbao, "ingest --as-of 2018-12-31"));
    registerPlans = Plans.of(spark, () -> run(canbao, "register --as-of 2018-12-31"));
    coveragePlans = Plans.of(spark, () -> run(canbao, "coverage --as-of 2018-12-31"));
    worklistPlans = Plans.of(spark, () -> run(canbao, "worklist --as-of 2018-12-31"));
    supervisionPlans = Plans.of(spark, () -> run(canbao, "supervision --as-of 2018-12-31"));
    seriesPlans = Plans.of(spark, () -> run(canbao, "series --from 2018-01-01 --to 2018-12-31"));
    auditPlans = Plans.of(spark, () -> run(canbao, "audit --as-of 2018-12-31"));
    String estimate = "estimate-links --as-of 2018-12-31 --out " + folder.resolve("small.yml");
    estimatePlans = Plans.of(spark, () -> run(canbao, estimate));
  }

  @Test
  void noQuerySortsToJoin() {
    assertThat(ingestPlans).isNotEmpty().noneMatch(plan -> plan.contains("SortMergeJoin"));
    assertThat(registerPlans).isNotEmpty().noneMatch(plan -> plan.contains("SortMergeJoin"));
    assertThat(coveragePlans).isNotEmpty().noneMatch(plan -> plan.contains("SortMergeJoin"));
    assertThat(worklistPlans).isNotEmpty().noneMatch(plan -> plan.contains("SortMergeJoin"));
    assertThat(supervisionPlans)
        .isNotEmpty()
        .noneMatch(plan -> plan.contains("SortMergeJoin"))
        .noneMatch(plan -> plan.contains("CartesianProduct") || plan.contains("NestedLoopJoin"));
  }

  /** Of everybody's rows what tells a suspect, and nothing that names a row; put together once. */
  @Test
  void suspectsAreFoundInOneScanOfEachTableFromFewColumns() {
    String search =
        supervisionPlans.stream()
            .filter(plan -> writes(plan, "suspected"))
            .findFirst()
            .orElseThrow();

    assertThat(search).containsOnlyOnce(") Exchange\n").doesNotContain("SortAggregate");
    for (String table : List.of("person", "status", "enrolment")) {
      assertThat(scans(search, table))
          .singleElement(InstanceOfAssertFactories.STRING)
          .doesNotContain("relation_id", "line_no", "row_digest", "employer_type", "pool_division");
    }
  }

  /** What makes a case is looked for among the rows of the suspected alone. */
  @Test
  void theRowsOfSuspectsAreReadOnceMoreBesideThem() {
    String cases =
        supervisionPlans.stream().filter(plan -> writes(plan, "found")).findFirst().orElseThrow();

    assertThat(scans(cases, "enrolment").stream().filter(scan -> scan.contains("payment_status")))
        .hasSize(1);
  }

  /** Whom links concern, few, is broadcast; nothing else is joined. */
  @Test
  void theListIsFoldedInOneExchangeFromOneScanOfTheStates() {
    List<String> lists =
        worklistPlans.stream()
            .filter(plan -> plan.contains("/coverage/person_state/") && plan.contains("ended_on"))
            .toList();

    assertThat(lists)
        .singleElement(InstanceOfAssertFactories.STRING)
        .containsOnlyOnce(") Exchange\n")
        .doesNotContain("SortAggregate", "ShuffledHashJoin", "NestedLoopJoin");
    assertThat(
            Pattern.compile("\n\n")
                .splitAsStream(lists.get(0))
                .filter(
                    node -> SCAN.matcher(node).find() && node.contains("/coverage/person_state/")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("special_groups")
        .doesNotContain("registered_city", "cities_210", "age:int");
  }

  @Test
  void allRowsOfTheDayAreJudgedInOnePassWithoutAShuffle() {
    assertThat(writing("alone"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("BatchScan")
        .doesNotContain("Exchange", "Join", "Aggregate");
  }

  @Test
  void sharedKeysAreFoundFromEightBytesAKey() {
    assertThat(writing("shared_keys"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("ReadSchema: struct<batch_no:int,key_1:bigint,key_2:bigint,hashes:array<bigint>>")
        .containsPattern("Exchange\nInput \\[1\\]: \\[hash#\\d+L\\]")
        .containsOnlyOnce(") Exchange\n")
        .doesNotContain("Join", "Aggregate");
  }

  @Test
  void changesAreFoundFromFewColumns() {
    List<String> searches =
        registerPlans.stream()
            .flatMap(plan -> Pattern.compile("\n\n").splitAsStream(plan))
            .filter(node -> SCAN.matcher(node).find() && node.contains("relation_id"))
            .filter(node -> !node.contains("employer_type"))
            .toList();

    assertThat(searches)
        .isNotEmpty()
        .allSatisfy(
            node -> assertThat(node).contains("row_digest").doesNotContain("pool_division"));
  }

  /** People who are alike are looked for once, for cities and flows; groups need other facts. */
  @Test
  void coverageIsCountedFromTwoScansOfThePeople() {
    assertThat(coveragePlans.stream().filter(plan -> plan.contains("Generate"))).hasSize(3);
    assertThat(
            coveragePlans.stream()
                .flatMap(plan -> Pattern.compile("\n\n").splitAsStream(plan))
                .filter(node -> SCAN.matcher(node).find())
                .filter(node -> node.contains("/coverage/person_state/"))
                .filter(node -> node.contains("cities_110")))
        .hasSize(2);
    assertThat(coveragePlans)
        .noneMatch(plan -> plan.contains("ShuffledHashJoin") || plan.contains("NestedLoopJoin"));
  }

  /**
   * Each table of the register once, for all days, with what decides alone; people meet in one
   * exchange beside those of the histories.
   */
  @Test
  void aSeriesReadsEachTableOnceForAllDays() {
    List<String> turns = seriesPlans.stream().filter(plan -> plan.contains("collect_set")).toList();

    assertThat(turns).isNotEmpty();
    for (String table : List.of("person", "status", "enrolment")) {
      assertThat(scans(turns.get(0), table))
          .singleElement(InstanceOfAssertFactories.STRING)
          .doesNotContain("line_no", "row_digest", "employer_type");
    }
    assertThat(seriesPlans).noneMatch(plan -> plan.contains("SortMergeJoin"));
  }

  /**
   * As long as nothing differs people are folded where they are read and never put side by side.
   */
  @Test
  void anAuditOfWhatIsRightComparesFingerprints() {
    assertThat(auditPlans.stream().filter(plan -> plan.contains("xxhash64"))).hasSize(2);
    assertThat(auditPlans.stream().filter(plan -> plan.contains("Generate"))).hasSize(3);
    assertThat(auditPlans).noneMatch(plan -> plan.contains("SortMergeJoin"));
  }

  @Test
  void weightsAreEstimatedWithoutComparingEverybodyWithEverybody() {
    assertThat(estimatePlans)
        .isNotEmpty()
        .noneMatch(plan -> plan.contains("NestedLoopJoin") || plan.contains("CartesianProduct"));
  }

  @Test
  void nightsTakeTheModelThatWasEstimated() throws Exception {
    Path conf = folder.resolve("conf");
    FileUtils.copyDirectory(Path.of("../conf").toFile(), conf.toFile());
    Files.copy(folder.resolve("small.yml"), conf.resolve("links/small.yml"));
    Files.writeString(conf.resolve("links.yml"), "model: small\n");

    LinkModel model = Settings.load(conf, "local", Map.of()).links();

    assertThat(model.name()).isEqualTo("small");
    assertThat(model.version()).isEqualTo(1);
  }

  /** The plans that write a table of ingest's scratch folder. */
  private static Stream<String> writing(String scratchTable) {
    return ingestPlans.stream().filter(plan -> writes(plan, scratchTable));
  }

  /** Whether a plan writes a table of a step's scratch folder. */
  private static boolean writes(String plan, String scratchTable) {
    return plan.contains("Execute InsertIntoHadoopFsRelationCommand")
        && plan.contains("/" + scratchTable + ", ");
  }

  /** The scans of a table of the register in a plan. */
  private static List<String> scans(String plan, String table) {
    return Pattern.compile("\n\n")
        .splitAsStream(plan)
        .filter(node -> SCAN.matcher(node).find() && node.contains("/register/" + table + "/"))
        .toList();
  }

  private static void run(LocalCommand canbao, String line) {
    LocalCommand.Outcome outcome = canbao.run(line);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
  }
}
