package canbao.udfs;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a table of the register says of a day. A row counts if it holds on the day and no row of the
 * same thing that does was learned later.
 *
 * @param key columns that name a thing
 * @param dated columns with the value of the row that holds longest: facts that have a date of
 *     their own, and facts of a lifetime
 * @param others columns with the value of the row that counts
 */
record RegisteredFacts(String table, String key, String dated, String others)
    implements LakeQuestion {

  private static final String TIMES =
      "batch, file, line_no, valid_from, valid_to, known_from, known_to";

  @Override
  public String usage() {
    return "(d, k) - rows of %s that were true on day d, as known at the end of system date k;"
            .formatted(table)
        + " without k as known now.";
  }

  @Override
  public String query(LocalDate day, LocalDate known) {
    String holds =
        "coalesce(valid_from <= DATE'%1$s', true) AND coalesce(valid_to > DATE'%1$s', true)"
            .formatted(day);
    String knowledge = "struct(known_from, correction, valid_from)";
    List<String> untouched = Stream.of(key, others).flatMap(RegisteredFacts::names).toList();
    String result =
        Stream.of(untouched.stream(), names(dated).map(name -> "newest." + name), names(TIMES))
            .flatMap(names -> names)
            .collect(joining(", "));
    return """
        SELECT %s FROM (
          SELECT *,
            max(CASE WHEN %s THEN %s END) OVER (PARTITION BY %s) AS counting,
            max_by(struct(%s), struct(valid_to IS NULL, valid_to, %s)) OVER (PARTITION BY %s)
              AS newest
          FROM (
            SELECT %s, %s, batch, file, line_no, valid_from, known_from, correction, is_absent,
              CASE WHEN known_to <= DATE'%s' THEN valid_to END AS valid_to,
              CASE WHEN known_to <= DATE'%s' THEN known_to END AS known_to
            FROM %s WHERE known_from <= DATE'%s'
          )
          WHERE coalesce(valid_from < valid_to, true)
        )
        WHERE %s AND %s = counting AND NOT is_absent"""
        .formatted(
            result,
            holds,
            knowledge,
            key,
            dated,
            knowledge,
            key,
            String.join(", ", untouched),
            dated,
            known,
            known,
            table,
            known,
            holds,
            knowledge);
  }

  private static Stream<String> names(String list) {
    return Stream.of(list.split(", "));
  }
}
