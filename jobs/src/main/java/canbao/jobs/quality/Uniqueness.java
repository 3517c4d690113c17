package canbao.jobs.quality;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Columns that name a row once: of the rows with one key all but the first, in the order of files
 * and lines, break the rule. Where a column of the key is NULL the rule cannot tell.
 *
 * @param key the columns
 */
public record Uniqueness(List<String> key) implements Kind {

  /** Column of the rows as read, set by who has seen the others. */
  private static final String IS_REPEATED = "is_repeated";

  public Uniqueness {
    key = List.copyOf(key);
  }

  @Override
  public Name name() {
    return Name.UNIQUENESS;
  }

  @Override
  public String drawn() {
    return "one row for each " + String.join(", ", key);
  }

  @Override
  public boolean isByRow() {
    return true;
  }

  /** NULL where the key is. */
  String predicate() {
    return "CASE WHEN %s THEN NOT %s END".formatted(isGiven(key), IS_REPEATED);
  }

  static String isGiven(List<String> columns) {
    return columns.stream().map("`%s` IS NOT NULL"::formatted).collect(joining(" AND "));
  }
}
