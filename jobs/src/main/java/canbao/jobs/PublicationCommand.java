package canbao.jobs;

import canbao.jobs.lake.Lake;
import canbao.jobs.publication.Content;
import canbao.jobs.publication.Content.Correction;
import canbao.jobs.publication.Content.Difference;
import canbao.jobs.publication.Publication;
import canbao.jobs.publication.PublicationDesk;
import canbao.jobs.publication.PublicationKind;
import canbao.jobs.publication.Publications;
import canbao.jobs.release.RevisionLedger;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Nearest;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code publication}: how a release becomes public. */
@Command(
    name = "publication",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(draft | submit | approve | return | publish | list)",
    description = {
      "Takes a release of a day from draft to public: drafted, submitted, approved by two people who"
          + " are not the submitter, published; or returned. Any change of what is signed (a newer"
          + " release of the day, another draft, another difference) voids the approvals.",
      "A draft has its difference to what was public before in release.revision: why those numbers"
          + " are others now, in people. A correction supersedes a public release with a reason."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao publication draft --as-of 2018-12-31 --kind annual --who chen.yi",
      "  canbao publication submit annual-2018-12-31-1 --who chen.yi",
      "  canbao publication approve annual-2018-12-31-1 --who li.er",
      "  canbao publication publish annual-2018-12-31-1 --who chen.yi",
      "  canbao publication draft --as-of 2018-12-31 --kind annual --who chen.yi"
          + " --supersedes annual-2018-12-31-1 --reason \"late enrolments of Shenzhen\""
    })
final class PublicationCommand {

  private static final String WHO = "User name of the officer who does it.";
  private static final String ID = "Its id, as publication list has it.";
  private static final String PROBLEM = "The public release cannot be recorded";

  private final Launcher launcher;

  PublicationCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Command(
      name = "draft",
      mixinStandardHelpOptions = true,
      description =
          "Drafts the last release of a day, and writes its difference to what was public before;"
              + " what is on its way is drafted again.")
  int draft(
      @Mixin SettingsOptions options,
      @Option(names = "--as-of", required = true, paramLabel = "DAY", description = Commands.DAY)
          String asOf,
      @Option(
              names = "--kind",
              required = true,
              paramLabel = "KIND",
              description = "annual, midterm or on_demand.")
          String kind,
      @Option(names = "--who", required = true, paramLabel = "NAME", description = WHO) String who,
      @Option(
              names = "--supersedes",
              paramLabel = "ID",
              description = "The public release of the same kind and day that it corrects.")
          String supersedes,
      @Option(
              names = "--reason",
              paramLabel = "WHY",
              description = "Why it corrects it; required with --supersedes.")
          String reason) {
    LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
    PublicationKind known = kind(kind);
    Optional<Correction> correction = correction(supersedes, reason);
    String officer = officer(who);
    Settings settings = options.settings();
    launcher.onLake(
        "publication",
        settings,
        spark -> {
          Lake lake = new Lake(spark, settings.lake());
          PublicationDesk desk = new PublicationDesk(lake, launcher.clock());
          Content content = desk.toDraft(known, day, correction);
          Optional<Difference> difference =
              desk.publicBefore(content).map(last -> difference(lake, settings, last, content));
          tell(desk.draft(content, difference, officer));
        });
    return 0;
  }

