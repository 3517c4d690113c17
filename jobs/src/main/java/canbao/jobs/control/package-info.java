/**
 * Control numbers: at each place where rows or people are handed on, what went in and what came
 * out, counted by different means. They must be equal to the last row; where they are not, the run
 * stops, since a number that rests on lost rows is worse than none.
 */
package canbao.jobs.control;
