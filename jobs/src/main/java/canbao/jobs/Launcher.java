package canbao.jobs;

import canbao.jobs.coverage.Assurance;
import canbao.jobs.database.AwaitedBatch;
import canbao.jobs.evaluation.EvaluationKind;
import canbao.jobs.explain.AskedDocument;
import canbao.jobs.ingest.ShrinkPermit;
import canbao.jobs.maintain.Maintained;
import canbao.jobs.problem.FollowUp;
import canbao.jobs.quality.GateOverride;
import canbao.jobs.run.LakeLock;
import canbao.jobs.run.Logs;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import canbao.jobs.run.Step;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.SourceSpec;
import canbao.jobs.supervision.Decision;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps: the lake's lock, the session, the table of what was done.
 *
 * @param out where a command's result goes
 * @param clock in the province's zone
 */
record Launcher(Steps steps, Sessions sessions, PrintStream out, Clock clock) {

  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

  /** Work that writes to the lake. */
  void onLake(String command, Settings settings, Consumer<SparkSession> work) {
    Logs.start(settings.log());
    LakeLock lock = LakeLock.take(settings, command, clock);
    try (lock) {
      sessions.use(settings, "canbao " + command, work);
    }
  }

  /** Work that only reads, or adds to what no other command writes. */
  void aside(String command, Settings settings, Consumer<SparkSession> work) {
    Logs.start(settings.log());
    sessions.use(settings, "canbao " + command, work);
  }

  /** One step as a command of its own. */
  void step(String name, Settings settings, LocalDate day) {
    step(name, steps.night().get(name), settings, day);
  }

  /** A day's numbers computed again. */
  void audit(Settings settings, LocalDate day) {
    step("audit", steps.audit(), settings, day);
  }

  /** The lake's files kept, then the table of what was done. */
  void maintain(Settings settings) {
    onLake("maintain", settings, spark -> out.println(maintained(spark, settings).drawn()));
  }

