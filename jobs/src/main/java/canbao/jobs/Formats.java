package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Nearest;
import java.util.List;

/**
 * How a command can write its result.
 *
 * @param why the others are unknown, as a part of a sentence
 * @param known values of {@code --format}
 */
record Formats(String why, List<String> known) {

  /**
   * Looks whether a format is one of them.
   *
   * @throws JobFailure USAGE if it is not
   */
  void refuseUnknown(String format) {
    if (!known.contains(format)) {
      throw new JobFailure(
          ExitCode.USAGE,
          "--format '%s' cannot be used%s".formatted(format, Nearest.hint(format, known)),
          why,
          "Give one of " + String.join(", ", known));
    }
  }
}
