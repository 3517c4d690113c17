package canbao.jobs.disclosure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;

/**
 * What somebody can tell of hidden counts who knows sums of some and that none is below zero: the
 * least and the greatest that each can be, by linear programming (Apache Commons Math, which comes
 * with Spark).
 *
 * <p>The solver is asked how far counts can be from the true ones. That is the same, and needs no
 * first solution: with equations alone it found bounds that the truth itself did not keep.
 */
public final class Attack {

  private static final double ROUNDING = 1e-6;
  private static final int MOST_STEPS = 100_000;

  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final List<Long> truth = new ArrayList<>();
  private final Map<Integer, Long> least = new HashMap<>();
  private final List<double[]> sums = new ArrayList<>();

  /** The least and the greatest count, both possible. */
  public record Interval(long least, long greatest) {
    public long width() {
      return greatest - least;
    }
  }

  /**
   * @param counts the true ones
   */
  public Attack(Map<String, Long> counts) {
    counts.forEach(
        (name, count) -> {
          places.put(name, places.size());
          truth.add(count);
        });
  }

  /** The sum of some counts is known, or that one count alone. */
  public void knows(List<String> parts) {
    double[] sum = new double[truth.size()];
    parts.forEach(part -> sum[places.get(part)] += 1);
    add(sum);
  }

  /** It is known of one count that it is the sum of others. */
  public void knows(String whole, List<String> parts) {
    double[] sum = new double[truth.size()];
    parts.forEach(part -> sum[places.get(part)] += 1);
    sum[places.get(whole)] -= 1;
    add(sum);
  }

  public void knowsAtLeast(long count, String part) {
    least.put(places.get(part), count);
  }

  public Interval of(String name) {
    int place = places.get(name);
    long count = truth.get(place);
    return new Interval(
        count + (long) Math.ceil(farthest(place, GoalType.MINIMIZE) - ROUNDING),
        count + (long) Math.floor(farthest(place, GoalType.MAXIMIZE) + ROUNDING));
  }

  /** Keeps the sums in reduced form: the first unknown of each is in no other. */
  private void add(double[] sum) {
    for (double[] other : sums) {
      subtract(sum, other);
    }
    int first = first(sum);
    if (first < sum.length) {
      double factor = sum[first];
      for (int i = 0; i < sum.length; i++) {
        sum[i] /= factor;
      }
      sums.forEach(other -> subtract(other, sum));
      sums.add(sum);
    }
  }

  private static void subtract(double[] from, double[] sum) {
    double factor = from[first(sum)];
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * sum[i];
    }
  }

  private static int first(double[] sum) {
    int first = 0;
    while (first < sum.length && Math.abs(sum[first]) < ROUNDING) {
      first++;
    }
    return first;
  }

  private double farthest(int place, GoalType goal) {
    List<Integer> free = new ArrayList<>();
    Map<Integer, double[]> bound = new HashMap<>();
    sums.forEach(sum -> bound.put(first(sum), sum));
    for (int i = 0; i < truth.size(); i++) {
      if (!bound.containsKey(i)) {
        free.add(i);
      }
    }
    if (free.isEmpty()) {
      return 0;
    }
    List<LinearConstraint> constraints = new ArrayList<>();
    for (int i = 0; i < truth.size(); i++) {
      double[] change = change(i, free, bound);
      for (int j = 0; j < change.length; j++) {
        change[j] = -change[j];
      }
      double most = truth.get(i) - least.getOrDefault(i, 0L);
      constraints.add(new LinearConstraint(change, Relationship.LEQ, most));
    }
    return new SimplexSolver()
        .optimize(
            new MaxIter(MOST_STEPS),
            new LinearObjectiveFunction(change(place, free, bound), 0),
            new LinearConstraintSet(constraints),
            new NonNegativeConstraint(false),
            goal)
        .getValue();
  }

  /** How a count changes with those that are free to. */
  private static double[] change(int place, List<Integer> free, Map<Integer, double[]> bound) {
    double[] change = new double[free.size()];
    for (int j = 0; j < change.length; j++) {
      double[] sum = bound.get(place);
      change[j] = sum == null ? (free.get(j) == place ? 1 : 0) : -sum[free.get(j)];
    }
    return change;
  }
}
