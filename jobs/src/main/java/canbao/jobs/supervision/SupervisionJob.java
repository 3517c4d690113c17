package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Scratch;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.Check;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the register for what cannot be, and keeps what it finds in {@code
 * supervision.finding}: one row a suspected case. Running the newest night twice leaves the same
 * tables; an older one than the newest changes nothing.
 */
public final class SupervisionJob {

  private static final Logger LOG = LoggerFactory.getLogger(SupervisionJob.class);
  private static final String STEP = "supervision";

  private SupervisionJob() {}

  /** Writes {@code supervision.finding} and the night's slice of {@code supervision.night}. */
  public static StepSummary run(RunContext context) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    LocalDate day = context.asOf();
    Nights nights = Nights.read(lake);
    if (nights.haveOneAfter(day)) {
      LOG.info("supervision: a night after {} was supervised, so that nothing is to be done", day);
      return new StepSummary(STEP, 0, 0, 0, 0);
    }
    BatchLog log = BatchLog.read(lake);

    LifeCycle life = new LifeCycle(day, nights.before(day).map(Nights.Night::asOf));
    Dataset<Row> before = life.before(lake.read(SupervisionTables.FINDING));
    News news = News.of(lake, day);

    Phase.begin(context.spark(), "supervision: what is found on " + day);
    Scratch scratch = new Scratch(lake, STEP);
    long number;
    try (scratch) {
      Dataset<Row> found =
          new Findings(new OpenRegister(lake, day), news, log, before, context.settings(), scratch)
              .found();
      number = found.count();

      Phase.begin(context.spark(), "supervision: what becomes of the findings of " + day);
      Dataset<Row> after = life.after(before, found, context.settings().checks());
      lake.replace(
          SupervisionTables.FINDING,
          LifeCycle.withState(after, lake.read(SupervisionTables.DECISION)),
          Slice.everything());
    }
    news.note(lake, day);
    // All that is kept in memory now was kept by this step, and is not needed any more.
    context.spark().catalog().clearCache();

    Dataset<Row> findings = lake.read(SupervisionTables.FINDING);
    Nights.write(
        lake,
        new Nights.Night(day, log.knownOn(day)),
        log.runId(day, context.settings().fingerprint()),
        counts(findings, context.settings().checks(), day));
    return new StepSummary(STEP, number, number, 0, number);
  }

  /** One row a check, also of those that found nothing. */
  private static Dataset<Row> counts(Dataset<Row> findings, List<Check> checks, LocalDate day) {
    Column last = element_at(col("seen"), -1);
    Column isFound = LifeCycle.isOpen(col("seen"));
    Column begins = last.getField("from_night").equalTo(lit(day)).and(isFound);
    Dataset<Row> counted =
        findings
            .groupBy("check_id")
            .agg(
                count_if(isFound).as("found"),
                count_if(begins.and(size(col("seen")).equalTo(1))).as("opened"),
                count_if(begins.and(size(col("seen")).gt(1))).as("reopened"),
                count_if(last.getField("missed_night").equalTo(lit(day))).as("settled"));
    Map<String, Row> byCheck =
        counted.collectAsList().stream().collect(Collectors.toMap(row -> row.getString(0), r -> r));
    List<Row> rows =
        checks.stream()
            .map(
                check ->
                    byCheck.getOrDefault(check.id(), RowFactory.create(check.id(), 0L, 0L, 0L, 0L)))
            .toList();
    return findings.sparkSession().createDataFrame(rows, counted.schema());
  }
}
