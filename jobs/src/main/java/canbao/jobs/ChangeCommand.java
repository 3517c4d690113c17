package canbao.jobs;

import canbao.jobs.quality.GateDecision;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code change}: why the numbers of a day are not those of an earlier one. */
@Command(
    name = "change",
    mixinStandardHelpOptions = true,
    description = {
      "Tells why the people due and covered on a day are not those of an earlier day: came of age,"
          + " born, moved, died, newly enrolled, reported late, lapsed, …; to the person, for every"
          + " city, and printed for one.",
      "A night tells it since the day before; this command for any two days that were counted."
    },
    footerHeading = "%nExample:%n",
    footer = "  canbao change --from 2018-06-30 --as-of 2018-12-31 --city 440300")
final class ChangeCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DAY",
      description = "The earlier day, yyyy-MM-dd.")
  private String from;

  @Option(names = "--as-of", required = true, paramLabel = "DAY", description = Commands.DAY)
  private String asOf;

  @Option(
      names = "--city",
      paramLabel = "CITY",
      defaultValue = GateDecision.PROVINCE,
      description = "Which division is printed; without it the province.")
  private String city;

  ChangeCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    LocalDate to = BusinessDay.of("--as-of", asOf, launcher.clock());
    LocalDate since = BusinessDay.of("--from", from, launcher.clock());
    String division = AskedDivision.of(city, "The change cannot be printed", "night");
    Settings settings = options.settings(to);
    launcher.change(since, division, settings, to);
    return 0;
  }
}
