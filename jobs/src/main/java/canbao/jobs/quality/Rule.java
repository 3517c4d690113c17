package canbao.jobs.quality;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One statement that rows of a source must keep, as written in {@code conf/rules/<source>.yml}.
 *
 * @param id source and a name of its own, such as {@code enrolment_pension.line_declared}
 * @param source the source whose rows it is about
 * @param contract the number of the reject rule in the input contract, if it is one of those
 * @param check the check of {@code conf/codes/checks.csv} that an accepted row which breaks it is a
 *     finding of
 * @param sentenceEn what must hold, as an English sentence without the full stop
 * @param sentenceZh the same in Chinese
 * @param appliesTo SQL predicate over the rows as read; a row for which it is not true is not
 *     checked. Absent: every row is
 * @param predicate SQL predicate that must hold; NULL counts as holding
 * @param shows columns whose values are named in the reason of a rejected row; never personal
 * @param limit what is borne in one division before the severity takes effect
 * @param owner who answers for the rule
 * @param term the days on which it is in force
 * @param waiver whose word its failures decide nothing by, where somebody has given it
 * @param golden rows that show what the rule means, by outcome
 * @param kind whether rows are judged one by one, or what they come to together
 * @param cases numbers that show what a rule of another kind means
 */
public record Rule(
    String id,
    String source,
    Optional<Integer> contract,
    Optional<String> check,
    Severity severity,
    Dimension dimension,
    String sentenceEn,
    String sentenceZh,
    Optional<String> appliesTo,
    String predicate,
    List<String> shows,
    Limit limit,
    String owner,
    Term term,
    Optional<Waiver> waiver,
    List<GoldenRow> golden,
    Kind kind,
    List<GoldenCase> cases) {

  /** The predicate of a rule that has none: it judges no single row. */
  static final String ALWAYS = "true";

  public Rule {
    shows = List.copyOf(shows);
    golden = List.copyOf(golden);
    cases = List.copyOf(cases);
  }

  /** The rule as it holds for the rows of another source. */
  public Rule ofSource(String other) {
    return with(other, appliesTo, predicate, golden);
  }

  /** The rule as it is on a day: outside of its term it applies to no row. */
  public Rule on(LocalDate day) {
    return term.includes(day) ? this : applyingToNothing();
  }

  /** The rule where it cannot be judged. */
  public Rule applyingToNothing() {
    return with(source, Optional.of("false"), predicate, golden);
  }

  /** The rule with other conditions. */
  Rule judging(Optional<String> otherCondition, String otherPredicate) {
    return with(source, otherCondition, otherPredicate, golden);
  }

  /** The rule with other examples. */
  Rule showing(List<GoldenRow> otherRows) {
    return with(source, appliesTo, predicate, otherRows);
  }

  private Rule with(
      String otherSource,
      Optional<String> otherCondition,
      String otherPredicate,
      List<GoldenRow> otherRows) {
    return new Rule(
        id,
        otherSource,
        contract,
        check,
        severity,
        dimension,
        sentenceEn,
        sentenceZh,
        otherCondition,
        otherPredicate,
        shows,
        limit,
        owner,
        term,
        waiver,
        otherRows,
        kind,
        cases);
  }

  /** What the counts of one division mean. */
  public RuleStatus statusOf(long checked, long failed) {
    if (checked == 0) {
      return RuleStatus.NOT_APPLICABLE;
    }
    if (failed == 0) {
      return RuleStatus.PASS;
    }
    if (!severity.hasLimit() || !limit.isExceededBy(failed, checked)) {
      return RuleStatus.PASS_WITH_VIOLATIONS;
    }
    return severity == Severity.WARN ? RuleStatus.WARN : RuleStatus.FAIL;
  }

  /** What was measured in one division means. */
  public RuleStatus statusOf(Measure.Verdict verdict) {
    return switch (verdict) {
      case NOT_APPLICABLE -> RuleStatus.NOT_APPLICABLE;
      case KEPT -> RuleStatus.PASS;
      case MISSING -> RuleStatus.FAIL;
      case OVER_LIMIT -> severity == Severity.WARN ? RuleStatus.WARN : RuleStatus.FAIL;
    };
  }

  /**
   * All that the rule says as one text, each part followed by U+001F: what its digest is of. Golden
   * rows show what it says and add nothing to it.
   */
  String canonical() {
    Stream<Object> parts =
        Stream.of(
            id,
            contract.map(Object::toString).orElse(""),
            check.orElse(""),
            severity,
            dimension,
            sentenceEn,
            sentenceZh,
            appliesTo.orElse(""),
            predicate,
            String.join(",", shows),
            limit.rateBp(),
            limit.count(),
            owner);
    Stream<String> ifAny =
        Stream.of(
                Stream.of(term.drawn()),
                waiver.stream().map(Waiver::drawn),
                Stream.of(kind.drawn()))
            .flatMap(part -> part)
            .filter(part -> !part.isEmpty());
    return Stream.concat(parts, ifAny).map(part -> part + "\u001F").collect(joining());
  }
}
