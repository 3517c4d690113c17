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
        "owner",
        Term.ALWAYS,
        Optional.empty(),
        List.of(),
        new Kind.ByRow(),
        List.of());
  }

  /** A rule of source {@code s} that judges rows together, with a limit. */
  static Rule together(String id, Severity severity, Kind kind, Limit limit) {
    Rule rule = rule(id, severity, Rule.ALWAYS);
    return with(
        rule, rule.contract(), limit, rule.appliesTo(), rule.predicate(), rule.golden(), kind);
  }

  static Rule appliesTo(String condition, Rule rule) {
    return rule.judging(Optional.of(condition), rule.predicate());
  }

  static Rule ofContract(int number, Rule rule) {
    return with(rule, Optional.of(number), rule.limit());
  }

  static Rule limited(int rateBp, long count, Rule rule) {
    return with(rule, rule.contract(), new Limit(rateBp, count));
  }

  static Rule showing(List<GoldenRow> golden, Rule rule) {
    return rule.showing(golden);
  }

  private static Rule with(Rule rule, Optional<Integer> contract, Limit limit) {
    return with(rule, contract, limit, rule.appliesTo(), rule.predicate(), rule.golden());
  }

  private static Rule with(
      Rule rule,
      Optional<Integer> contract,
      Limit limit,
      Optional<String> appliesTo,
      String predicate,
      List<GoldenRow> golden) {
    return with(rule, contract, limit, appliesTo, predicate, golden, rule.kind());
  }

  private static Rule with(
      Rule rule,
      Optional<Integer> contract,
      Limit limit,
      Optional<String> appliesTo,
      String predicate,
      List<GoldenRow> golden,
      Kind kind) {
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
        predicate,
        rule.shows(),
        limit,
        rule.owner(),
        rule.term(),
        rule.waiver(),
        golden,
        kind,
        rule.cases());
  }
}
