package canbao.udfs;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Questions to a lake that are asked like tables, each by its name in lower case: what was true on
 * a day, as known at the end of a system date. Each is a query over tables of the lake by their
 * names {@code schema.table}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the questions are records of texts
enum TableFunction {
  REGISTER_PERSON(
      new RegisteredFacts(
          "register.person",
          "source, person_key",
          "birth, sex, death_date",
          "certainty, city, household_kind, registration_division, residence_division,"
              + " residence_is_empty, registration_street, residence_street, life_state,"
              + " register_state, nationality")),

  REGISTER_ENROLMENT(
      new RegisteredFacts(
          "register.enrolment",
          "source, relation_id",
          "start_date, end_date, insurance_year",
          "person_key, certainty, city, line, pool_division, employer, employer_type,"
              + " identity_kind, status, payment_status, state, retired, reason")),

  REGISTER_STATUS(
      new RegisteredFacts(
          "register.status",
          "source, person_key, kind, from_date",
          "to_date",
          "certainty, city, organisation")),

  REGISTER_CARD(
      new RegisteredFacts(
          "register.card", "source, person_key", "issued", "certainty, city, card_state")),

  REGISTER_GROUP_MEMBER(
      new RegisteredFacts(
          "register.group_member",
          "source, person_key, group_code, from_date",
          "to_date",
          "certainty, city, division")),

  /** A stay lies in the past: what is said of it later is a correction. */
  REGISTER_SETTLEMENT(
      new RegisteredFacts(
          "register.settlement",
          "source, stay_id",
          "line, division, discharged, total, in_policy, fund_paid, assistance_paid, self_paid",
          "person_key, certainty, city")),

  /** So does a month. */
  REGISTER_BENEFIT(
      new RegisteredFacts(
          "register.benefit",
          "source, person_key, line, month",
          "pool_division, amount",
          "certainty, city")),

  REGISTER_STATISTIC(
      new RegisteredFacts(
          "register.statistic",
          "source, code, division, year, edition",
          "value, unit",
          "city, publisher")),

  REGISTER_VISIT_RESULT(
      new RegisteredFacts(
          "register.visit_result",
          "source, person_key, family, reference",
          "list_day, visited",
          "certainty, city, unit, reason_class, reason_code, detail")),

  REGISTER_LINK(new FoundLinks()),

  CITY_COVERAGE_ON(new PublishedCoverage());

  /** Later than whatever is known. */
  private static final LocalDate NOW = LocalDate.of(9999, 12, 31);

  private final LakeQuestion question;

  TableFunction(LakeQuestion question) {
    this.question = question;
  }

  String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String usage() {
    return question.usage();
  }

  /**
   * The question in SQL.
   *
   * @param known null: now
   */
  String query(LocalDate day, LocalDate known) {
    return question.query(day, known == null ? NOW : known);
  }

  /** The question in SQL as of a moment; none if only system dates are known. */
  Optional<String> queryAt(LocalDate day, Instant moment) {
    return question.queryAt(day, moment);
  }
}
