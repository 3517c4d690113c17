package canbao.jobs.run;

/**
 * One row of the plan's box 1: what the plan before had set itself and has come to.
 *
 * @param number in the box, from 1
 * @param name as in the plan
 * @param sub name of the row within the indicator; empty if it has one row
 */
public record FinishedIndicator(
    int number,
    String name,
    String sub,
    Unit unit,
    Figure base2010,
    Figure target2015,
    Figure actual2015) {}
