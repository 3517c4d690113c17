package canbao.jobs;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code series}: the numbers of every day of a period. */
@Command(
    name = "series",
    mixinStandardHelpOptions = true,
    description = {
      "Counts who is due and covered on every day of a period, by what is known now, into"
          + " coverage.series, in one pass over the register.",
      "Running it again replaces the days of the period."
    },
    footerHeading = "%nExample:%n",
    footer = "  canbao series --from 2018-01-01 --to 2018-12-31")
final class SeriesCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DAY",
      description = "The first day, yyyy-MM-dd.")
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DAY",
      description = "The last day; it must have ended.")
  private String to;

  SeriesCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    LocalDate last = BusinessDay.of("--to", to, launcher.clock());
    LocalDate first = BusinessDay.of("--from", from, launcher.clock());
    launcher.series(first, options.settings(last), last);
    return 0;
  }
}
