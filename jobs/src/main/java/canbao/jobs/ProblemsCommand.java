package canbao.jobs;

import canbao.jobs.problem.FollowUp;
import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Nearest;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code problems}: what is new, persists and is solved, and who follows it up. */
@Command(
    name = "problems",
    mixinStandardHelpOptions = true,
    description = {
      "Prints which rules are broken where: what is new since the day before, what persists since"
          + " when, what is solved, and who follows it up. It changes nothing and does not wait for"
          + " the lake.",
      "--follow-up records who answers for a rule in a city until when, and what came of it; the"
          + " last record holds, none is lost."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao problems --as-of 2018-12-31",
      "  canbao problems --follow-up population.document_valid --city 440300 --owner \"Shenzhen bureau\""
          + " --due 2019-01-31",
      "  canbao problems --follow-up population.document_valid --city 440300 --owner \"Shenzhen bureau\""
          + " --due 2019-01-31 --answer \"corrected at the source, letter 2019-3\""
    })
final class ProblemsCommand implements Callable<Integer> {

  private static final String PROBLEM = "The follow-up cannot be recorded";

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--as-of", paramLabel = "DAY", description = Commands.DAY)
  private String asOf;

  @ArgGroup(exclusive = false)
  private Following given;

  /** All of them, but the answer. */
  private static final class Following {

    @Option(
        names = "--follow-up",
        required = true,
        paramLabel = "RULE",
        description = "The rule that is broken.")
    private String rule;

    @Option(
        names = "--city",
        required = true,
        paramLabel = "CITY",
        description = "Where; 440000 for the province.")
    private String city;

    @Option(
        names = "--owner",
        required = true,
        paramLabel = "WHO",
        description = "The office that answers for it, no data of people.")
    private String owner;

    @Option(
        names = "--due",
        required = true,
        paramLabel = "DAY",
        description = "The last day for it; after it the page calls it overdue.")
    private String due;

    @Option(
        names = "--answer",
        paramLabel = "TEXT",
        description = "What came of it, in one sentence.")
    private String answer;
  }

  ProblemsCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    if ((asOf == null) == (given == null)) {
      throw new JobFailure(
          ExitCode.USAGE,
          "What is asked about problems cannot be told",
          "it needs either --as-of or --follow-up",
          "Give --as-of DAY to print them, or --follow-up RULE to record who follows one up");
    }
    if (given == null) {
      LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
      launcher.tellProblems(options.settings(day), day);
    } else {
      Settings settings = options.settings();
      launcher.followUp(followUp(settings), settings);
    }
    return 0;
  }

  private FollowUp followUp(Settings settings) {
    List<String> rules = RuleCatalogue.load(settings.conf()).all().stream().map(Rule::id).toList();
    if (!rules.contains(given.rule)) {
      throw new JobFailure(
          ExitCode.USAGE,
          PROBLEM,
          "there is no rule '%s'%s".formatted(given.rule, Nearest.hint(given.rule, rules)),
          "Give a rule that problems --as-of names");
    }
    return new FollowUp(
        given.rule,
        AskedDivision.of(given.city, PROBLEM, "problems --as-of"),
        AuditReason.of("--owner", given.owner, PROBLEM),
        BusinessDay.parsed("--due", given.due),
        Optional.ofNullable(given.answer).map(text -> AuditReason.of("--answer", text, PROBLEM)),
        System.getProperty("user.name"));
  }
}
