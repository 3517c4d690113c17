package canbao.jobs;

import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.quality.RuleSheet;
import canbao.jobs.run.Settings;
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
          + " is needed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao rules --source enrolment_pension",
      "  canbao rules --format html --out rules.html"
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

  RulesCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
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
