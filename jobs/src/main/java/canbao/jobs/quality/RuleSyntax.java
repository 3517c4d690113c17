package canbao.jobs.quality;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * What a rule's predicate is made of and may not be made of, found from its text without a session.
 *
 * <p>It looks at one row and nothing else: no other rows, no tables, no clock, no chance, no user.
 */
final class RuleSyntax {

  /** Functions whose value is not of the row; some of them may be written without brackets. */
  private static final Set<String> NOT_OF_THE_ROW =
      Set.of(
          "curdate",
          "current_catalog",
          "current_database",
          "current_date",
          "current_schema",
          "current_timestamp",
          "current_timezone",
          "current_user",
          "input_file_block_length",
          "input_file_block_start",
          "input_file_name",
          "java_method",
          "localtimestamp",
          "monotonically_increasing_id",
          "now",
          "rand",
          "randn",
          "random",
          "reflect",
          "session_user",
          "shuffle",
          "spark_partition_id",
          "try_reflect",
          "unix_timestamp",
          "user",
          "uuid",
          "version");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<String> fault;
  private final Set<String> names;

  private RuleSyntax(Optional<String> fault, Set<String> names) {
    this.fault = fault;
    this.names = Set.copyOf(names);
  }

  static RuleSyntax of(String predicate) {
    try {
      JsonNode tree = nodes(new CatalystSqlParser().parseExpression(predicate));
      return new RuleSyntax(faultIn(tree), names(tree));
    } catch (Exception e) {
      return new RuleSyntax(Optional.of(syntaxError(e)), Set.of());
    }
  }

  /** What is wrong with the predicate, to follow "must be a SQL condition over one row: ". */
  Optional<String> fault() {
    return fault;
  }

  /** The columns and functions that the predicate names; none if it cannot be read. */
  Set<String> names() {
    return names;
  }

  /** The first line of what Spark says, without its error class and the full stop. */
  static String firstLine(Exception e) {
    return String.valueOf(e.getMessage())
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("")
        .replaceFirst("^\\[[A-Z_.]+] ", "")
        .replaceFirst("\\.\\z", "");
  }

  /** Spark declares none of its checked exceptions, so that none can be caught by name. */
  private static String syntaxError(Exception e) {
    if (e instanceof ParseException) {
      return firstLine(e).replace(".(line", " (line");
    }
    throw new IllegalStateException(e);
  }

  /** The expression and all below it, subqueries included: the class and the names of each. */
  private static JsonNode nodes(Expression expression) throws JsonProcessingException {
    return JSON.readTree(expression.toJSON());
  }

  private static Optional<String> faultIn(JsonNode tree) throws ClassNotFoundException {
    for (String className : tree.findValuesAsText("class")) {
      Class<?> node = Class.forName(className);
      if (PlanExpression.class.isAssignableFrom(node)) {
        return Optional.of("it reads another table by a subquery");
      }
      if (WindowExpression.class.isAssignableFrom(node)) {
        return Optional.of("it looks at other rows by a window");
      }
    }
    return names(tree).stream()
        .filter(name -> NOT_OF_THE_ROW.contains(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(name -> name + " is not a property of the row");
  }

  /** Of columns and functions alike, for {@code current_date} is written as either. */
  private static Set<String> names(JsonNode tree) {
    return tree.findValuesAsText("nameParts").stream()
        .flatMap(parts -> Arrays.stream(parts.substring(1, parts.length() - 1).split(", ")))
        .collect(toCollection(LinkedHashSet::new));
  }
}
