package canbao.jobs.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;

import canbao.jobs.run.Settings;
import canbao.jobs.run.SparkSessions;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What it costs to count all row rules of a source for all cities, beside a bare scan of the same
 * columns: process CPU seconds, medians of runs in turn. Beside the source's own rules each is
 * taken once more the other way round, to have forty. Called by {@code
 * jobs/benchmark/rule_scan.py}.
 */
public final class RuleScanBenchmark {

  private static final int RULES = 40;
  private static final int RUNS = 5;
  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);

  private RuleScanBenchmark() {}

  /**
   * Prints rows, columns, seconds and ratios.
   *
   * @param args lake of a province, source, how often each of its landed rows is taken, work folder
   */
  public static void main(String[] args) {
    Settings settings = Settings.load(Path.of("conf"), "local", Map.of("lake", args[0]));
    SparkSessions.use(
        settings,
        "rule scan benchmark",
        spark -> run(spark, settings, args[1], Integer.parseInt(args[2]), Path.of(args[3])));
  }

  private static void run(
      SparkSession spark, Settings settings, String name, int times, Path work) {
    SourceSpec source = settings.source(name).orElseThrow();
    List<Rule> own =
        RuleCatalogue.load(settings.conf(), DAY).of(name).stream()
            .filter(rule -> rule.kind().name() == Kind.Name.ROW)
            .toList();
    Stream<Rule> inverted =
        own.stream()
            .map(rule -> rule.judging(rule.appliesTo(), "NOT (%s)".formatted(rule.predicate())));
    RowRules rules = new RowRules(Stream.concat(own.stream(), inverted).limit(RULES).toList());
    String rows = work.resolve("rows").toString();
    Dataset<Row> landed = spark.read().format("delta").load(settings.lake() + "/landing/" + name);
    new SourceRows(source, new BatchHeader(DAY, BatchHeader.Mode.FULL, List.of("440000")))
        .readForRules(landed, List.of(col("city").as("division")), List.of())
        .withColumn("time", explode(sequence(lit(1), lit(times))))
        .drop("time")
        .write()
        .mode("overwrite")
        .parquet(rows);
    Dataset<Row> judged =
        spark
            .read()
            .parquet(rows)
            .select(
                col("division"),
                rules.violations().as("violations"),
                rules.applicable().as("applicable"));
    String[] columns = read(judged);
    Column[] counts = Stream.of(columns).map(column -> count(col(column))).toArray(Column[]::new);
    Runnable bare =
        () -> {
          Row unused = spark.read().parquet(rows).agg(count(lit(1)), counts).head();
        };
    Runnable ruled =
        () -> {
          List<RuleCount> unused = DeequAdapter.count(rules, judged);
        };
    double[] seconds = inTurn(bare, ruled);
    System.out.printf(
        Locale.ROOT,
        "%,d rows, %d columns, %d rules: bare scan %.2f CPU s, rules %.2f CPU s, ratio %.2f%n",
        spark.read().parquet(rows).count(),
        columns.length,
        rules.rules().size(),
        seconds[0],
        seconds[1],
        seconds[1] / seconds[0]);
  }

  /** The columns of the file that a query reads. */
  private static String[] read(Dataset<Row> query) {
    return query.queryExecution().optimizedPlan().collectLeaves().head().schema().names();
  }

  private static double[] inTurn(Runnable one, Runnable other) {
    List<Double> ofOne = new ArrayList<>();
    List<Double> ofOther = new ArrayList<>();
    for (int i = 0; i <= RUNS; i++) {
      double a = seconds(one);
      double b = seconds(other);
      if (i > 0) {
        ofOne.add(a);
        ofOther.add(b);
      }
    }
    return new double[] {median(ofOne), median(ofOther)};
  }

  private static double median(List<Double> seconds) {
    return seconds.stream().sorted().toList().get(seconds.size() / 2);
  }

  private static double seconds(Runnable work) {
    var process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long before = process.getProcessCpuTime();
    work.run();
    return (process.getProcessCpuTime() - before) / 1e9;
  }
}
