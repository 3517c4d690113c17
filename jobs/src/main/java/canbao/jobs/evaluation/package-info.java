/**
 * The plan's indicators of a released day, and what they are judged to be: the tables of schema
 * {@code evaluation}, and a workbook made from them.
 *
 * <p>{@link canbao.jobs.evaluation.EvaluationNumbers} has what is known of each year: released
 * numbers, what the register counts, what offices publish. {@link
 * canbao.jobs.evaluation.PlanEvaluation} makes of it values, judgements, series, cities and
 * contradictions, all in exact fractions ({@link canbao.jobs.evaluation.Ratio}). An indicator that
 * nothing gives has a row too, without a value and with the reason: nothing is estimated. A new
 * kind of value is another {@link canbao.jobs.evaluation.Quantity}.
 */
package canbao.jobs.evaluation;
