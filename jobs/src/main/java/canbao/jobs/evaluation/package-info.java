/**
 * The plan's indicators of a released day, and what they are judged to be: {@code
 * evaluation.indicator_value} and {@code evaluation.assessment}.
 *
 * <p>An indicator that the lake has no source for has a row too, without a value and with the
 * reason: nothing is estimated. {@link canbao.jobs.evaluation.ReleasedNumbers} is where the values
 * come from; a new kind of value is another class beside it.
 */
package canbao.jobs.evaluation;
