package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;

/**
 * A predicate of {@code conf/denominators.yml} over the facts of a person; it speaks of people of
 * the register alone.
 */
record DueRule(String predicate) {

  private static final String IN_REGISTER = "in_register";

  Column holds() {
    return expr(predicate).and(col(IN_REGISTER));
  }

  /**
   * The part of the predicate, in SQL, that a person does not meet first; NULL if he or she is due.
   */
  Column firstUnmet() {
    List<Condition> parts = new ArrayList<>();
    parts.add(new Condition(IN_REGISTER, col(IN_REGISTER)));
    addParts(expr(predicate).expr(), parts);
    return Condition.firstUnmet(parts);
  }

  /** {@code a AND NOT (b OR c)} are three parts. */
  private static void addParts(Expression whole, List<Condition> parts) {
    if (whole instanceof And and) {
      addParts(and.left(), parts);
      addParts(and.right(), parts);
    } else if (whole instanceof Not not && not.child() instanceof Or or) {
      addParts(new Not(or.left()), parts);
      addParts(new Not(or.right()), parts);
    } else {
      parts.add(new Condition(words(whole), new Column(whole)));
    }
  }

  /** In SQL, without the brackets around the whole of an operator. */
  private static String words(Expression part) {
    String sql = part.sql();
    return sql.startsWith("(") && sql.indexOf(')') == sql.length() - 1
        ? sql.substring(1, sql.length() - 1)
        : sql;
  }
}
