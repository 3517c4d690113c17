package canbao.jobs.quality;

import java.time.LocalDate;

/**
 * Somebody's word that a failure of a rule in one division is to withhold nothing for some days: a
 * row of {@code quality.override}.
 *
 * @param rule its id
 * @param division six digits of a city, or {@code 440000} for the province's own number
 * @param from first day on which it holds
 * @param until last day
 * @param reason why it is right, in the words of who said so
 * @param who name of the account
 */
public record GateOverride(
    String rule, String division, LocalDate from, LocalDate until, String reason, String who) {

  boolean isOn(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(until);
  }

  /** A rule that could not be evaluated fails closed, whoever says what. */
  boolean covers(RuleResult result) {
    return result.status() == RuleStatus.FAIL
        && result.rule().equals(rule)
        && result.division().equals(division);
  }

  /** One line for a report. */
  public String drawn() {
    return "%s in %s until %s: %s (%s)".formatted(rule, division, until, reason, who);
  }
}
