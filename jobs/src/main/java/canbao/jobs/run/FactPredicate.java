package canbao.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;

/** Reads a denominator's predicate as Spark will, without a session. */
final class FactPredicate {

  /** Facts of a person on the night's day that a predicate may speak of. */
  static final List<String> FACTS =
      List.of(
          "registered_city",
          "resident_city",
          "dead",
          "age",
          "student",
          "soldier",
          "prison",
          "abroad",
          "insured_outside");

  private static final Pattern POSITION = Pattern.compile("\\(line [0-9]+, pos ([0-9]+)\\)");
  private static final ParserInterface PARSER = CatalystSqlParser$.MODULE$;

  private FactPredicate() {}

  /** What is wrong with a predicate, to follow its name in a message. */
  static Optional<String> fault(String predicate) {
    try {
      return fault(new ObjectMapper().readTree(PARSER.parseExpression(predicate).toJSON()));
    } catch (ParseException e) {
      Matcher position = POSITION.matcher(e.getMessage());
      String where =
          position.find() ? " at its character " + (Integer.parseInt(position.group(1)) + 1) : "";
      return Optional.of("must be a Spark SQL predicate, cannot be read" + where);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Spark's expression tree is no JSON", e);
    }
  }

  private static Optional<String> fault(JsonNode nodes) {
    List<String> unknown = new ArrayList<>();
    for (JsonNode node : nodes) {
      String kind = node.path("class").asText();
      if (kind.endsWith("Subquery") || kind.endsWith(".Exists")) {
        return Optional.of("must not hold a query of its own");
      }
      if (kind.endsWith(".UnresolvedAttribute")) {
        unknown.add(node.path("nameParts").asText());
      }
    }
    unknown.removeIf(name -> FACTS.stream().anyMatch(fact -> name.equals("[" + fact + "]")));
    return unknown.stream()
        .findFirst()
        .map(name -> name.replaceAll("[\\[\\]]", ""))
        .map(name -> "speaks of the unknown fact '" + name + "'" + Nearest.hint(name, FACTS));
  }
}
