package canbao.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalSpark;
import canbao.jobs.lake.Scala;
import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.analyzers.Analysis;
import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.analyzers.Compliance;
import com.amazon.deequ.analyzers.HdfsStateProvider;
import com.amazon.deequ.analyzers.InMemoryStateProvider;
import com.amazon.deequ.analyzers.Minimum;
import com.amazon.deequ.analyzers.NumMatches;
import com.amazon.deequ.analyzers.NumMatchesAndCount;
import com.amazon.deequ.analyzers.PatternMatch;
import com.amazon.deequ.analyzers.RatioOfSums;
import com.amazon.deequ.analyzers.Size;
import com.amazon.deequ.analyzers.Uniqueness;
import com.amazon.deequ.analyzers.runners.AnalysisRunner;
import com.amazon.deequ.analyzers.runners.AnalyzerContext;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.checks.CheckLevel;
import com.amazon.deequ.checks.CheckStatus;
import com.amazon.deequ.comparison.ComparisonResult;
import com.amazon.deequ.comparison.ReferentialIntegrity;
import com.amazon.deequ.metrics.Metric;
import com.amazon.deequ.repository.ResultKey;
import com.amazon.deequ.repository.fs.FileSystemMetricsRepository;
import com.amazon.deequ.repository.sparktable.SparkTableMetricsRepository;
import com.amazon.deequ.suggestions.ConstraintSuggestionResult;
import com.amazon.deequ.suggestions.ConstraintSuggestionRunner;
import com.amazon.deequ.suggestions.rules.CompleteIfCompleteRule;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map$;
import scala.util.matching.Regex;

/**
 * What Deequ gets right and the adapter rests on, and what it gets wrong and the adapter keeps away
 * from: when a test of the second kind fails after an upgrade, a fence may fall.
 */
@ExtendWith(LocalSpark.class)
@Isolated("what supervision frees at its end is the cache of all tests, which is looked at here")
class DeequFencesTest {

  private interface Assertion extends Function1<Object, Object>, Serializable {}

  private static final Assertion IS_ONE = share -> share.equals(1.0);

  private static Dataset<Row> rows(SparkSession spark) {
    return spark.sql(
        "SELECT * FROM VALUES ('A', 980L, 1000L), ('A', 20L, 9000L), ('B', 7L, 10L) AS t(city, covered, due)");
  }

  @Test
  void reliesOnStatesOutOfOneGroupByAtTheirOffset(SparkSession spark) {
    Compliance first = compliance("covered > 900", null);
    Compliance second = compliance("due < 5000", null);
    List<Row> cities = aggregated(rows(spark), List.of(first, second));
    assertThat(state(first, cities.get(0), 1)).isEqualTo("1 of 2");
    assertThat(state(second, cities.get(0), 3)).isEqualTo("1 of 2");
    assertThat(state(first, cities.get(1), 1)).isEqualTo("0 of 1");
    assertThat(state(second, cities.get(1), 3)).isEqualTo("1 of 1");
  }

  @Test
  void reliesOnStatesThatAddUp() {
    NumMatchesAndCount some = new NumMatchesAndCount(1, 2, Option.empty());
    NumMatchesAndCount more = new NumMatchesAndCount(3, 4, Option.empty());
    assertThat(some.sum(more)).isEqualTo(new NumMatchesAndCount(4, 6, Option.empty()));
  }

  @Test
  void reliesOnNoStateWhereAFilterMatchesNoRow(SparkSession spark) {
    Compliance nobody = compliance("covered > 900", "due < 0");
    List<Row> cities = aggregated(rows(spark), List.of(nobody));
    assertThat(nobody.fromAggregationResult(cities.get(0), 1).isDefined()).isFalse();
  }

  @Test
  void keepsAwayFromRatioOfSumsWhichReadsTheStateOfAnother(SparkSession spark) {
    RatioOfSums ratio = new RatioOfSums("covered", "due", Option.empty());
    Size size = new Size(Option.empty());
    Dataset<Row> cityB = rows(spark).filter("city = 'B'");
    List<Column> aggregations = new ArrayList<>();
    aggregations.addAll(JavaConverters.seqAsJavaList(size.aggregationFunctions()));
    aggregations.addAll(JavaConverters.seqAsJavaList(ratio.aggregationFunctions()));
    Row second =
        cityB
            .agg(aggregations.get(0).cast("double"), aggregations.get(1), aggregations.get(2))
            .first();
    assertThat(ratio.fromAggregationResult(second, 1).get().metricValue())
        .as("7 of 10, but it takes the size for the covered and the covered for the due")
        .isEqualTo(1.0 / 7.0);
  }

