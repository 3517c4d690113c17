package canbao.jobs;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gate}: judges a day, or tells why it was judged so. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Judges the day by the rules in conf/rules: a city that fails is held, a province that fails"
          + " ends with 4.",
      "--explain prints the verdict as a page: what failed, where, how many rows, where the first"
          + " ten of them stand, and what to do. It changes nothing and does not wait for the lake;"
          + " 3 if the day was not judged."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  canbao gate --as-of 2018-12-31", "  canbao gate --explain --as-of 2018-12-31"})
final class GateCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--as-of", required = true, paramLabel = "DAY", description = Commands.DAY)
  private String asOf;

  @Option(names = "--explain", description = "Only print why the day was judged so.")
  private boolean isExplained;

  GateCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
    if (isExplained) {
      launcher.explainGate(options.settings(), day);
    } else {
      launcher.step("gate", options.settings(day), day);
    }
    return 0;
  }
}
