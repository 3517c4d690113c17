package canbao.jobs;

import canbao.jobs.profile.Profile;
import canbao.jobs.profile.SourceProfile;
import canbao.jobs.run.Settings;
import canbao.jobs.source.SourceSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code profile}: what the rows of a source look like, and which rules would fit them. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at the accepted rows of one batch of a source and prints what its columns hold: how far"
          + " they are filled, distinct values, types, shapes, ranges, frequent values, gaps that go"
          + " together.",
      "Suggests rules, Canbao's and Deequ's, with the rows each would reject; --format yaml writes"
          + " them as a file for conf/rules. Names and document numbers are never shown, nor values"
          + " of fewer than 10 rows. Changes nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao profile --source enrolment_pension",
      "  canbao profile --source card --batch 2018-12-30 --format yaml --out card.yml"
    })
final class ProfileCommand implements Callable<Integer> {

  private static final Formats FORMATS =
      new Formats("a profile is written in two ways", List.of("text", "yaml"));

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--source", required = true, paramLabel = "SOURCE", description = "The source.")
  private String source;

  @Option(
      names = "--batch",
      paramLabel = "DAY",
      description = "Date of the batch (default: that of the newest full list).")
  private String batch;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How: text or yaml (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(names = "--out", paramLabel = "FILE", description = "The file to write, in UTF-8.")
  private Path out;

  ProfileCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    FORMATS.refuseUnknown(format);
    Optional<LocalDate> day =
        Optional.ofNullable(batch).map(text -> BusinessDay.of("--batch", text, launcher.clock()));
    Optional<OutFile> file = Optional.ofNullable(out).map(path -> OutFile.of("profile", path));
    Settings settings = options.settings();
    SourceSpec spec = settings.namedSource(source);
    launcher.aside(
        "profile",
        settings,
        spark -> {
          String written = written(SourceProfile.of(spark, settings, spec, day));
          file.ifPresentOrElse(
              path -> path.write(written + "\n"), () -> launcher.out().println(written));
        });
    return 0;
  }

  private String written(Profile profile) {
    return format.equals("yaml") ? profile.yaml().stripTrailing() : profile.text();
  }
}
