package canbao.jobs.quality;

import canbao.udfs.Places;
import java.util.List;
import java.util.stream.Stream;

/** How rules come out that judge what the rows of a city come to together. */
public final class GroupRules {

  private GroupRules() {}

  /**
   * One result a rule for the province and for each city, in that order; NOT_APPLICABLE for a city
   * that the batch does not speak for, and outside of the rule's term.
   *
   * @param rules of which none judges rows one by one; those that the day decides are left out
   */
  public static List<RuleResult> judge(List<Rule> rules, BatchFacts facts) {
    return results(rules.stream().filter(rule -> !rule.kind().isOfTheDay()).toList(), facts);
  }

  private static List<RuleResult> results(List<Rule> rules, BatchFacts facts) {
    return rules.stream()
        .flatMap(rule -> divisions().map(division -> result(rule, facts, division)))
        .toList();
  }

  /**
   * The results of the rules that the day of a run decides, for the newest batches of its sources.
   *
   * @param rules of any kind and source
   */
  public static List<RuleResult> ofDay(List<Rule> rules, List<BatchFacts> sources) {
    return sources.stream()
        .flatMap(
            facts -> {
              List<String> ruling = facts.source().ruledBy();
              return results(
                  rules.stream()
                      .filter(rule -> rule.kind().isOfTheDay() && ruling.contains(rule.source()))
                      .map(rule -> rule.ofSource(facts.source().name()))
                      .toList(),
                  facts)
                  .stream();
            })
        .toList();
  }

  private static Stream<String> divisions() {
    return Stream.concat(
        Stream.of(BatchFacts.PROVINCE), Places.cities().stream().map(Places.City::code));
  }

  private static Measure measured(Rule rule, BatchFacts facts, String division) {
    Kind kind = rule.kind();
    return kind.measure(rule.limit(), kind.numbers(rule, facts, division))
        .withParts(kind.parts(rule, facts, division));
  }

  private static RuleResult result(Rule rule, BatchFacts facts, String division) {
    boolean isAsked =
        rule.term().includes(facts.asOf())
            && (rule.kind().isOfTheDay() ? facts.hasPlaces(division) : facts.speaksFor(division));
    Measure measure = isAsked ? measured(rule, facts, division) : Measure.none();
    return RuleResult.of(rule, facts.batch().batch(), division, measure);
  }
}
