package canbao.jobs.run;

/** What a command's exit code means to the operator and to Airflow. */
public enum ExitCode {
  DONE(0),
  /** A bug, or what Canbao runs on broke down: another try may end otherwise. */
  BUG(1),
  /** A judgement like those that follow, of {@code audit} alone. */
  DIFFERENCE(1),
  USAGE(2),
  INPUT(3),
  GATE(4),
  CONFLICT(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
