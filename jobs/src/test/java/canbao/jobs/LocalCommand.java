package canbao.jobs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The real command line with the real jobs and the delivered settings, run within the test's JVM
 * and session, on one landing folder and one lake.
 */
public final class LocalCommand {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final SparkSession spark;
  private final String landing;
  private final Path lake;
  private Path conf = Path.of("../conf");
  private Clock clock = Clock.fixed(Instant.parse("2019-01-15T01:00:00Z"), ZONE);

  public LocalCommand(SparkSession spark, Path landing, Path lake) {
    this(spark, landing.toString(), lake);
  }

  /**
   * @param landing any Hadoop path
   */
  public LocalCommand(SparkSession spark, String landing, Path lake) {
    this.spark = sessionForFewRows(spark);
    this.landing = landing;
    this.lake = lake;
  }

  /** Runs commands that need no session; settings alone are read. */
  LocalCommand(Path folder) {
    this.spark = null;
    this.landing = folder.resolve("landing").toString();
    this.lake = folder.resolve("lake");
  }

  /**
   * A session beside the shared one that does not compile its plans: for a handful of rows that
   * takes far longer than running them.
   */
  public static SparkSession sessionForFewRows(SparkSession shared) {
    SparkSession session = shared.newSession();
    session.conf().set("spark.sql.codegen.wholeStage", false);
    session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    session.conf().set("spark.sql.shuffle.partitions", 1);
    return session;
  }

  /** The same with other settings. */
  public LocalCommand with(Path otherConf) {
    conf = otherConf;
    return this;
  }

  /** The same, in a session with one setting more. */
  LocalCommand with(String setting, String value) {
    spark.conf().set(setting, value);
    return this;
  }

  /**
   * The same at another moment.
   *
   * @param moment in the province's zone
   */
  public LocalCommand at(String moment) {
    clock = Clock.fixed(LocalDateTime.parse(moment).atZone(ZONE).toInstant(), ZONE);
    return this;
  }

  /**
   * What a command left.
   *
   * @param code exit code
   * @param out its result, on standard output
   * @param err the operator's message, on standard error
   * @param log what was logged before it
   */
  public record Outcome(int code, String out, String err, String log) {}

  /** Runs one command, its words separated by blanks; settings and folders are added. */
  public Outcome run(String line) {
    return run(line, "");
  }

  /** The same with a text on standard input. */
  public Outcome run(String line, String input) {
    List<String> args = new ArrayList<>(List.of(line.split(" ", -1)));
    args.addAll(List.of("--conf", conf.toString()));
    args.addAll(List.of("--landing", landing));
    args.addAll(List.of("--lake", lake.toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    Launcher launcher =
        new Launcher(
            Steps.ofCanbao(),
            (settings, name, work) -> LogText.copied(log, () -> work.accept(spark)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            clock);
    ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    int code =
        new Canbao(launcher, new StandardInput(in, false), new PrintWriter(err, true))
            .run(args.toArray(String[]::new));
    return new Outcome(
        code,
        out.toString(StandardCharsets.UTF_8),
        err.toString(),
        log.toString(StandardCharsets.UTF_8));
  }
}
