package canbao.jobs;

import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.quality.RuleCheck;
import canbao.jobs.quality.RuleSheet;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import canbao.jobs.source.SourceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rules}: what rows must keep, for people to read. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the rules of conf/rules: what must hold, what follows where it does not, who answers.",
      "markdown and html also tell each rule's condition and golden rows. Neither Spark nor the lake"
          + " is needed.",
      "With --check: asks every rule about its golden rows and cases, and changes each rule in one"
          + " place after the other, which some example must show. Ends with 2 and each example that"
          + " comes out otherwise than its file says."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao rules --source enrolment_pension",
      "  canbao rules --format html --out rules.html",
      "  canbao rules --check --source enrolment_pension"
    })
final class RulesCommand implements Callable<Integer> {

  private static final Formats FORMATS =
      new Formats("rules are written in three ways", List.of("text", "markdown", "html"));

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "Only the rules that rows of this source must keep.")
  private String source;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How: text, markdown or html (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(names = "--out", paramLabel = "FILE", description = "The file to write, in UTF-8.")
  private Path out;

  @Option(names = "--check", description = "Ask the rules about their examples.")
  private boolean isChecked;

  RulesCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    if (isChecked) {
      check(options.settings());
      return 0;
    }
    FORMATS.refuseUnknown(format);
    Optional<OutFile> file = Optional.ofNullable(out).map(path -> OutFile.of("rules", path));
    String written = written(new RuleSheet(rules(options.settings())));
    if (file.isPresent()) {
      file.get().write(written + "\n");
      launcher.out().println("Rules in " + out);
    } else {
      launcher.out().println(written);
    }
    return 0;
  }

  private void check(Settings settings) {
    RuleCatalogue catalogue = RuleCatalogue.load(settings.conf());
    List<SourceSpec> sources =
        source == null ? settings.sources() : List.of(settings.namedSource(source));
    launcher.aside(
        "rules",
        settings,
        spark -> {
          RuleCheck check = new RuleCheck(catalogue, spark);
          List<String> faults =
              sources.stream().flatMap(one -> check.faults(one).stream()).toList();
          refuse(faults);
          launcher
              .out()
              .println(
                  "%d examples of the rules of %s come out as they say"
                      .formatted(
                          sources.stream().mapToLong(check::examples).sum(),
                          counted(sources.size(), "source")));
        });
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static void refuse(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new JobFailure(
          ExitCode.USAGE,
          "%s\n%s in the examples of rules"
              .formatted(String.join("\n", faults), counted(faults.size(), "fault")),
          "rules are what their examples show, and these show something else",
          "Correct the rule or its examples; conf/rules/README.md says what they are");
    }
  }

  /** A source that sends what another does keeps that one's rules too. */
  private List<Rule> rules(Settings settings) {
    RuleCatalogue catalogue = RuleCatalogue.load(settings.conf());
    return source == null
        ? catalogue.all()
        : settings.namedSource(source).ruledBy().stream()
            .flatMap(ruling -> catalogue.of(ruling).stream())
            .toList();
  }

  private String written(RuleSheet sheet) {
    return switch (format) {
      case "markdown" -> sheet.markdown();
      case "html" -> sheet.html();
      default -> sheet.text();
    };
  }
}
