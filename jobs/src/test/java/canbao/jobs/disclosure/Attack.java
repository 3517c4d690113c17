package canbao.jobs.disclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
  private final Map<Integer, double[]> farthest = new HashMap<>();
  private Changes known;

  /**
   * How counts can be other than the true ones.
   *
   * @param free places of counts that can be chosen
   * @param of of each count, how it changes with these
   */
  private record Changes(List<Integer> free, List<double[]> of, LinearConstraintSet possible) {}

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
    forget();
    least.put(places.get(part), count);
  }

  public Interval of(String name) {
    int place = places.get(name);
    solve(place, GoalType.MINIMIZE);
    solve(place, GoalType.MAXIMIZE);
    return found(place);
  }

  /**
   * Whether the interval of a count is so wide. The solver is asked only if its answers to other
   * questions do not say so: each is a table that is possible.
   */
  boolean isAsWideAs(long width, String name) {
    return found(places.get(name)).width() >= width || of(name).width() >= width;
  }

  private Interval found(int place) {
    long count = truth.get(place);
    double[] farthest = this.farthest.getOrDefault(place, new double[2]);
    return new Interval(
        count + (long) Math.ceil(farthest[0] - ROUNDING),
        count + (long) Math.floor(farthest[1] + ROUNDING));
  }

  /** Keeps the sums in reduced form: the first unknown of each is in no other. */
  private void add(double[] sum) {
    forget();
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

  private void forget() {
    known = null;
    farthest.clear();
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

  private void solve(int place, GoalType goal) {
    Changes changes = changes();
    if (changes.free().isEmpty()) {
      return;
    }
    double[] solution =
        new SimplexSolver()
            .optimize(
                new MaxIter(MOST_STEPS),
                new LinearObjectiveFunction(changes.of().get(place), 0),
                changes.possible(),
                new NonNegativeConstraint(false),
                goal)
            .getPoint();
    for (int i = 0; i < truth.size(); i++) {
      double change = product(changes.of().get(i), solution);
      double[] most = farthest.computeIfAbsent(i, unused -> new double[2]);
      most[0] = Math.min(most[0], change);
      most[1] = Math.max(most[1], change);
    }
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  /** How counts can be other than the true ones; until more is known. */
  private Changes changes() {
    if (known == null) {
      Map<Integer, double[]> bound = new HashMap<>();
      sums.forEach(sum -> bound.put(first(sum), sum));
      List<Integer> free =
          IntStream.range(0, truth.size()).filter(i -> !bound.containsKey(i)).boxed().toList();
      List<double[]> of = new ArrayList<>();
      List<LinearConstraint> constraints = new ArrayList<>();
      for (int i = 0; i < truth.size(); i++) {
        double[] change = change(i, free, bound);
        of.add(change);
        double most = truth.get(i) - least.getOrDefault(i, 0L);
        constraints.add(new LinearConstraint(negative(change), Relationship.LEQ, most));
      }
      known = new Changes(free, of, new LinearConstraintSet(constraints));
    }
    return known;
  }

  private static double[] negative(double[] change) {
    return Arrays.stream(change).map(each -> -each).toArray();
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
