package canbao.jobs.evaluation;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Evaluates the plan as of a released day: {@code evaluation.indicator_value} and {@code
 * evaluation.assessment} hold one row an indicator, row within it and division. Evaluating the day
 * again in the same way leaves the same rows; another kind of evaluation stands beside them.
 */
public final class EvaluationJob {

  private EvaluationJob() {}

  /**
   * Writes values and judgements.
   *
   * @return rows in are those of the indicators, rejected those without a value
   * @throws JobFailure INPUT if the day was not released
   */
  public static StepSummary run(RunContext context, EvaluationKind kind) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    Phase.begin(context.spark(), "evaluate: released numbers of " + context.asOf());
    NewestRelease release = NewestRelease.of(lake, context.asOf());
    ReleasedNumbers released =
        new ReleasedNumbers(
            release.cityCoverage(lake), context.settings().denominators().headline());

    List<IndicatorValue> values =
        IndicatorValue.all(context.settings().indicators().rows(), released);
    List<AssessedIndicator> assessed =
        values.stream().map(value -> AssessedIndicator.of(value, kind, context.asOf())).toList();

    Phase.begin(context.spark(), "evaluate: tables of " + context.asOf());
    EvaluationRun run = EvaluationRun.of(context.asOf(), kind, release, context.settings());
    write(lake, run, EvaluationTables.INDICATOR_VALUE, values.stream().map(run::row).toList());
    write(lake, run, EvaluationTables.ASSESSMENT, assessed.stream().map(run::row).toList());
    long known = values.stream().filter(value -> value.counts().isPresent()).count();
    return new StepSummary(
        "evaluate_" + kind.word(),
        values.size(),
        known,
        values.size() - known,
        values.size() + assessed.size());
  }

  private static void write(Lake lake, EvaluationRun run, TableHome home, List<Row> rows) {
    lake.replace(
        home,
        lake.spark().createDataFrame(rows, home.columns()).coalesce(1),
        Slice.where("as_of", run.asOf()).and(Slice.where("kind", run.kind().word())));
  }
}
