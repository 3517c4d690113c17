/**
 * The list of those who are due and not covered, for visits: who is on it, what the visits have
 * found, and who has taken it out.
 */
package canbao.jobs.worklist;
