package canbao.jobs;

import canbao.jobs.database.AwaitedBatch;
import canbao.jobs.ingest.ShrinkPermit;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import canbao.jobs.source.SourceSpec;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingest}: takes batches of all sources, or of one. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Takes the batches of the landing folder dated up to the day: checks manifests and files,"
          + " keeps accepted rows in landing and refused rows with their reasons in quality.",
      "A batch that cannot be trusted is refused whole; an old or missing required source ends"
          + " with 3.",
      "A full list that has lost too many rows of a city is refused with the city and both counts."
          + " If the loss is right, take that source alone with --accept-shrink and --reason: both"
          + " are kept in quality.batch.",
      "A source in a database can be asked whether the batch of the day is there yet"
          + " (--is-in-database: 0 or 3), and refused batches of it can be read once more"
          + " (--read-again); what was read of them before is kept in the landing folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao ingest --as-of 2018-12-31 --source enrolment_pension",
      "  canbao ingest --as-of 2018-12-31 --source enrolment_pension --accept-shrink 440300"
          + " --reason \"pool 440304 was merged, letter 2018-117\"",
      "  canbao ingest --as-of 2018-12-31 --source card --is-in-database"
    })
final class IngestCommand implements Callable<Integer> {

  private static final String NOT_ACCEPTED = "A loss of rows cannot be accepted";

  /** The whole province is the city of rows of statuses. */
  private static final String PROVINCE = "440000";

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--as-of", required = true, paramLabel = "DAY", description = Commands.DAY)
  private String asOf;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "Take this source alone, a file in conf/sources.")
  private String source;

  @Option(
      names = "--accept-shrink",
      paramLabel = "CITY",
      description =
          "A city whose loss of rows in the full list of the source is right. May be repeated;"
              + " 440000 for status, whose rows are of no city.")
  private List<String> shrinking = List.of();

  @Option(
      names = "--reason",
      paramLabel = "WHY",
      description = "Why it is right; recorded with the name of the account.")
  private String reason;

  @Option(
      names = "--is-in-database",
      description =
          "Only ask whether the source's database has the batch of the day; take nothing.")
  private boolean isAsked;

  @Option(
      names = "--read-again",
      description = "Read refused batches of the source from its database once more.")
  private boolean isReadAgain;

  IngestCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
    ShrinkPermit permit = permit();
    if (isAsked || isReadAgain) {
      requireSourceAlone();
    }
    Settings settings = options.settings(day);
    if (source == null) {
      launcher.step("ingest", settings, day);
    } else {
      ofSource(settings.namedSource(source), permit, settings, day);
    }
    return 0;
  }

  private void ofSource(SourceSpec named, ShrinkPermit permit, Settings settings, LocalDate day) {
    if (!isAsked && !isReadAgain) {
      launcher.ingest(named, permit, settings, day);
      return;
    }
    AwaitedBatch batch = AwaitedBatch.of(settings.databases(), named.name(), day);
    if (isAsked) {
      launcher.ask(batch, settings);
    } else {
      launcher.ingestAgain(named, settings, day);
    }
  }

  private void requireSourceAlone() {
    if (source == null || !shrinking.isEmpty() || (isAsked && isReadAgain)) {
      throw new JobFailure(
          ExitCode.USAGE,
          "What the database is to be asked cannot be told",
          "--is-in-database and --read-again go with --source, and with nothing else",
          "Give one of the two, and the source");
    }
  }

  private ShrinkPermit permit() {
    if (shrinking.isEmpty() && reason == null) {
      return ShrinkPermit.NONE;
    }
    if (shrinking.isEmpty() || source == null || reason == null || reason.isBlank()) {
      throw cannotBeAccepted(
          "--accept-shrink, --reason and --source go together", "Give all three, or none");
    }
    String why = AuditReason.of(reason, NOT_ACCEPTED);
    List<String> known =
        Stream.concat(Places.cities().stream().map(city -> city.code()), Stream.of(PROVINCE))
            .toList();
    Set<String> cities = new LinkedHashSet<>();
    for (String city : shrinking) {
      if (!known.contains(city)) {
        throw cannotBeAccepted(
            "'%s' is none of the 21 cities".formatted(city),
            "Give the code that the refusal names, such as 440300");
      }
      cities.add(city);
    }
    return new ShrinkPermit(cities, why, System.getProperty("user.name"));
  }

  private static JobFailure cannotBeAccepted(String why, String remedy) {
    return new JobFailure(ExitCode.USAGE, NOT_ACCEPTED, why, remedy);
  }
}
