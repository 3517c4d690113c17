package canbao.jobs.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Rules on rows together whose limit is wrong in one place: one more, one less; a stability index
 * twice and half as large.
 */
final class KindMutants {

  private KindMutants() {}

  /** One wrong rule: its kind, its limit, and what was made of which. */
  record Mutant(String name, Kind kind, Limit limit) {}

  static List<Mutant> of(Rule rule) {
    List<Mutant> mutants = new ArrayList<>();
    Limit limit = rule.limit();
    if (rule.kind() instanceof Freshness fresh) {
      moved(mutants, rule, "days", fresh.days(), Freshness::new);
    } else if (rule.kind() instanceof Distribution shares) {
      for (long index : new long[] {shares.mostBp() / 2, shares.mostBp() * 2}) {
        mutants.add(
            new Mutant(
                rule.id() + " psi " + index,
                new Distribution(shares.column(), shares.bands(), index, shares.fewest()),
                limit));
      }
      moved(
          mutants,
          rule,
          "fewest",
          shares.fewest(),
          fewest -> new Distribution(shares.column(), shares.bands(), shares.mostBp(), fewest));
    } else if (rule.kind() instanceof Aggregate whole) {
      of(mutants, rule, whole);
    } else {
      for (int by : new int[] {-1, 1}) {
        mutants.add(
            new Mutant(
                rule.id() + " rate " + by,
                rule.kind(),
                new Limit(limit.rateBp() + by, limit.count())));
        mutants.add(
            new Mutant(
                rule.id() + " count " + by,
                rule.kind(),
                new Limit(limit.rateBp(), limit.count() + by)));
      }
    }
    return mutants;
  }

  /** The bounds of a quantile sort the rows themselves, so that no number of a case shows them. */
  private static void of(List<Mutant> mutants, Rule rule, Aggregate whole) {
    Aggregate.Bounds bounds = whole.bounds();
    if (whole.of() == Aggregate.Of.QUANTILE) {
      moved(
          mutants,
          rule,
          "quantile",
          whole.atBp(),
          at -> new Aggregate(whole.of(), whole.amount(), whole.over(), at, bounds));
    } else {
      bounds
          .least()
          .ifPresent(
              least ->
                  moved(
                      mutants,
                      rule,
                      "at_least",
                      least,
                      moved ->
                          with(
                              whole,
                              new Aggregate.Bounds(
                                  Optional.of(moved), bounds.most(), bounds.fewest()))));
      bounds
          .most()
          .ifPresent(
              most ->
                  moved(
                      mutants,
                      rule,
                      "at_most",
                      most,
                      moved ->
                          with(
                              whole,
                              new Aggregate.Bounds(
                                  bounds.least(), Optional.of(moved), bounds.fewest()))));
    }
    moved(
        mutants,
        rule,
        "fewest",
        bounds.fewest(),
        fewest -> with(whole, new Aggregate.Bounds(bounds.least(), bounds.most(), fewest)));
  }

  private static Aggregate with(Aggregate whole, Aggregate.Bounds bounds) {
    return new Aggregate(whole.of(), whole.amount(), whole.over(), whole.atBp(), bounds);
  }

  private static void moved(
      List<Mutant> mutants, Rule rule, String what, long number, LongFunction<Kind> kind) {
    for (long by : new long[] {-1, 1}) {
      mutants.add(
          new Mutant(
              "%s %s %d".formatted(rule.id(), what, number + by),
              kind.apply(number + by),
              rule.limit()));
    }
  }
}
