package canbao.jobs.quality;

import java.util.List;
import java.util.Optional;

/** Rules that tests write down in one line. */
final class RuleExamples {

  private RuleExamples() {}

  /** A rule of source {@code s} without limit whose sentence is "ID holds". */
  static Rule rule(String id, Severity severity, String predicate, String... shows) {
    return new Rule(
        id,
        "s",
        Optional.empty(),
        Optional.empty(),
        severity,
        Dimension.VALIDITY,
        id + " holds",
        id + " 成立",
        Optional.empty(),
        predicate,
        List.of(shows),
        Limit.NONE,
        "owner");
  }

  static Rule appliesTo(String condition, Rule rule) {
    return with(rule, rule.contract(), Optional.of(condition), rule.limit());
  }

  static Rule ofContract(int number, Rule rule) {
    return with(rule, Optional.of(number), rule.appliesTo(), rule.limit());
  }

  static Rule limited(int rateBp, long count, Rule rule) {
    return with(rule, rule.contract(), rule.appliesTo(), new Limit(rateBp, count));
  }

  private static Rule with(
      Rule rule, Optional<Integer> contract, Optional<String> appliesTo, Limit limit) {
    return new Rule(
        rule.id(),
        rule.source(),
        contract,
        rule.check(),
        rule.severity(),
        rule.dimension(),
        rule.sentenceEn(),
        rule.sentenceZh(),
        appliesTo,
        rule.predicate(),
        rule.shows(),
        limit,
        rule.owner());
  }
}
