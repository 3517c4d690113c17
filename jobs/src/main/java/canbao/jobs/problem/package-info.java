/**
 * Problems between two batches: which rule is broken where since when, what is new, what persists
 * and what is solved; and who follows it up until when, with what answer.
 */
package canbao.jobs.problem;
