package canbao.jobs.evaluation;

import canbao.jobs.evaluation.Provenance.Edition;

/**
 * A figure that was published.
 *
 * @param level in the plan's unit
 * @param edition which publication it is of
 */
record PublishedFigure(Ratio level, Edition edition) implements Quantity {}
