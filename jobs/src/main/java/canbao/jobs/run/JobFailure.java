package canbao.jobs.run;

/**
 * A run that cannot go on for a reason its operator can act on; anything else thrown is a bug.
 *
 * <p>The message reads "what: why. what to do." and never holds personal data.
 */
public final class JobFailure extends RuntimeException {

  private final ExitCode exitCode;

  /**
   * @param exitCode what the process ends with
   * @param problem what went wrong, with file, line and column where there are any
   * @param reason why that is a problem
   * @param remedy what to do now, as one or more sentences without the last full stop
   */
  public JobFailure(ExitCode exitCode, String problem, String reason, String remedy) {
    super("%s: %s. %s.".formatted(problem, reason, remedy));
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
