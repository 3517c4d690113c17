package canbao.jobs;

import canbao.jobs.coverage.RevisedDay;
import canbao.jobs.lake.Lake;
import canbao.jobs.release.RevisionLedger;
import canbao.jobs.run.Settings;
import java.util.Optional;

/** The revision ledger of releases, with the causes that coverage tells. */
final class Revisions {

  private Revisions() {}

  /**
   * Writes why what a release published is otherwise now.
   *
   * @param later release of the same day; empty: what is known now
   */
  static RevisionLedger.Written write(
      Lake lake, Settings settings, String release, Optional<String> later) {
    try (DefinitionsFolder folder = DefinitionsFolder.make()) {
      return RevisionLedger.write(
          lake,
          settings,
          release,
          later,
          folder.path(),
          (day, before, after) -> RevisedDay.steps(lake, day, knowledge(before), knowledge(after)));
    }
  }

  private static RevisedDay.Knowledge knowledge(RevisionLedger.Knowledge of) {
    return new RevisedDay.Knowledge(of.settings(), of.known());
  }
}
