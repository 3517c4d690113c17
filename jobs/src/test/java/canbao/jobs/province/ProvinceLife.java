package canbao.jobs.province;

import canbao.jobs.LocalCommand;
import canbao.jobs.coverage.ChangeJob;
import canbao.jobs.coverage.CoverageJob;
import canbao.jobs.coverage.DayAnew;
import canbao.jobs.coverage.RevisedDay;
import canbao.jobs.coverage.SeriesJob;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.release.ReleaseJob;
import canbao.jobs.release.Reproduction;
import canbao.jobs.release.RevisionLedger;
import canbao.jobs.run.ConfCopy;
import canbao.jobs.run.KnownDay;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import canbao.jobs.run.StepSummary;
import canbao.jobs.source.BatchHeader;
import canbao.udfs.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Lives through a random province by the real steps: three nights with their releases, the change
 * over all of them, a series; then, when more is learned, the middle night once more, why its
 * numbers are others, and releases made again.
 */
final class ProvinceLife {

  private static final List<String> CITIES =
      Places.cities().stream().map(Places.City::code).toList();

  private final Shape shape;
  private final SplittableRandom random;
  private final RegisterRows register;
  private final Path folder;
  private final Lake lake;
  private final Settings settings;
  private final List<String> released = new ArrayList<>();

  private ProvinceLife(SparkSession spark, Path folder, Shape shape, SplittableRandom random)
      throws IOException {
    this.shape = shape;
    this.random = random;
    this.folder = folder;
    this.lake = new Lake(spark, folder.resolve("lake").toString());
    this.settings = settings();
    this.register = RandomRegister.of(shape, random);
  }

  /** Lives through all of it in an empty folder. */
  static LivedProvince of(SparkSession shared, Path folder, Shape shape, SplittableRandom random)
      throws IOException {
    return new ProvinceLife(LocalCommand.sessionForFewRows(shared), folder, shape, random).lived();
  }

  private Settings settings() throws IOException {
    Shape.Rules rules = shape.rules();
    ConfCopy conf = ConfCopy.in(folder);
    conf.spoil("disclosure.yml", "threshold: 10", "threshold: " + rules.threshold());
    return conf.load(
        Map.of(
            "lake",
            lake.folder(),
            "count_suspended",
            Boolean.toString(rules.countsSuspended()),
            "carry_states_from",
            rules.carries() ? "0" : "500000"));
  }

  private LivedProvince lived() {
    LocalDate first = shape.nights().get(0);
    LocalDate middle = shape.nights().get(1);
    LocalDate last = shape.last();
    List<Night> nights = shape.nights().stream().map(day -> night(day, day)).toList();
    StepSummary unusedChange = ChangeJob.run(context(last), first);
    Slice fromFirst = Slice.where("from_as_of", first).and(Slice.where("to_as_of", last));
    List<Row> changes = Night.rows(lake, Night.CHANGE, fromFirst);
    StepSummary unusedSeries = SeriesJob.run(context(last), first);
    List<Row> series = Night.rows(lake, "coverage.series", Slice.everything());
    List<Row> anew =
        Stream.of(first, middle).flatMap(day -> countedAnew(day, last).stream()).toList();

    learnMore(middle);
    Night again = night(middle, shape.later());
    String before = nights.get(1).releaseId();
    RevisionLedger.Written revision =
        revised(before, Optional.of(again.releaseId()).filter(later -> random.nextBoolean()));
    String other = released.get(random.nextInt(released.size()));
    return new LivedProvince(
        shape,
        settings,
        nights,
        again,
        changes,
        series,
        anew,
        revision,
        reproduced(new TreeSet<>(List.of(before, other))),
        Night.rows(Night.RELEASED, Night::copy, lake, Slice.everything()));
  }

  /** A night's last steps, by what was known on a system date. */
  private Night night(LocalDate day, LocalDate known) {
    register.write(lake, known);
    StepSummary unusedCoverage = CoverageJob.run(context(day));
    List<String> held =
        CITIES.stream().filter(city -> random.nextInt(100) < shape.shares().held()).toList();
    decide(day, held);
    StepSummary unusedRelease = ReleaseJob.run(context(day));
    long earlier = released.stream().filter(id -> id.startsWith(day.toString())).count();
    String releaseId = "%s-r%d".formatted(day, earlier + 1);
    released.add(releaseId);
    return Night.read(lake, day, known, releaseId, held);
  }

  /** The gate lets the province through, and all cities but those held. */
  private void decide(LocalDate day, List<String> held) {
    String runId = BatchLog.read(lake).runId(day, settings.fingerprint());
    List<Row> verdicts = new ArrayList<>();
    verdicts.add(RowFactory.create(day, runId, "440000", "released", new String[0]));
    for (String city : CITIES) {
      boolean isHeld = held.contains(city);
      verdicts.add(
          RowFactory.create(
              day,
              runId,
              city,
              isHeld ? "held" : "released",
              isHeld ? new String[] {"a rule"} : new String[0]));
    }
    lake.replace(
        QualityTables.GATE_VERDICT,
        lake.spark().createDataFrame(verdicts, QualityTables.GATE_VERDICT.columns()),
        Slice.where("as_of", day));
  }

  /** A batch of a day gone by has come. */
  private void learnMore(LocalDate of) {
    BatchHeader header = new BatchHeader(of, BatchHeader.Mode.FULL, List.of("440000"));
    BatchLog.read(lake)
        .write(
            List.of(
                new BatchEntry(
                    "status",
                    of,
                    Optional.of(header),
                    BatchEntry.State.ACCEPTED,
                    "",
                    BatchEntry.Counts.NONE,
                    shape.later(),
                    "fingerprint",
                    Map.of(),
                    List.of())));
  }

  private List<Row> countedAnew(LocalDate day, LocalDate known) {
    return new DayAnew(lake, settings)
        .tables(new KnownDay(day, known), Optional.empty(), Optional.empty())
        .get("coverage.city_coverage")
        .collectAsList();
  }

  private RevisionLedger.Written revised(String release, Optional<String> until) {
    return RevisionLedger.write(
        lake,
        settings,
        release,
        until,
        folder.resolve("revised"),
        (day, before, after) -> RevisedDay.steps(lake, day, knowledge(before), knowledge(after)));
  }

  private static RevisedDay.Knowledge knowledge(RevisionLedger.Knowledge of) {
    return new RevisedDay.Knowledge(of.settings(), of.known());
  }

  private Map<String, Reproduction.Outcome> reproduced(Set<String> releases) {
    Map<String, Reproduction.Outcome> outcomes = new LinkedHashMap<>();
    for (String release : releases) {
      outcomes.put(
          release,
          Reproduction.run(
              lake,
              settings,
              release,
              folder.resolve("reproduced"),
              (then, day, since, groups) -> new DayAnew(lake, then).tables(day, since, groups)));
    }
    return outcomes;
  }

  private RunContext context(LocalDate day) {
    Clock clock =
        Clock.fixed(
            shape.last().atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(released.size()),
            ZoneOffset.UTC);
    return new RunContext(lake.spark(), settings, day, clock);
  }
}