  @Test
  void keepsAwayFromAggregatedStatesWhichCountWhatTwoChecksNeedTwice(SparkSession spark) {
    Dataset<Row> rows = rows(spark);
    InMemoryStateProvider states = new InMemoryStateProvider();
    VerificationResult once =
        new VerificationSuite()
            .onData(rows)
            .addRequiredAnalyzer(untyped(new Size(Option.empty())))
            .saveStatesWith(states)
            .run();
    assertThat(sizeOf(once)).isEqualTo(3.0);
    Seq<Check> checks = list(List.of(hasSize("one"), hasSize("two")));
    VerificationResult merged =
        new VerificationSuite()
            .runOnAggregatedStates(
                rows.schema(),
                checks,
                list(List.of(states)),
                Analysis.apply(list(List.of())),
                Option.empty(),
                Option.empty(),
                Option.empty());
    assertThat(sizeOf(merged)).isEqualTo(6.0);
  }

  @Test
  void keepsAwayFromAggregatedStatesWhichGiveOneFilterTheRowsOfAnother(SparkSession spark) {
    Dataset<Row> rows = rows(spark);
    Analyzer<?, Metric<?>> ofAll = untyped(uniqueCity(null));
    Analyzer<?, Metric<?>> ofSmall = untyped(uniqueCity("due < 5000"));
    InMemoryStateProvider states = new InMemoryStateProvider();
    VerificationResult direct =
        new VerificationSuite()
            .onData(rows)
            .addRequiredAnalyzer(ofAll)
            .addRequiredAnalyzer(ofSmall)
            .saveStatesWith(states)
            .run();
    assertThat(valueOf(ofAll, direct)).isEqualTo(1.0 / 3);
    assertThat(valueOf(ofSmall, direct)).isEqualTo(1.0);
    VerificationResult merged =
        new VerificationSuite()
            .runOnAggregatedStates(
                rows.schema(),
                list(List.of()),
                list(List.of(states)),
                Analysis.apply(list(List.of(ofAll, ofSmall))),
                Option.empty(),
                Option.empty(),
                Option.empty());
    assertThat(valueOf(ofSmall, merged)).isEqualTo(valueOf(ofAll, merged));
  }

  /** Eight writers begin at once, again and again until one of them is missing. */
  @Test
  void keepsAwayFromItsFileOfMetricsWhichLosesWhatOthersWriteMeanwhile(
      SparkSession spark, @TempDir Path folder) throws InterruptedException {
    AnalyzerContext size =
        AnalysisRunner.onData(rows(spark)).addAnalyzer(untyped(new Size(Option.empty()))).run();
    int lost = 0;
    for (int round = 0; round < 20 && lost == 0; round++) {
      String file = folder.resolve("metrics-" + round + ".json").toString();
      LongAdder saved = new LongAdder();
      CyclicBarrier together = new CyclicBarrier(8);
      List<Thread> writers =
          IntStream.range(0, 8)
              .mapToObj(
                  day ->
                      new Thread(
                          () -> {
                            FileSystemMetricsRepository own =
                                new FileSystemMetricsRepository(spark, file);
                            try {
                              int unused = together.await();
                              own.save(new ResultKey(day, Map$.MODULE$.empty()), size);
                              saved.increment();
                            } catch (Exception e) {
                              // Who is told that it failed has not lost it unawares.
                            }
                          }))
              .toList();
      writers.forEach(Thread::start);
      for (Thread writer : writers) {
        writer.join();
      }
      lost = saved.intValue() - new FileSystemMetricsRepository(spark, file).load().get().size();
    }
    assertThat(lost).isPositive();
  }

