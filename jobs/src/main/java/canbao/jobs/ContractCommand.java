package canbao.jobs;

import canbao.jobs.datacontract.ContractCheck;
import canbao.jobs.datacontract.SourceContract;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import canbao.jobs.source.SourceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code contract}: what a source owes, in the words of the Open Data Contract Standard. */
@Command(
    name = "contract",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(export | check)",
    description =
        "What a source owes, as a contract of the Open Data Contract Standard 3.1: columns, key,"
            + " values, rules and their limits. Neither Spark nor the lake is needed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao contract export --source enrolment_pension --out enrolment_pension.odcs.yaml",
      "  canbao contract check --source enrolment_pension theirs.odcs.yaml"
    })
final class ContractCommand {

  private final Launcher launcher;

  ContractCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description =
          "Writes the contract of a source out of conf/sources and conf/rules. The same settings"
              + " give the same text.")
  int export(
      @Mixin SettingsOptions options,
      @Option(
              names = "--source",
              required = true,
              paramLabel = "SOURCE",
              description = "The source.")
          String source,
      @Option(names = "--out", paramLabel = "FILE", description = "The file to write, in UTF-8.")
          Path out) {
    Optional<OutFile> file = Optional.ofNullable(out).map(path -> OutFile.of("contract", path));
    Settings settings = options.settings();
    String yaml = SourceContract.of(settings, settings.namedSource(source)).yaml();
    file.ifPresentOrElse(
        path -> path.write(yaml), () -> launcher.out().println(yaml.stripTrailing()));
    return 0;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Reads a contract and tells where it demands less than Canbao does: columns that are"
            + " missing, may be empty, are of a wider type or may have more values; rules that are"
            + " missing, milder, of another condition or with looser limits; older deliveries.",
        "Ends with 1 if it does anywhere, with 2 if it does not follow the standard."
      })
  int check(
      @Mixin SettingsOptions options,
      @Option(
              names = "--source",
              required = true,
              paramLabel = "SOURCE",
              description = "The source.")
          String source,
      @Parameters(paramLabel = "FILE", description = "The contract, YAML in UTF-8.") Path file) {
    Settings settings = options.settings();
    SourceSpec spec = settings.namedSource(source);
    List<String> looser = ContractCheck.looser(SourceContract.of(settings, spec), spec, file);
    if (!looser.isEmpty()) {
      throw new JobFailure(
          ExitCode.DIFFERENCE,
          "%s\nThe contract %s is looser than ours in %d places"
              .formatted(String.join("\n", looser), file, looser.size()),
          "rows that it allows would be rejected or hold a city",
          "Have it made as strict, or change conf/sources and conf/rules");
    }
    launcher.out().println("The contract %s is nowhere looser than ours".formatted(file));
    return 0;
  }
}
