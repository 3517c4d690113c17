/**
 * The arithmetic of probabilistic record linkage, without Spark: what two descriptions of people
 * are compared by, how much each likeness weighs, and how the weights are estimated.
 *
 * <p>The model is that of Fellegi and Sunter, <i>A Theory for Record Linkage</i>, JASA 64 (1969):
 * with the m-probability of a level (among pairs that are one person) and its u-probability (among
 * pairs that are two), likeness at that level multiplies the odds by m/u. The m-probabilities come
 * from expectation maximization over the patterns of compared pairs, as in Winkler, <i>Using the EM
 * algorithm for weight computation in the Fellegi-Sunter model of record linkage</i> (1988); the
 * u-probabilities from random pairs, and each block trains only what it is not blocked by, as in
 * Linacre and others, <i>Splink: Free software for probabilistic record linkage at scale</i>, IJPDS
 * 7 (2022).
 */
package canbao.jobs.linkage;