  private Maintained maintained(SparkSession spark, Settings settings) {
    long start = System.nanoTime();
    Maintained done = steps.maintain().of(spark, settings);
    LOG.info(
        "maintain done: {} files before, {} files after, {} files removed, {} s",
        done.filesBefore(),
        done.filesAfter(),
        done.removed(),
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
    return done;
  }

  /** Suspected cases of a day. */
  void supervise(Settings settings, LocalDate day) {
    step("supervision", steps.supervision().step(), settings, day);
  }

  /** What officers decided about findings. */
  void mark(Settings settings, List<Decision> decisions) {
    onLake(
        "supervision",
        settings,
        spark -> {
          StepTable table = new StepTable(spark);
          table.run(() -> steps.supervision().marking().record(spark, settings, decisions));
          out.println(table.drawn());
        });
  }

  /** The first step for one source alone. */
  void ingest(SourceSpec source, ShrinkPermit permit, Settings settings, LocalDate day) {
    step("ingest", context -> steps.ofSource().step().run(context, source, permit), settings, day);
  }

  /** The same, with refused batches extracted anew from their database. */
  void ingestAgain(SourceSpec source, Settings settings, LocalDate day) {
    step("ingest", context -> steps.ofSource().again().run(context, source), settings, day);
  }

  /** Whether a database has a batch yet; nothing but it is asked, and no session is made. */
  void ask(AwaitedBatch batch, Settings settings) {
    Logs.start(settings.log());
    out.println(batch.found());
  }

  private void step(String name, Step step, Settings settings, LocalDate day) {
    onLake(
        name,
        settings,
        spark -> inTable(Map.of(name, step), new RunContext(spark, settings, day, clock)));
  }

  /**
   * The evaluation of the plan, then its indicators.
   *
   * @param workbook written too, if one is asked for
   */
  void evaluate(EvaluationKind kind, Optional<OutFile> workbook, Settings settings, LocalDate day) {
    onLake(
        "evaluate",
        settings,
        spark -> {
          RunContext context = new RunContext(spark, settings, day, clock);
          inTable(Map.of("evaluate", each -> steps.evaluation().step().run(each, kind)), context);
          out.println();
          out.println(steps.evaluation().report().of(context, kind));
          workbook.ifPresent(file -> file.write(steps.evaluation().workbook().of(context, kind)));
        });
  }

  /** Why the people of a document are or are not due and covered. */
  void explain(AskedDocument asked, Settings settings, LocalDate day) {
    aside(
        "explain",
        settings,
        spark -> {
          RunContext context = new RunContext(spark, settings, day, clock);
          out.println(steps.explanation().of(context, asked));
        });
  }

  /** A failure that is to withhold nothing, then the gate. */
  void override(GateOverride override, Settings settings, LocalDate day) {
    step("gate", context -> steps.overriding().run(context, override), settings, day);
  }

  /** The starter measures of a day, then those of the province. */
  void measure(Settings settings, LocalDate day) {
    onLake(
        "measures",
        settings,
        spark -> {
          RunContext context = new RunContext(spark, settings, day, clock);
          inTable(Map.of("measures", steps.measures().step()), context);
          out.println();
          out.println(steps.measures().page().of(context));
        });
  }

  /** Why the numbers of a day are not those of an earlier one; printed for one division. */
  void change(LocalDate from, String division, Settings settings, LocalDate day) {
    onLake(
        "change",
        settings,
        spark -> {
          RunContext context = new RunContext(spark, settings, day, clock);
          inTable(Map.of("change", each -> steps.change().step().run(each, from)), context);
          out.println();
          out.println(steps.change().report().of(context, from, division));
        });
  }

  /** The numbers of every day of a period. */
  void series(LocalDate first, Settings settings, LocalDate last) {
    step("series", context -> steps.change().series().run(context, first), settings, last);
  }

  /** What comes of the example people; a failure if it is not what must. */
  void assure(Settings settings) {
    aside(
        "assurance",
        settings,
        spark -> {
          Assurance assurance = Assurance.of(spark, settings);
          out.println(assurance.drawn());
          assurance.refuseDifferences();
        });
  }

  /** The problems of a day. */
  void tellProblems(Settings settings, LocalDate day) {
    aside(
        "problems",
        settings,
        spark ->
            out.println(steps.problems().page().of(new RunContext(spark, settings, day, clock))));
  }

  /** Who follows a problem up. */
  void followUp(FollowUp followUp, Settings settings) {
    onLake(
        "problems",
        settings,
        spark -> {
          steps.problems().following().record(spark, settings, followUp, clock.instant());
          out.println("Recorded: " + followUp.drawn());
        });
  }

  /** Why the gate has judged a day as it has. */
  void explainGate(Settings settings, LocalDate day) {
    aside(
        "gate",
        settings,
        spark -> out.println(steps.gatePage().of(new RunContext(spark, settings, day, clock))));
  }

  /**
   * All steps of one day, then the cities and a blank line.
   *
   * <p>Findings are no verdict. They are looked for last, so that no release waits for them or is
   * lost with them, and also of a day that the gate stops.
   */
  void night(RunContext context) {
    out.println("Night of " + context.asOf());
    StepTable table = new StepTable(context.spark());
    AtEnd report = () -> printNight(table, context);
    AtEnd record = () -> steps.metrics().record(context, table.runs());
    AtEnd supervision =
        () -> {
          if (table.has("coverage")) {
            table.run(() -> begun("supervision", steps.supervision().step(), context));
          }
        };
    try (report;
        record;
        supervision) {
      steps.night().forEach((name, step) -> table.run(() -> begun(name, step, context)));
    }
  }

  private void printNight(StepTable table, RunContext context) {
    out.println(table.drawn());
    if (table.has("release")) {
      out.println();
      out.println(steps.report().of(context));
      out.println();
    }
  }

  /** Every night that the landing folder has, after making a province if it has none. */
  void sample(SparkSession spark, Settings settings, List<LocalDate> days) {
    LandingFolder landing = new LandingFolder(spark, settings.landing());
    if (landing.isEmpty()) {
      make(spark, SampleRequest.ofNewcomer(settings.landing()));
      out.println();
    }
    List<LocalDate> nights = days.isEmpty() ? landing.nights() : days;
    nights.stream()
        .filter(day -> BusinessDay.hasEnded(day, clock))
        .forEach(day -> night(new RunContext(spark, settings, day, clock)));
  }

  /** Makes a synthetic province. */
  void make(SparkSession spark, SampleRequest request) {
    StepTable table = new StepTable(spark);
    table.run(() -> steps.sample().make(spark, request));
    out.println("Synthetic province in " + request.out());
    out.println(table.drawn());
  }

  private void inTable(Map<String, Step> named, RunContext context) {
    StepTable table = new StepTable(context.spark());
    // Together, because each commit costs as much as a small step; also what came before a failure.
    AtEnd record = () -> steps.metrics().record(context, table.runs());
    try (record) {
      named.forEach((name, step) -> table.run(() -> begun(name, step, context)));
    } finally {
      out.println(table.drawn());
    }
  }

  private static StepSummary begun(String name, Step step, RunContext context) {
    Phase.begin(context.spark(), name + " " + context.asOf());
    return step.run(context);
  }

  /** What is done however the work ends; its own failure never hides the work's. */
  @FunctionalInterface
  private interface AtEnd extends AutoCloseable {
    @Override
    void close();
  }
}
