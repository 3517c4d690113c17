package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;

/** Why somebody lets pass what the program would not: a sentence that is kept for the auditor. */
final class AuditReason {

  private static final int LONGEST = 500;

  private AuditReason() {}

  /**
   * Reads the value of {@code --reason}.
   *
   * @param problem what cannot be done without a good one
   * @throws JobFailure USAGE if it is empty, too long, or has control characters
   */
  static String of(String text, String problem) {
    return of("--reason", text, problem);
  }

  /** The same of another option. */
  static String of(String option, String text, String problem) {
    String reason = text == null ? "" : text.strip();
    if (reason.isEmpty()) {
      throw refused(problem, option + " is missing or empty");
    }
    if (reason.length() > LONGEST || reason.chars().anyMatch(Character::isISOControl)) {
      throw refused(
          problem,
          "%s is longer than %d characters or has control characters".formatted(option, LONGEST));
    }
    return reason;
  }

  private static JobFailure refused(String problem, String why) {
    return new JobFailure(ExitCode.USAGE, problem, why, "Give one sentence, and no data of people");
  }
}
