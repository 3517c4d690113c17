package canbao.jobs.sample;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.sample.BatchFile.Entry;
import canbao.jobs.sample.PortionWriter.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes a synthetic province in the form of the input contract, with the truth beside it.
 *
 * <p>Written twice with the same options, it has the same bytes, whatever the number of cores.
 */
public final class SampleProvince {

  private final SampleOptions options;
  private final FileSystem files;

  private SampleProvince(SampleOptions options, Configuration hadoop) throws IOException {
    this.options = options;
    this.files = Landing.fileSystem(options.out(), hadoop);
  }

  /**
   * Writes {@code <out>/<source>/<date>/…} for nine sources and {@code <out>/truth/…}.
   *
   * @throws JobFailure (2) if the folder holds anything but an earlier sample of the same options
   */
  public static SampleSummary write(SparkSession spark, SampleOptions options) {
    try {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      return new SampleProvince(options, hadoop).write(spark, hadoop);
    } catch (IOException e) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The sample cannot be written to " + options.out(),
          String.valueOf(e.getMessage()),
          "Choose a folder that can be written");
    }
  }

  private SampleSummary write(SparkSession spark, Configuration hadoop) throws IOException {
    claimFolder();
    List<Written> portions = writePortions(spark, hadoop);
    writeCoverage(portions);
    return writeManifests(portions);
  }

  /** Marks the folder with the options, so that nothing else is ever overwritten. */
  private void claimFolder() throws IOException {
    Path out = new Path(options.out());
    Path claim = new Path(Landing.truthFolder(options), "options.txt");
    String mine = optionsText();
    boolean claimed = files.exists(claim) && read(claim).equals(mine);
    if (!claimed && files.exists(out) && files.listStatus(out).length > 0) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The sample's folder " + options.out() + " is not empty",
          "A sample overwrites nothing but an earlier sample with the same options",
          "Name an empty or a new folder");
    }
    write(claim, mine);
  }

  private String optionsText() {
    return "persons %s\ndays %s\nseed %s\ndirt %s\nlast day %s\n"
            .formatted(
                options.persons(),
                options.days(),
                options.seed(),
                options.dirt(),
                options.lastDay())
        + (options.rhythm() == Rhythm.DAILY ? "" : "rhythm " + options.rhythm().word() + "\n");
  }

  private List<Written> writePortions(SparkSession spark, Configuration hadoop) {
    List<Portion> portions = new ArrayList<>();
    for (int day = 0; day < options.days(); day++) {
      for (int part = 0; part < Portion.parts(options.persons()); part++) {
        portions.add(new Portion(options, day, part));
      }
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> settings =
        context.broadcast(new SerializableConfiguration(hadoop));
    return context
        .parallelize(portions, portions.size())
        .map(portion -> new PortionWriter(portion).write(settings.value().value()))
        .collect();
  }

  private void writeCoverage(List<Written> portions) throws IOException {
    StringBuilder text = new StringBuilder(TrueCoverage.HEADER).append('\n');
    for (int day = 0; day < options.days(); day++) {
      CoverageTally tally = new CoverageTally();
      for (Written portion : portions) {
        if (portion.dayIndex() == day) {
          tally.add(portion.tally());
        }
      }
      LocalDate asOf = options.date(day);
      List<String> lines = new ArrayList<>(TrueCoverage.lines(asOf.toString(), tally));
      lines.addAll(TruePublishedCoverage.lines(asOf, tally, options));
      lines.stream().sorted().forEach(line -> text.append(line).append('\n'));
    }
    write(new Path(Landing.truthFolder(options), "coverage.csv"), text.toString());
  }

  private SampleSummary writeManifests(List<Written> portions) throws IOException {
    Map<Source, Long> rows = new EnumMap<>(Source.class);
    for (int day = 0; day < options.days(); day++) {
      Portion first = new Portion(options, day, 0);
      for (Source source : Source.values()) {
        if (first.has(source)) {
          List<Entry> entries = entries(portions, day, source);
          writeManifest(first, source, entries);
          entries.forEach(entry -> rows.merge(source, entry.rows(), Long::sum));
        }
      }
    }
    return SampleSummary.of(rows);
  }

  private void writeManifest(Portion first, Source source, List<Entry> entries) throws IOException {
    LocalDate date = first.date();
    Path folder = Landing.batchFolder(options, source, date.toString());
    String manifest =
        first.mode(source) == Source.BatchMode.FULL
            ? Manifests.full(source, date, entries)
            : Manifests.changes(source, date, options.date(first.dayIndex() - 1), entries);
    write(new Path(folder, "manifest.json"), manifest);
  }

  private static List<Entry> entries(List<Written> portions, int day, Source source) {
    return portions.stream()
        .filter(portion -> portion.dayIndex() == day && portion.entries().containsKey(source))
        .map(portion -> portion.entries().get(source))
        .toList();
  }

  private String read(Path path) throws IOException {
    try (var in = files.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void write(Path path, String text) throws IOException {
    try (FSDataOutputStream out = files.create(path, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
