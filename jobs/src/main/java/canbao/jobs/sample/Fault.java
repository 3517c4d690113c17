package canbao.jobs.sample;

import java.util.EnumSet;
import java.util.Set;

/**
 * One kind of fault.
 *
 * @param name as in the faults file
 * @param expected what the contract makes of the row: "rule n" (rejected), a check's id, "finding",
 *     "duplicate" or "nothing"
 * @param odds where and how often it happens
 * @param mutation puts it into a row
 */
record Fault(String name, String expected, Odds odds, Mutation mutation) {

  private static final double ROWS = 100_000;

  /** A fault of so many of 100 000 rows; {@link #in} says where. */
  static Fault of(String name, String expected, int share, Mutation mutation) {
    return new Fault(name, expected, new Odds(share, Set.of(), Marked.ROW), mutation);
  }

  Fault in(Source first, Source... others) {
    return withOdds(new Odds(odds.share, EnumSet.of(first, others), odds.marked));
  }

  Fault in(Set<Source> sources) {
    return withOdds(new Odds(odds.share, sources, odds.marked));
  }

  Fault marking(Marked marked) {
    return withOdds(new Odds(odds.share, odds.sources, marked));
  }

  boolean marks(Marked row) {
    return odds.marked == row || odds.marked == Marked.BOTH;
  }

  /** Probability in a row that can have the fault. */
  double probability(Dirt dirt) {
    return Math.min(0.9, odds.share / ROWS * dirt.percentOfNormal() / 100);
  }

  private Fault withOdds(Odds changed) {
    return new Fault(name, expected, changed, mutation);
  }

  /** Where and how often a fault happens. */
  record Odds(int share, Set<Source> sources, Marked marked) {}

  /** Which of the two rows is the wrong one. */
  enum Marked {
    ROW,
    SECOND,
    BOTH
  }

  /** Puts a fault into a row. */
  interface Mutation {
    /** False if the row cannot have the fault; it is then written as it was. */
    boolean apply(FaultyRow row);
  }
}
