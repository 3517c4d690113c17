/**
 * Whether a number of a day is one that its own past would lead us to expect; without Spark.
 *
 * <p>Who asks gives the points of the past that count. Deequ's strategies are called as they are,
 * beside one of our own that compares days of one kind. All numbers are whole: rates are basis
 * points with the counts that they come from.
 */
package canbao.jobs.anomaly;
