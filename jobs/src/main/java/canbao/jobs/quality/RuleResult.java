package canbao.jobs.quality;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one rule came out for one batch of its source in one division.
 *
 * @param rule the rule's id
 * @param batch the date of the batch
 * @param division six digits of a city, or {@code 440000} for the province
 * @param limit the limit at the time of the evaluation
 * @param waivedBy who has waived a failure; it then decides nothing
 * @param kind of the rule
 * @param measured what a rule measured that does not judge rows one by one, and unknown rows
 */
public record RuleResult(
    String rule,
    String source,
    LocalDate batch,
    String division,
    Severity severity,
    Dimension dimension,
    RuleStatus status,
    long checked,
    long failed,
    Limit limit,
    Optional<String> waivedBy,
    Kind.Name kind,
    Measured measured) {

  /**
   * More of what was measured.
   *
   * @param unknown rows of which the rule cannot tell
   * @param value in the unit of the rule's kind, with what is borne
   * @param parts what a later batch is compared with
   */
  public record Measured(
      long unknown,
      Optional<Long> value,
      Optional<Long> lower,
      Optional<Long> upper,
      Map<String, Long> parts) {

    public static final Measured NOTHING =
        new Measured(0, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public Measured {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
  }

  /** A result of a rule on single rows. */
  public RuleResult(
      String rule,
      String source,
      LocalDate batch,
      String division,
      Severity severity,
      Dimension dimension,
      RuleStatus status,
      long checked,
      long failed,
      Limit limit,
      Optional<String> waivedBy) {
    this(
        rule,
        source,
        batch,
        division,
        severity,
        dimension,
        status,
        checked,
        failed,
        limit,
        waivedBy,
        Kind.Name.ROW,
        Measured.NOTHING);
  }

  /** The result of a rule from its counts. */
  public static RuleResult of(Rule rule, LocalDate batch, RuleCount count) {
    RuleStatus status = rule.statusOf(count.checked(), count.failed());
    return of(rule, batch, count, status);
  }

  /** The result of a rule from what it has measured. */
  static RuleResult of(Rule rule, LocalDate batch, String division, Measure measure) {
    return new RuleResult(
        rule.id(),
        rule.source(),
        batch,
        division,
        rule.severity(),
        rule.dimension(),
        rule.statusOf(measure.verdict()),
        measure.checked(),
        measure.failed(),
        rule.limit(),
        Optional.empty(),
        rule.kind().name(),
        new Measured(
            measure.unknown(), measure.value(), measure.lower(), measure.upper(), measure.parts()));
  }

  /** The result of a rule that could not be evaluated: the gate fails closed on it. */
  public static RuleResult error(Rule rule, LocalDate batch, String division) {
    return of(rule, batch, new RuleCount(rule.id(), division, 0, 0), RuleStatus.ERROR);
  }

  /** The result with somebody who waives it, or with nobody. */
  RuleResult waivedBy(Optional<String> who) {
    return new RuleResult(
        rule, source, batch, division, severity, dimension, status, checked, failed, limit, who,
        kind, measured);
  }

  private static RuleResult of(Rule rule, LocalDate batch, RuleCount count, RuleStatus status) {
    return new RuleResult(
        rule.id(),
        rule.source(),
        batch,
        count.division(),
        rule.severity(),
        rule.dimension(),
        status,
        count.checked(),
        count.failed(),
        rule.limit(),
        Optional.empty(),
        rule.kind().name(),
        new Measured(
            count.unknown(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of()));
  }
}
