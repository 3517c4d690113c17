package canbao.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code assurance}: do example people come out as they must? */
@Command(
    name = "assurance",
    mixinStandardHelpOptions = true,
    description = {
      "Decides about the example people of conf/assurance.yml by the settings as they stand, and"
          + " prints who is due and covered, why not, and whether each comes out as it must.",
      "It reads no lake. A release does the same first, and is not made if one comes out otherwise."
    },
    footerHeading = "%nExample:%n",
    footer = "  canbao assurance --conf conf")
final class AssuranceCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  AssuranceCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    launcher.assure(options.settings());
    return 0;
  }
}
