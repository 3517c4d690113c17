package canbao.jobs;

import canbao.jobs.anomaly.Watches;
import canbao.jobs.quality.GateOverride;
import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Nearest;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
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
          + " 3 if the day was not judged.",
      "--override records that a failure is to withhold nothing from the day on, and judges the day:"
          + " with the city, a reason and the last day. It is kept with the name of the account, in"
          + " the ledger of every release that it bears on, and shown by every report until it"
          + " lapses. What could not be evaluated cannot be overridden."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao gate --as-of 2018-12-31",
      "  canbao gate --explain --as-of 2018-12-31",
      "  canbao gate --as-of 2018-12-31 --override population.document_valid --city 440300"
          + " --reason \"old permits, letter 2018-117\" --until 2019-01-31"
    })
final class GateCommand implements Callable<Integer> {

  private static final String PROBLEM = "The failure cannot be overridden";

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--as-of", required = true, paramLabel = "DAY", description = Commands.DAY)
  private String asOf;

  @Option(names = "--explain", description = "Only print why the day was judged so.")
  private boolean isExplained;

  @ArgGroup(exclusive = false)
  private Overriding given;

  /** All four of them, or none. */
  private static final class Overriding {

    @Option(
        names = "--override",
        required = true,
        paramLabel = "RULE",
        description =
            "A rule that holds cities or stops the run, or an anomaly that holds them, which is to"
                + " withhold nothing.")
    private String rule;

    @Option(
        names = "--city",
        required = true,
        paramLabel = "CITY",
        description = "Where; 440000 for the province's own number.")
    private String city;

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "WHY",
        description = "Why it is right; recorded with the name of the account.")
    private String reason;

    @Option(
        names = "--until",
        required = true,
        paramLabel = "DAY",
        description = "The last day on which it holds, at most a year after the first.")
    private String until;
  }

  GateCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
    if (isExplained && given != null) {
      throw refused("--explain changes nothing", "Give one of --explain and --override");
    }
    if (isExplained) {
      launcher.explainGate(options.settings(day), day);
    } else if (given == null) {
      launcher.step("gate", options.settings(day), day);
    } else {
      Settings settings = options.settings(day);
      launcher.override(override(settings, day), settings, day);
    }
    return 0;
  }

  private GateOverride override(Settings settings, LocalDate day) {
    if (!isOfHoldingMetric(settings.watches())) {
      refuseUnknownRule(RuleCatalogue.load(settings.conf()).all());
    }
    String division = AskedDivision.of(given.city, PROBLEM, "gate --explain");
    LocalDate until = BusinessDay.parsed("--until", given.until);
    if (until.isBefore(day) || until.isAfter(day.plusYears(1))) {
      throw refused(
          "--until %s lies before %s or more than a year after it".formatted(until, day),
          "Give the last day on which the failure is borne; what is to be borne for ever is the"
              + " rule's limit");
    }
    return new GateOverride(
        given.rule,
        division,
        day,
        until,
        AuditReason.of(given.reason, PROBLEM),
        System.getProperty("user.name"));
  }

  /** An anomaly is called {@code anomaly.<kind>.<what of>}. */
  private boolean isOfHoldingMetric(Watches watches) {
    String[] words = given.rule.split("\\.", 3);
    return words.length == 3 && words[0].equals("anomaly") && watches.mayHold(words[1]);
  }

  private void refuseUnknownRule(List<Rule> rules) {
    List<String> withholding =
        rules.stream().filter(rule -> rule.severity().withholds()).map(Rule::id).toList();
    if (!withholding.contains(given.rule)) {
      throw refused(
          "no rule '%s' holds a city or stops the run%s"
              .formatted(given.rule, Nearest.hint(given.rule, withholding)),
          "Give a rule that gate --explain names");
    }
  }

  private static JobFailure refused(String why, String remedy) {
    return new JobFailure(ExitCode.USAGE, PROBLEM, why, remedy);
  }
}
