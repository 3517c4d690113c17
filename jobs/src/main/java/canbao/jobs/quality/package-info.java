/**
 * Rules that rows must keep, how they are counted, and what follows for a city or the province.
 *
 * <p>One predicate of a rule rejects rows, names their reasons, is counted by Deequ and prints its
 * sentence. Rules are data: {@code conf/rules}, see the README there.
 */
package canbao.jobs.quality;
