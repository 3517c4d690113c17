package canbao.jobs;

import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit}: whether the stored numbers of a day are those that the register gives. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Computes the state of everybody and all that is counted from it once more, from the register"
          + " as it was known when the stored numbers were computed, and compares row by row; then"
          + " the last release of the day with the fingerprint in the ledger.",
      "Ends with 1 and the keys of the rows that differ; people are only counted. Changes no number."
    },
    footerHeading = "%nExample:%n",
    footer = "  canbao audit --as-of 2018-12-31")
final class AuditCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--as-of", required = true, paramLabel = "DAY", description = Commands.DAY)
  private String asOf;

  AuditCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
    Settings settings = options.settings();
    launcher.audit(settings, day);
    return 0;
  }
}
