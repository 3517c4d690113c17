package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.LogForm;
import canbao.jobs.run.Logs;
import canbao.jobs.run.SparkSessions;
import canbao.jobs.run.Version;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * The command line: {@code java -jar canbao.jar COMMAND …} or {@code spark-submit canbao-spark.jar
 * COMMAND …}.
 */
public final class Canbao {

  private static final ZoneId PROVINCE = ZoneId.of("Asia/Shanghai");

  private final CommandLine commands;

  Canbao(Launcher launcher, PrintWriter err) {
    this(launcher, StandardInput.ofProcess(), err);
  }

  Canbao(Launcher launcher, StandardInput input, PrintWriter err) {
    commands = new CommandLine(new Commands(launcher));
    commands.addSubcommand(new SupervisionCommand(launcher));
    commands.addSubcommand(new WorklistCommand(launcher));
    commands.addSubcommand(new IngestCommand(launcher));
    commands.addSubcommand(new GateCommand(launcher));
    commands.addSubcommand(new EvaluateCommand(launcher));
    commands.addSubcommand(new AuditCommand(launcher));
    commands.addSubcommand(new MaintainCommand(launcher));
    commands.addSubcommand(new EstimateLinksCommand(launcher));
    commands.addSubcommand(new RebuildCommand(launcher));
    commands.addSubcommand(new ReprocessCommand(launcher));
    commands.addSubcommand(new RulesCommand(launcher));
    commands.addSubcommand(new ContractCommand(launcher));
    commands.addSubcommand(new AssuranceCommand(launcher));
    commands.addSubcommand(new ChangeCommand(launcher));
    commands.addSubcommand(new SeriesCommand(launcher));
    commands.addSubcommand(new ProblemsCommand(launcher));
    commands.addSubcommand(new ProfileCommand(launcher));
    commands.addSubcommand(new ReproduceCommand(launcher));
    commands.addSubcommand(new DiffCommand(launcher));
    commands.addSubcommand(new RevisionCommand(launcher));
    commands.addSubcommand(new PublicationCommand(launcher));
    commands.addSubcommand(new ExplainCommand(launcher, input));
    commands.setOut(new PrintWriter(launcher.out(), true, StandardCharsets.UTF_8));
    commands.setErr(err);
    commands.setUsageHelpWidth(100);
    commands.setParameterExceptionHandler(new WrongUsage());
    commands.setExecutionExceptionHandler(new Failures());
    addHelp(commands);
  }

  public static void main(String[] args) {
    Logs.start(LogForm.TEXT);
    PrintStream out = utf8(FileDescriptor.out);
    PrintWriter err = new PrintWriter(utf8(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Launcher launcher =
        new Launcher(Steps.ofCanbao(), SparkSessions::use, out, Clock.system(PROVINCE));
    int code = new Canbao(launcher, err).run(args);
    out.flush();
    // A cluster takes an explicit exit for a failure, so that success simply returns.
    if (code != 0) {
      System.exit(code);
    }
  }

  /**
   * Runs one command.
   *
   * @return the exit code
   */
  int run(String... args) {
    Optional<String> absent = Arrays.stream(args).filter(Canbao::isAbsentFile).findFirst();
    if (absent.isPresent()) {
      commands.getErr().println("canbao: there is no file of arguments " + absent.get() + ".");
      return ExitCode.USAGE.code();
    }
    try {
      return commands.execute(args);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return Failures.handle(e, commands.getErr());
    }
  }

  /** picocli takes {@code @file} that is not there for a word of its own. */
  private static boolean isAbsentFile(String arg) {
    return arg.startsWith("@") && !Files.exists(Path.of(arg.substring(1)));
  }

  private static void addHelp(CommandLine command) {
    command.getSubcommands().values().forEach(Canbao::addHelp);
    command
        .getCommandSpec()
        .versionProvider(Canbao::version)
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes());
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "Done; cities may be held.");
    codes.put(
        "1",
        "A bug in Canbao; of audit, rebuild and reproduce also: what stands differs; of contract"
            + " check: it is looser.");
    codes.put("2", "Wrong usage or settings; nothing was done.");
    codes.put(
        "3",
        "A required source is missing, too old or was refused; the day to evaluate has no release,"
            + " or a release cannot be made again; the document to explain is nobody's.");
    codes.put(
        "4",
        "The gate stopped the province; nothing was published. It holds the city whose list is to"
            + " go out. An approval lacks, or is void.");
    codes.put("5", "Another command has the lake.");
    return codes;
  }

  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }

  private static String[] version() {
    return new String[] {"canbao " + Version.ofBuild()};
  }
}