  @Command(
      name = "submit",
      mixinStandardHelpOptions = true,
      description = "Hands a draft on to be approved.")
  int submit(
      @Mixin SettingsOptions options,
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Option(names = "--who", required = true, paramLabel = "NAME", description = WHO)
          String who) {
    String officer = officer(who);
    return atDesk(options, desk -> desk.submit(id, officer));
  }

  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = "Agrees to it; two people who have not submitted it have to.")
  int approve(
      @Mixin SettingsOptions options,
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Option(names = "--who", required = true, paramLabel = "NAME", description = WHO)
          String who) {
    String officer = officer(who);
    return atDesk(options, desk -> desk.approve(id, officer));
  }

  @Command(
      name = "return",
      mixinStandardHelpOptions = true,
      description = "Gives it back as a draft, with a reason; its approvals are void.")
  int sendBack(
      @Mixin SettingsOptions options,
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Option(names = "--who", required = true, paramLabel = "NAME", description = WHO) String who,
      @Option(names = "--reason", required = true, paramLabel = "WHY", description = "Why.")
          String reason) {
    String officer = officer(who);
    String why = AuditReason.of(reason, PROBLEM);
    return atDesk(options, desk -> desk.sendBack(id, officer, why));
  }

  @Command(
      name = "publish",
      mixinStandardHelpOptions = true,
      description = "Makes it public, if two have approved just this.")
  int publish(
      @Mixin SettingsOptions options,
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Option(names = "--who", required = true, paramLabel = "NAME", description = WHO)
          String who) {
    String officer = officer(who);
    return atDesk(options, desk -> desk.publish(id, officer));
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Prints all public releases and how far they have come. Changes nothing.")
  int list(@Mixin SettingsOptions options) {
    Settings settings = options.settings();
    launcher.aside(
        "publication",
        settings,
        spark ->
            launcher
                .out()
                .println(drawn(Publications.read(new Lake(spark, settings.lake())).all())));
    return 0;
  }

  private int atDesk(SettingsOptions options, Function<PublicationDesk, Publication> work) {
    Settings settings = options.settings();
    launcher.onLake("publication", settings, spark -> tell(work.apply(desk(spark, settings))));
    return 0;
  }

  private PublicationDesk desk(SparkSession spark, Settings settings) {
    return new PublicationDesk(new Lake(spark, settings.lake()), launcher.clock());
  }

  /** Of one day it leads to what is drafted, of an earlier one to what is known of that now. */
  private static Difference difference(Lake lake, Settings settings, String last, Content content) {
    boolean isOfTheDay = last.startsWith(content.asOf() + "-");
    RevisionLedger.Written written =
        Revisions.write(
            lake, settings, last, Optional.of(content.releaseId()).filter(release -> isOfTheDay));
    return new Difference(last, written.comparedWith());
  }

  private void tell(Publication publication) {
    launcher.out().println(drawn(List.of(publication)));
  }

  private static String drawn(List<Publication> publications) {
    ReportTable table =
        ReportTable.of(
            "public release", "numbers of", "state", "approved by", "supersedes", "difference");
    for (Publication publication : publications) {
      Content content = publication.content();
      table.add(
          publication.id(),
          content.releaseId(),
          publication.state().name().toLowerCase(Locale.ROOT),
          String.join(", ", publication.approvals()),
          content.correction().map(Correction::of).orElse(null),
          content
              .difference()
              .map(some -> some.release() + " to " + some.comparedWith())
              .orElse("none: the first of its kind"));
    }
    return table.drawn();
  }

  private static PublicationKind kind(String word) {
    List<String> known = Stream.of(PublicationKind.values()).map(PublicationKind::word).toList();
    if (!known.contains(word)) {
      throw refused(
          "--kind '%s' is unknown%s".formatted(word, Nearest.hint(word, known)),
          "Give one of " + String.join(", ", known));
    }
    return PublicationKind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Optional<Correction> correction(String supersedes, String reason) {
    if ((supersedes == null) != (reason == null)) {
      throw refused(
          "--supersedes and --reason belong together", "Give both for a correction, else none");
    }
    return Optional.ofNullable(supersedes)
        .map(other -> new Correction(other, AuditReason.of(reason, PROBLEM)));
  }

  private static String officer(String who) {
    if (!who.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
      throw refused(
          "--who is no user name: small letters, digits, dot, hyphen and underscore, at most 64",
          "Give a name such as chen.yi; the same person always has the same");
    }
    return who;
  }

  private static JobFailure refused(String why, String remedy) {
    return new JobFailure(ExitCode.USAGE, PROBLEM, why, remedy);
  }
}
