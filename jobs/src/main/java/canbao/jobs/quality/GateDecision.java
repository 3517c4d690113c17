package canbao.jobs.quality;

import canbao.jobs.quality.Verdict.Decision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What may be published, decided from the results of the batches in force and nothing else.
 *
 * <ul>
 *   <li>A STOP_RUN rule that failed in any division, or any rule that could not be evaluated, stops
 *       the province; no city is released then.
 *   <li>A HOLD_CITY rule that failed for a city holds that city; one that failed for {@code 440000}
 *       holds the province's number, not the cities'.
 *   <li>A division for which nothing was judged is held: silence is no pass.
 *   <li>A waived failure decides nothing.
 *   <li>What else is given stops the province like a STOP_RUN rule, or holds its division like a
 *       HOLD_CITY rule.
 * </ul>
 *
 * @param verdicts the province first, then the cities in the order given
 */
public record GateDecision(List<Verdict> verdicts) {

  /** Stands in place of a rule's id where a division has no result at all. */
  public static final String NOT_JUDGED = "gate.not_judged";

  public static final String PROVINCE = "440000";

  public GateDecision {
    verdicts = List.copyOf(verdicts);
  }

  /**
   * Decides for every city and the province.
   *
   * @param results of all sources' batches in force, one a rule, batch and division
   * @param cities six digits each
   */
  public static GateDecision of(Collection<RuleResult> results, List<String> cities) {
    return of(results, List.of(), Map.of(), cities);
  }

  /**
   * The same with what else stops the province or holds a division.
   *
   * @param alsoStopping names as a verdict gives them
   * @param holding names as a verdict gives them, by division
   */
  public static GateDecision of(
      Collection<RuleResult> results,
      List<String> alsoStopping,
      Map<String, List<String>> holding,
      List<String> cities) {
    List<String> stopping =
        Stream.concat(alsoStopping.stream(), rules(results, GateDecision::stopsRun).stream())
            .toList();
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(
        stopping.isEmpty()
            ? heldOrReleased(results, PROVINCE, holding)
            : new Verdict(PROVINCE, Decision.STOPPED, stopping));
    for (String city : cities) {
      verdicts.add(
          stopping.isEmpty()
              ? heldOrReleased(results, city, holding)
              : new Verdict(city, Decision.HELD, stopping));
    }
    return new GateDecision(verdicts);
  }

  public Verdict province() {
    return verdicts.get(0);
  }

  /** The cities whose last released numbers stay. */
  public List<Verdict> heldCities() {
    return verdicts.stream()
        .skip(1)
        .filter(verdict -> verdict.decision() == Decision.HELD)
        .toList();
  }

  /** The results that a verdict on a division rests on. */
  public static List<RuleResult> reasons(Collection<RuleResult> results, Verdict verdict) {
    Predicate<RuleResult> decides =
        verdict.decision() == Decision.STOPPED
            ? GateDecision::stopsRun
            : result -> result.division().equals(verdict.division()) && holdsDivision(result);
    return results.stream().filter(decides).toList();
  }

  private static Verdict heldOrReleased(
      Collection<RuleResult> results, String division, Map<String, List<String>> alsoHolding) {
    Predicate<RuleResult> isHere = result -> result.division().equals(division);
    if (results.stream().noneMatch(isHere)) {
      return new Verdict(division, Decision.HELD, List.of(NOT_JUDGED));
    }
    List<String> holding =
        Stream.concat(
                rules(results, isHere.and(GateDecision::holdsDivision)).stream(),
                alsoHolding.getOrDefault(division, List.of()).stream())
            .sorted()
            .toList();
    return new Verdict(division, holding.isEmpty() ? Decision.RELEASED : Decision.HELD, holding);
  }

  private static boolean stopsRun(RuleResult result) {
    return result.status() == RuleStatus.ERROR
        || (hasFailed(result) && result.severity() == Severity.STOP_RUN);
  }

  private static boolean holdsDivision(RuleResult result) {
    return hasFailed(result) && result.severity() == Severity.HOLD_CITY;
  }

  private static boolean hasFailed(RuleResult result) {
    return result.status() == RuleStatus.FAIL && result.waivedBy().isEmpty();
  }

  private static List<String> rules(
      Collection<RuleResult> results, Predicate<RuleResult> isDecisive) {
    return results.stream().filter(isDecisive).map(RuleResult::rule).distinct().sorted().toList();
  }
}
