package canbao.jobs;

import canbao.jobs.register.LinkEstimate;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code estimate-links}: writes a link model; no night does. */
@Command(
    name = "estimate-links",
    mixinStandardHelpOptions = true,
    description = {
      "Estimates from the register how much each likeness of two descriptions of people weighs,"
          + " and writes it as a model file.",
      "Nights go on with the model that conf/links.yml names until it names another. The same"
          + " register gives the same file."
    },
    footerHeading = "%nExample:%n",
    footer = "  canbao estimate-links --as-of 2018-12-31 --out conf/links/y2018.yml")
final class EstimateLinksCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--as-of", required = true, paramLabel = "DAY", description = Commands.DAY)
  private String asOf;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; its name without .yml is the model's.")
  private Path out;

  EstimateLinksCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
    Settings settings = options.settings();
    OutFile file = OutFile.of("model", out);
    launcher.aside(
        "estimate-links",
        settings,
        spark -> {
          RunContext context = new RunContext(spark, settings, day, launcher.clock());
          file.write(LinkEstimate.run(context, name()));
          launcher.out().println("Link model in " + out);
        });
    return 0;
  }

  private String name() {
    return out.getFileName().toString().replaceFirst("\\.yml$", "");
  }
}
