package canbao.udfs;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Questions to a lake that are asked like tables: what was true on a day, as known at the end of a
 * system date. Each is a query over a table of the lake by its name {@code schema.table}.
 *
 * <p>A row of the register counts on a day if it holds on it and no row of the same thing that does
 * was learned later; the columns named as dated have the value of the row that holds longest.
 */
enum TableFunction {
  REGISTER_PERSON(
      "register.person",
      "source, person_key",
      "birth, sex, death_date",
      "certainty, city, household_kind, registration_division, residence_division,"
          + " residence_is_empty, life_state, register_state, nationality"),

  REGISTER_ENROLMENT(
      "register.enrolment",
      "source, relation_id",
      "start_date, end_date, insurance_year",
      "person_key, certainty, city, line, pool_division, employer, employer_type, identity_kind,"
          + " status, payment_status, state, retired, reason"),

  REGISTER_STATUS(
      "register.status",
      "source, person_key, kind, from_date",
      "to_date",
      "certainty, city, organisation"),

  REGISTER_CARD("register.card", "source, person_key", "issued", "certainty, city, card_state"),

  REGISTER_GROUP_MEMBER(
      "register.group_member",
      "source, person_key, group_code, from_date",
      "to_date",
      "certainty, city, division"),

  REGISTER_STATISTIC(
      "register.statistic",
      "source, code, division, year, edition",
      "value, unit",
      "city, publisher"),

  CITY_COVERAGE_ON("release.city_coverage", "", "", "");

  /** Later than whatever is known. */
  private static final LocalDate NOW = LocalDate.of(9999, 12, 31);

  private static final String TIMES =
      "batch, file, line_no, valid_from, valid_to, known_from, known_to";

  private final String table;
  private final String key;
  private final String dated;
  private final String others;

  TableFunction(String table, String key, String dated, String others) {
    this.table = table;
    this.key = key;
    this.dated = dated;
    this.others = others;
  }

  String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String usage() {
    return this == CITY_COVERAGE_ON
        ? "(d, k) - coverage of day d by its last release whose numbers rest on nothing learned"
            + " after system date k; without k the last one."
        : "(d, k) - rows of %s that were true on day d, as known at the end of system date k;"
                .formatted(table)
            + " without k as known now.";
  }

  /**
   * The question in SQL.
   *
   * @param known null: now
   */
  String query(LocalDate day, LocalDate known) {
    LocalDate end = known == null ? NOW : known;
    return this == CITY_COVERAGE_ON ? release(day, end) : register(day, end);
  }

  private String register(LocalDate day, LocalDate known) {
    String holds =
        "coalesce(valid_from <= DATE'%1$s', true) AND coalesce(valid_to > DATE'%1$s', true)"
            .formatted(day);
    String knowledge = "struct(known_from, correction, valid_from)";
    List<String> untouched = Stream.of(key, others).flatMap(TableFunction::names).toList();
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

  private static String release(LocalDate day, LocalDate known) {
    return """
        SELECT * FROM release.city_coverage LEFT SEMI JOIN (
          SELECT max_by(release_id, revision) AS release_id
          FROM release.ledger JOIN (
            SELECT release_id, max(known_on) AS known_on
            FROM release.city_coverage GROUP BY release_id
          ) USING (release_id)
          WHERE as_of = DATE'%s' AND known_on <= DATE'%s'
        ) USING (release_id)"""
        .formatted(day, known);
  }

  private static Stream<String> names(String list) {
    return Stream.of(list.split(", ")).filter(name -> !name.isEmpty());
  }
}
