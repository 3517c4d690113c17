package canbao.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code maintain}: the only command that removes files from the lake. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    description = {
      "Joins the small files of every table (OPTIMIZE), then removes the files that no version"
          + " within retention_days of the settings has (VACUUM), and what killed commands left.",
      "The rows of all tables stay what they are. Running it again does what is left to do."
    },
    footerHeading = "%nExample:%n",
    footer = "  canbao maintain --set retention_days=60")
final class MaintainCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  MaintainCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    launcher.maintain(options.settings());
    return 0;
  }
}