  @Test
  void keepsAwayFromUniquenessWhichPassesThoughRowsWithoutKeyAreMarked(SparkSession spark) {
    Dataset<Row> rows = spark.sql("SELECT * FROM VALUES ('A'), (NULL), (NULL) AS t(v)");
    VerificationResult result =
        new VerificationSuite()
            .onData(rows)
            .addCheck(check("once").isUnique("v", Option.empty(), Option.empty()))
            .run();
    assertThat(result.status()).isEqualTo(CheckStatus.Success());
    Dataset<Row> told =
        VerificationResult.rowLevelResultsAsDataFrame(spark, result, rows).orderBy("v");
    assertThat(told.select("v", "once").collectAsList().toString())
        .isEqualTo("[[null,false], [null,false], [A,true]]");
  }

  @Test
  void keepsAwayFromFilteredChecksWhichPassOnNothing(SparkSession spark) {
    Check ofNobody =
        check("nobody")
            .satisfies(
                "covered > 900", "rule", IS_ONE, Option.empty(), list(List.of()), Option.empty())
            .where("due < 0");
    VerificationResult result =
        new VerificationSuite().onData(rows(spark)).addCheck(ofNobody).run();
    assertThat(result.status()).isEqualTo(CheckStatus.Success());
  }

  @Test
  void keepsAwayFromItsTableOfMetricsWhichIsNotThereAtFirstAndGrowsWhenARunIsRepeated(
      SparkSession spark) {
    SparkTableMetricsRepository repository =
        new SparkTableMetricsRepository(spark, "metrics_of_a_fence");
    ResultKey key = new ResultKey(1, Map$.MODULE$.empty());
    assertThatThrownBy(
            () ->
                new VerificationSuite()
                    .onData(rows(spark))
                    .useRepository(repository)
                    .saveOrAppendResult(key)
                    .addCheck(hasSize("first"))
                    .run())
        .hasMessageContaining("metrics_of_a_fence");
    AnalyzerContext size =
        AnalysisRunner.onData(rows(spark)).addAnalyzer(untyped(new Size(Option.empty()))).run();
    try {
      repository.save(key, size);
      repository.save(key, size);
      assertThat(spark.table("metrics_of_a_fence").count()).isEqualTo(2);
    } finally {
      Dataset<Row> unused = spark.sql("DROP TABLE IF EXISTS metrics_of_a_fence");
    }
  }

  @Test
  void keepsAwayFromRepositoriesWhichACountOfColumnsThrowsOutOf(
      SparkSession spark, @TempDir Path folder) {
    Assertion isAny = count -> true;
    assertThatThrownBy(
            () ->
                new VerificationSuite()
                    .onData(rows(spark))
                    .useRepository(
                        new FileSystemMetricsRepository(
                            spark, folder.resolve("metrics.json").toString()))
                    .saveOrAppendResult(new ResultKey(1, Map$.MODULE$.empty()))
                    .addCheck(check("columns").hasColumnCount(isAny, Option.empty()))
                    .run())
        .isInstanceOf(Exception.class);
  }

  @Test
  void keepsAwayFromRowResultsWhichKnowNullAndOverwriteAnothersOfTheSameName(SparkSession spark) {
    Dataset<Row> rows = spark.sql("SELECT * FROM VALUES (1, 5), (NULL, -5) AS t(v, w)");
    VerificationResult result =
        new VerificationSuite()
            .onData(rows)
            .addCheck(satisfies("same", "v > 0"))
            .addCheck(satisfies("same", "w > 0"))
            .addCheck(satisfies("other", "v > 0"))
            .run();
    Dataset<Row> told =
        VerificationResult.rowLevelResultsAsDataFrame(spark, result, rows).orderBy("w");
    assertThat(told.columns()).containsExactlyInAnyOrder("v", "w", "same", "other");
    assertThat(told.select("other").collectAsList().toString()).isEqualTo("[[null], [true]]");
  }

