package canbao.jobs;

import canbao.jobs.coverage.CoverageAudit;
import canbao.jobs.release.ReleaseAudit;
import canbao.jobs.run.Audited;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.StepSummary;

/** Two ways, one number: a day computed once more, and its last release as it was released. */
final class Audit {

  private Audit() {}

  /**
   * Audits a day; no table of numbers is written.
   *
   * @throws JobFailure DIFFERENCE with the tables that differ and the keys of their rows
   */
  static StepSummary run(RunContext context) {
    Audited all = CoverageAudit.run(context).with(ReleaseAudit.run(context));
    if (!all.differences().isEmpty()) {
      throw new JobFailure(
          ExitCode.DIFFERENCE,
          "The stored numbers of " + context.asOf() + " are not what the audit finds",
          "they differ: " + String.join("; ", all.differences()),
          "Look who has written to these tables since (Delta keeps each commit), then run coverage,"
              + " gate and release for the day. If they differ again, report it: another version of"
              + " Canbao or of its lists of places counts otherwise, or it is a bug");
    }
    return new StepSummary("audit", all.rows(), all.rows(), 0, 0);
  }
}
