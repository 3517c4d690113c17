package canbao.jobs.datacontract;

import canbao.jobs.quality.Rule;
import canbao.jobs.quality.Severity;
import canbao.jobs.source.ColumnSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which values of a column no accepted row has, as far as a rule that rejects rows says just that:
 * that a column must stand in a file does not mean that it is never empty.
 */
final class RejectedValues {

  private final Set<String> demanded;

  RejectedValues(List<Rule> rules) {
    this.demanded =
        rules.stream()
            .filter(rule -> rule.severity() == Severity.REJECT_ROW && rule.appliesTo().isEmpty())
            .flatMap(rule -> Arrays.stream(rule.predicate().replace("`", "").split(" AND ")))
            .map(String::strip)
            .collect(Collectors.toSet());
  }

  boolean isNeverEmpty(ColumnSpec column) {
    String isGiven = column.name() + " IS NOT NULL";
    return demanded.contains(isGiven)
        || demanded.contains("%s OR %s_unreadable".formatted(isGiven, column.name()))
        || (column.required() && hasDeclaredValuesAlone(column));
  }

  boolean hasDeclaredValuesAlone(ColumnSpec column) {
    return !column.values().isEmpty()
        && demanded.contains("NOT %s_undeclared".formatted(column.name()));
  }
}
