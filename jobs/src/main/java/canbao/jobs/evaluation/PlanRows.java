package canbao.jobs.evaluation;

import canbao.jobs.evaluation.Breaks.Footnote;
import canbao.jobs.evaluation.ContradictionEffect.Result;
import canbao.jobs.run.Contradiction;
import canbao.jobs.run.FinishedIndicator;
import canbao.jobs.run.SeriesBreak;
import org.apache.spark.sql.Row;

/** Rows of the tables about the plan itself. */
record PlanRows(EvaluationRun run) {

  /**
   * A row of {@code evaluation.series_break}.
   *
   * @param isMetWith whether a series has it
   */
  Row seriesBreak(Footnote footnote, boolean isMetWith) {
    return run.row(
        footnote.number(),
        footnote.year(),
        footnote.key().number(),
        footnote.key().sub(),
        footnote.line(),
        footnote.figures().map(SeriesBreak.Figures::word),
        isMetWith,
        footnote.note());
  }

  /** A row of {@code evaluation.contradiction}. */
  Row contradiction(ContradictionEffect effect) {
    Contradiction contradiction = effect.contradiction();
    return run.row(
        contradiction.id(),
        contradiction.kind().word(),
        contradiction.indicator(),
        contradiction.sub(),
        contradiction.topic(),
        contradiction.first().text(),
        contradiction.first().source(),
        effect.first().map(Result::value),
        effect.first().map(Result::text),
        contradiction.second().text(),
        contradiction.second().source(),
        effect.second().map(Result::value),
        effect.second().map(Result::text),
        effect.first().map(Result::unit),
        effect.difference(),
        effect.reason());
  }

  /** A row of {@code evaluation.finished_indicator}. */
  Row finished(FinishedAssessment assessment) {
    FinishedIndicator indicator = assessment.indicator();
    return run.row(
        indicator.number(),
        indicator.sub(),
        indicator.name(),
        indicator.unit().text(),
        indicator.base2010().text(),
        indicator.target2015().text(),
        indicator.actual2015().text(),
        assessment.fulfilment(),
        assessment.completion(),
        assessment.judgement(),
        assessment.reason());
  }
}