  @Test
  void keepsAwayFromExtremesOfColumnsThatAreNeverNullWhichCannotBeCompiled(SparkSession spark) {
    Minimum minimum = new Minimum("id", Option.empty(), Option.empty());
    Column least = JavaConverters.seqAsJavaList(minimum.aggregationFunctions()).get(0);
    Dataset<Row> ids = spark.range(100).toDF();
    String before = spark.conf().get("spark.sql.codegen.fallback");
    try {
      spark.conf().set("spark.sql.codegen.fallback", "false");
      assertThatThrownBy(() -> ids.agg(least).collectAsList()).isInstanceOf(Exception.class);
      assertThat(ids.selectExpr("nullif(id, -1L) AS id").agg(least).first().getDouble(0)).isZero();
    } finally {
      spark.conf().set("spark.sql.codegen.fallback", before);
    }
  }

  @Test
  void keepsAwayFromUniquenessWhichReadsTheRowsAgain(SparkSession spark) {
    Dataset<Row> rows = rows(spark);
    Check complete = check("complete").isComplete("due", Option.empty(), Option.empty());
    Check unique = check("unique").isUnique("due", Option.empty(), Option.empty());
    int one = jobs(spark, "fence 8 complete", () -> verified(rows, complete));
    int more = jobs(spark, "fence 8 unique", () -> verified(rows, unique));
    assertThat(more - one).isGreaterThanOrEqualTo(1);
  }

  @Test
  void keepsAwayFromStatesInFilesWhichFailWhenAbsentOrPresentAndCountAgain(
      SparkSession spark, @TempDir Path folder) {
    Size size = new Size(Option.empty());
    StateLoaderAndPersister once = states(spark, folder.resolve("once"), false);
    assertThatThrownBy(() -> once.load(size)).isInstanceOf(Exception.class);
    once.persist(size, new NumMatches(3));
    assertThatThrownBy(() -> once.persist(size, new NumMatches(3))).isInstanceOf(Exception.class);

    StateLoaderAndPersister again = states(spark, folder.resolve("again"), true);
    again.persist(size, new NumMatches(0));
    for (double expected : List.of(3.0, 6.0)) {
      VerificationResult result =
          new VerificationSuite()
              .onData(rows(spark))
              .addRequiredAnalyzer(untyped(size))
              .aggregateWith(again.provider())
              .saveStatesWith(again.provider())
              .run();
      assertThat(sizeOf(result)).isEqualTo(expected);
    }
  }

  @Test
  void keepsAwayFromItsReferencesWhichCountDistinctValuesInsteadOfRows(SparkSession spark) {
    Dataset<Row> rows = spark.sql("SELECT explode(array(1, 2, 3, 9, 9, 9, 9, 9, 9, 9, 9, 9)) AS k");
    Dataset<Row> known = spark.sql("SELECT explode(array(1, 2, 3)) AS k");
    List<Object> shares = new ArrayList<>();
    Function1<Object, Object> seen = share -> shares.add(share);
    Seq<String> key = list(List.of("k"));
    ComparisonResult unused = ReferentialIntegrity.subsetCheck(rows, key, known, key, seen);
    assertThat(shares)
        .as("three of twelve rows are known; the nine others have one value and count once")
        .containsExactly(11.0 / 12);
  }

  @Test
  void keepsAwayFromTheEndOfALineWhichAlsoStandsBeforeALineBreak(SparkSession spark) {
    Dataset<Row> rows = spark.sql("SELECT concat('x', char(10)) AS text");
    assertThat(matches(rows, "^[a-z]$")).isEqualTo(1);
    assertThat(matches(rows, "^[a-z]\\z")).isZero();
  }

  @Test
  void keepsAwayFromTestSetsOfSuggestionsWhichStayInTheCache(SparkSession spark) {
    Dataset<Row> data = spark.range(20).selectExpr("id % 3 AS k");
    Dataset<Row> testSet = data.randomSplit(new double[] {0.5, 0.5}, 1)[1];
    assertThat(testSet.storageLevel()).isEqualTo(StorageLevel.NONE());
    try {
      ConstraintSuggestionResult unused =
          Scala.withoutPrinting(
              () ->
                  new ConstraintSuggestionRunner()
                      .onData(data)
                      .addConstraintRule(new CompleteIfCompleteRule())
                      .cacheInputs(true)
                      .useTrainTestSplitWithTestsetRatio(0.5, Option.apply((Object) 1L))
                      .run());
      assertThat(testSet.storageLevel()).isNotEqualTo(StorageLevel.NONE());
    } finally {
      Dataset<Row> unused = testSet.unpersist();
    }
  }

