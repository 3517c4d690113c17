package canbao.jobs;

import canbao.jobs.ingest.SentRows;
import canbao.jobs.reprocess.Answerable;
import canbao.jobs.reprocess.RejectedExport;
import canbao.jobs.reprocess.ReprocessJob;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.Settings;
import canbao.jobs.source.SourceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reprocess}: rejected rows go out to be corrected, and come back. */
@Command(
    name = "reprocess",
    mixinStandardHelpOptions = true,
    description = {
      "With --export: writes the rejected rows of a source into a CSV file that its office can"
          + " correct: those of the batches in force that nobody has handed back. They are data of"
          + " people: only the owner can read the file, and quality.rejected_export says why it was"
          + " made.",
      "With --corrections: takes such a file with the rows as they should have been. All of it or"
          + " nothing; a row that newer batches have spoken about is refused. The rows are laid down"
          + " as changes of the batch that they correct, and the next ingest or night takes them by"
          + " the same rules. quality.correction keeps who has corrected which row, and why.",
      "The same file a second time changes nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  canbao reprocess --source enrolment_pension --export rejected.csv"
          + " --purpose \"to the pension office, letter 2018-130\"",
      "  canbao reprocess --source enrolment_pension --corrections corrected.csv --who chen.yi"
          + " --reason \"looked up in the paper files\""
    })
final class ReprocessCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ReprocessCommand.class);
  private static final String NOT_DONE = "Rejected rows cannot be corrected";

  private final Launcher launcher;

  @Mixin private SettingsOptions options;

  @Option(names = "--source", required = true, paramLabel = "SOURCE", description = "The source.")
  private String source;

  @Option(names = "--export", paramLabel = "FILE", description = "The file to write, in UTF-8.")
  private Path export;

  @Option(
      names = "--purpose",
      paramLabel = "WHY",
      description = "Why the rows go out; recorded with the name of the account.")
  private String purpose;

  @Option(
      names = "--corrections",
      paramLabel = "FILE",
      description = "Corrected rows, with the columns of an exported file.")
  private Path corrections;

  @Option(names = "--who", paramLabel = "NAME", description = "Who has corrected them; recorded.")
  private String who;

  @Option(names = "--reason", paramLabel = "WHY", description = "Why they are right; recorded.")
  private String reason;

  ReprocessCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    if ((export == null) == (corrections == null)
        || (export == null ? purpose != null : who != null || reason != null)) {
      throw new JobFailure(
          ExitCode.USAGE,
          "What reprocess is to do cannot be told",
          "--export goes with --purpose, --corrections with --who and --reason",
          "Give one of the two with what goes with it");
    }
    if (export != null) {
      export();
    } else {
      take();
    }
    return 0;
  }

  private void export() {
    RejectedExport.Purpose why =
        new RejectedExport.Purpose(
            AuditReason.of("--purpose", purpose, NOT_DONE), account(), launcher.clock().instant());
    Settings settings = options.settings();
    SourceSpec spec = settings.namedSource(source);
    OutFile file = OutFile.of("export", export);
    launcher.aside(
        "reprocess",
        settings,
        spark -> {
          long rows = RejectedExport.write(spark, settings, spec, SentRows::of, file.path(), why);
          LOG.info("reprocess: {} rejected rows of {} exported: {}", rows, source, why.text());
          launcher.out().println("%d rejected rows of %s in %s".formatted(rows, source, export));
        });
  }

  private void take() {
    Answerable by =
        new Answerable(
            AuditReason.of("--who", who, NOT_DONE),
            AuditReason.of("--reason", reason, NOT_DONE),
            account(),
            launcher.clock().instant());
    Settings settings = options.settings();
    SourceSpec spec = settings.namedSource(source);
    launcher.onLake(
        "reprocess",
        settings,
        spark -> {
          List<ReprocessJob.Laid> laid = ReprocessJob.run(spark, settings, spec, corrections, by);
          launcher.out().println(drawn(laid));
        });
  }

  private static String drawn(List<ReprocessJob.Laid> laid) {
    ReportTable table = ReportTable.of("corrects batch", "rows", "lies in");
    laid.forEach(one -> table.add(one.batch(), one.rows(), one.folder()));
    boolean isNew = laid.stream().anyMatch(ReprocessJob.Laid::isNew);
    return table.drawn()
        + (isNew
            ? "\nThe next night, or ingest and register, takes them."
            : "\nThe same file was handed back before; nothing has changed.");
  }

  private static String account() {
    return System.getProperty("user.name");
  }
}
