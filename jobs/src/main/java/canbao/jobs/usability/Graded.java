package canbao.jobs.usability;

import canbao.jobs.run.Usability.Limits;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One grade: a row of {@code quality.usability}.
 *
 * @param topic as the table has it
 * @param limits empty for the worst of all topics
 */
record Graded(
    String line,
    String division,
    String topic,
    Grade grade,
    Optional<Long> value,
    Optional<Limits> limits,
    String reason) {

  static final String OVERALL = "overall";

  static Graded of(String line, String division, String topic, Finding finding, Limits limits) {
    Grade grade = finding.value().map(value -> Grade.of(value, limits)).orElse(Grade.UNKNOWN);
    return new Graded(
        line, division, topic, grade, finding.value(), Optional.of(limits), finding.reason());
  }

  /** The worst of some grades of one line and division; of equals the first decides the reason. */
  static Graded worst(List<Graded> grades) {
    Graded worst =
        grades.stream().reduce((a, b) -> b.grade().compareTo(a.grade()) > 0 ? b : a).orElseThrow();
    return new Graded(
        worst.line(),
        worst.division(),
        OVERALL,
        worst.grade(),
        Optional.empty(),
        Optional.empty(),
        worst.topic() + ": " + worst.reason());
  }

  /** The worst first. */
  static final Comparator<Graded> BY_CONCERN =
      Comparator.comparing(Graded::grade, Comparator.reverseOrder())
          .thenComparing(Graded::line)
          .thenComparing(Graded::division);
}
