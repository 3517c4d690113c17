package canbao.jobs.quality;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rules in force waive: a failure that somebody has waived decides nothing. */
public final class Waivers {

  private final Map<String, Waiver> byRule;

  /**
   * @param rules of the catalogue as it is on the day that is decided about
   */
  public Waivers(List<Rule> rules) {
    byRule =
        rules.stream()
            .filter(rule -> rule.waiver().isPresent())
            .collect(toMap(Rule::id, rule -> rule.waiver().orElseThrow()));
  }

  /** The results, each failure with who waives it now, whoever did when it was written. */
  public List<RuleResult> applied(List<RuleResult> results) {
    return results.stream().map(result -> result.waivedBy(by(result))).toList();
  }

  private Optional<String> by(RuleResult result) {
    return Optional.ofNullable(byRule.get(result.rule()))
        .filter(waiver -> result.status() == RuleStatus.FAIL && waiver.covers(result.division()))
        .map(Waiver::who);
  }
}
