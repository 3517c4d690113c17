package canbao.jobs.quality;

import canbao.jobs.lake.Scala;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;

/**
 * Rules that are wrong in one place: a condition inverted, an operator moved by one, a number or a
 * day one more or less, a code fewer in a list.
 */
final class RuleMutants {

  private RuleMutants() {}

  /**
   * One wrong rule.
   *
   * @param name the rule, which of its conditions, what stands there and what was made of it
   */
  record Mutant(String name, Rule rule) {}

  /** Every mutant of a rule's predicate, then those of what it applies to. */
  static List<Mutant> of(Rule rule) {
    List<Mutant> mutants = new ArrayList<>();
    for (Change change : changes(rule.predicate())) {
      mutants.add(
          new Mutant(
              "%s predicate: %s".formatted(rule.id(), change.name()),
              rule.judging(rule.appliesTo(), change.condition())));
    }
    for (Change change : rule.appliesTo().map(RuleMutants::changes).orElse(List.of())) {
      mutants.add(
          new Mutant(
              "%s applies_to: %s".formatted(rule.id(), change.name()),
              rule.judging(Optional.of(change.condition()), rule.predicate())));
    }
    return mutants;
  }

  /** The rule with its conditions as the mutants' are written: parsed and printed, unchanged. */
  static Rule printed(Rule rule) {
    return rule.judging(
        rule.appliesTo().map(condition -> parsed(condition).sql()), parsed(rule.predicate()).sql());
  }

  /** A condition with one change in it. */
  private record Change(String name, String condition) {}

  private static List<Change> changes(String condition) {
    Expression whole = parsed(condition);
    Changed inverted = new Changed("inverted", new Not(whole));
    return Stream.concat(Stream.of(inverted), changed(whole).stream())
        .map(change -> new Change(change.name(), change.expression().sql()))
        .toList();
  }

  private static Expression parsed(String condition) {
    return new CatalystSqlParser().parseExpression(condition);
  }

  /** An expression with one change in it. */
  private record Changed(String name, Expression expression) {}

  /** The changes of the expression's own, then those below it. */
  private static List<Changed> changed(Expression expression) {
    List<Changed> all = new ArrayList<>();
    for (Expression instead : instead(expression)) {
      all.add(new Changed(expression.sql() + " -> " + instead.sql(), instead));
    }
    List<Expression> children = Scala.children(expression);
    for (int i = 0; i < children.size(); i++) {
      for (Changed child : changed(children.get(i))) {
        List<Expression> others = new ArrayList<>(children);
        others.set(i, child.expression());
        all.add(new Changed(child.name(), Scala.withChildren(expression, others)));
      }
    }
    return all;
  }

  /** BETWEEN is two comparisons once it is parsed. */
  private static List<Expression> instead(Expression expression) {
    if (expression instanceof LessThan less) {
      return List.of(new LessThanOrEqual(less.left(), less.right()));
    }
    if (expression instanceof LessThanOrEqual atMost) {
      return List.of(new LessThan(atMost.left(), atMost.right()));
    }
    if (expression instanceof GreaterThan more) {
      return List.of(new GreaterThanOrEqual(more.left(), more.right()));
    }
    if (expression instanceof GreaterThanOrEqual atLeast) {
      return List.of(new GreaterThan(atLeast.left(), atLeast.right()));
    }
    if (expression instanceof EqualTo) {
      return List.of(new Not(expression));
    }
    if (expression instanceof Not not) {
      return List.of(not.child());
    }
    if (expression instanceof IsNull none) {
      return List.of(new IsNotNull(none.child()));
    }
    if (expression instanceof IsNotNull some) {
      return List.of(new IsNull(some.child()));
    }
    if (expression instanceof And and) {
      return List.of(new Or(and.left(), and.right()));
    }
    if (expression instanceof Or or) {
      return List.of(new And(or.left(), or.right()));
    }
    if (expression instanceof In in) {
      return withOneFewer(in);
    }
    return expression instanceof Literal literal ? oneMoreAndOneLess(literal) : List.of();
  }

  private static List<Expression> withOneFewer(In in) {
    List<Expression> values = Scala.values(in);
    return IntStream.range(0, values.size())
        .filter(i -> values.size() > 1)
        .<Expression>mapToObj(i -> Scala.withValues(in, without(i, values)))
        .toList();
  }

  private static List<Expression> without(int position, List<Expression> values) {
    List<Expression> rest = new ArrayList<>(values);
    Expression unused = rest.remove(position);
    return rest;
  }

  /** Days are counted in whole numbers too. */
  private static List<Expression> oneMoreAndOneLess(Literal literal) {
    return literal.value() instanceof Integer number
        ? List.of(
            new Literal(number + 1, literal.dataType()),
            new Literal(number - 1, literal.dataType()))
        : List.of();
  }
}
