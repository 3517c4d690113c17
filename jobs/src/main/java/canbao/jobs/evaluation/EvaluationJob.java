package canbao.jobs.evaluation;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Evaluates the plan as of a released day: the tables of schema {@code evaluation}. Evaluating the
 * day again in the same way leaves the same rows; another kind of evaluation stands beside them.
 */
public final class EvaluationJob {

  private EvaluationJob() {}

  /**
   * Writes values, judgements and all that they rest on.
   *
   * @return rows in are those of the indicators, rejected those without a value
   * @throws JobFailure INPUT if the day was not released
   */
  public static StepSummary run(RunContext context, EvaluationKind kind) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    Phase.begin(context.spark(), "evaluate: numbers of " + context.asOf());
    EvaluationNumbers numbers = EvaluationNumbers.of(lake, context.settings(), context.asOf());
    WhatIfs whatIfs = WhatIfs.of(lake, numbers.release(), context.asOf());

    EvaluationRun run = EvaluationRun.of(context, kind, numbers, whatIfs);
    PlanEvaluation evaluation =
        new PlanEvaluation(context.settings().plan(), numbers, whatIfs, run);

    Phase.begin(context.spark(), "evaluate: tables of " + context.asOf());
    Map<TableHome, List<Row>> tables = evaluation.tables();
    tables.forEach((home, rows) -> write(lake, run, home, rows));
    return new StepSummary(
        "evaluate_" + kind.word(),
        evaluation.indicators(),
        evaluation.known(),
        evaluation.indicators() - evaluation.known(),
        tables.values().stream().mapToLong(List::size).sum());
  }

  private static void write(Lake lake, EvaluationRun run, TableHome home, List<Row> rows) {
    lake.replace(
        home,
        lake.spark().createDataFrame(rows, home.columns()).coalesce(1),
        Slice.where("as_of", run.asOf()).and(Slice.where("kind", run.kind().word())));
  }
}