  /** Its metrics are fractions; 97.996 % rounded to percent is 98 %, and is not. */
  @Test
  void keepsAwayFromDecidingByItsFractions(SparkSession spark) {
    Dataset<Row> people = spark.range(100_000).toDF();
    Compliance covered = compliance("id < 97996", null);
    NumMatchesAndCount state = covered.computeStateFrom(people, Option.empty()).get();
    assertThat(Math.round(100 * state.metricValue())).isEqualTo(98);
    assertThat(state.numMatches() * 100 >= state.count() * 98).isFalse();
  }

  /** A provider of states in files, without the types that Java cannot name. */
  private record StateLoaderAndPersister(HdfsStateProvider provider) {
    Object load(Size size) {
      return provider.load(size);
    }

    void persist(Size size, NumMatches state) {
      provider.persist(size, state);
    }
  }

  private static StateLoaderAndPersister states(
      SparkSession spark, Path folder, boolean overwrites) {
    return new StateLoaderAndPersister(
        new HdfsStateProvider(spark, folder.toString(), 1, overwrites));
  }

  private static long matches(Dataset<Row> rows, String pattern) {
    Regex regex = new Regex(pattern, list(List.<String>of()));
    PatternMatch matches = new PatternMatch("text", regex, Option.empty(), Option.empty());
    return matches.computeStateFrom(rows, Option.empty()).get().numMatches();
  }

  private static Check satisfies(String description, String predicate) {
    return check(description)
        .satisfies(predicate, predicate, IS_ONE, Option.empty(), list(List.of()), Option.empty());
  }

  private static void verified(Dataset<Row> rows, Check check) {
    VerificationResult unused = new VerificationSuite().onData(rows).addCheck(check).run();
  }

  private static int jobs(SparkSession spark, String group, Runnable work) {
    spark.sparkContext().setJobGroup(group, group, false);
    try {
      work.run();
      return spark.sparkContext().statusTracker().getJobIdsForGroup(group).length;
    } finally {
      spark.sparkContext().clearJobGroup();
    }
  }

  private static Compliance compliance(String predicate, String where) {
    return new Compliance(
        predicate, predicate, Option.apply(where), list(List.of()), Option.empty());
  }

  private static List<Row> aggregated(Dataset<Row> rows, List<Compliance> analyzers) {
    List<Column> aggregations = new ArrayList<>();
    for (Compliance analyzer : analyzers) {
      for (Column aggregation : JavaConverters.seqAsJavaList(analyzer.aggregationFunctions())) {
        aggregations.add(aggregation.as("m" + aggregations.size()));
      }
    }
    Column[] more = aggregations.subList(1, aggregations.size()).toArray(Column[]::new);
    return rows.groupBy("city").agg(aggregations.get(0), more).orderBy("city").collectAsList();
  }

  private static String state(Compliance analyzer, Row row, int offset) {
    NumMatchesAndCount state = analyzer.fromAggregationResult(row, offset).get();
    return state.numMatches() + " of " + state.count();
  }

  private static Uniqueness uniqueCity(String where) {
    return new Uniqueness(list(List.of("city")), Option.apply(where), Option.empty());
  }

  private static Object valueOf(Analyzer<?, Metric<?>> analyzer, VerificationResult result) {
    return result.metrics().get(analyzer).get().value().get();
  }

  private static Check hasSize(String description) {
    Assertion isAny = size -> true;
    return check(description).hasSize(isAny, Option.empty());
  }

  private static Check check(String description) {
    return new Check(CheckLevel.Error(), description, Check.apply$default$3());
  }

  private static Object sizeOf(VerificationResult result) {
    return result.metrics().get(untyped(new Size(Option.empty()))).get().value().get();
  }

  /** Deequ's builders want an analyzer of an unknown state, which Java cannot name. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Analyzer<?, Metric<?>> untyped(Analyzer<?, ?> analyzer) {
    return (Analyzer<?, Metric<?>>) (Analyzer) analyzer;
  }

  private static <T> scala.collection.immutable.List<T> list(List<T> items) {
    return JavaConverters.asScalaBuffer(items).toList();
  }
}
