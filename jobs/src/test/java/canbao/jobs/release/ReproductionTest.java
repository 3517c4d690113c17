package canbao.jobs.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.coverage.CoverageTables;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.KnownDay;
import canbao.jobs.run.Settings;
import canbao.jobs.source.BatchHeader;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Releases of {@link SmallProvince} made again, where history gives what is stored as counted. */
@ExtendWith(LocalSpark.class)
class ReproductionTest {

  private static final LocalDate DAY_30 = LocalDate.of(2018, 12, 30);
  private static final LocalDate DAY_31 = LocalDate.of(2018, 12, 31);
  private static final String NOBODY = "";

  private final SparkSession spark;
  private final List<Optional<KnownDay>> asked = new ArrayList<>();

  /** Counties of which cells are hidden by what nights before decided. */
  private final Set<String> hidden = new TreeSet<>();

  @TempDir private Path folder;
  private SmallProvince province;

  ReproductionTest(SparkSession shared) {
    this.spark = LocalCommand.sessionForFewRows(shared);
  }

  /** Of a lake without other tables, and then as a version before the step held would have made. */
  @Test
  void aReleaseWithFewerCopiesSaysWhatItHasAndIsEqualInThat() {
    province = new SmallProvince(spark, folder);
    province.computed(DAY_31, 300, 190, 95);
    assertThat(province.released(DAY_31, NOBODY)).isTrue();

    assertThat(drawn(reproduced("2018-12-31-r1")))
        .isEqualTo(
            """
            release.city_coverage 3 yes
            release.bridge 6 yes
            release.group_coverage 0 not in it: released before it had such a copy
            release.flow 0 not in it: released before it had such a copy
            release.change 0 not in it: released before it had such a copy
            """);

    DeltaTable.forPath(spark, path("release/bridge")).delete("step = 'held'");
    String fingerprint = ReleasedRows.copied(province.lake(), "2018-12-31-r1").fingerprint();
    DeltaTable.forPath(spark, path("release/ledger"))
        .updateExpr(Map.of("row_fingerprint", "'" + fingerprint + "'"));

    assertThat(drawn(reproduced("2018-12-31-r1")))
        .startsWith(
            """
            release.city_coverage 3 yes
            release.bridge 3 as copied: released before bridges ended with the step held
            release.group_coverage 0 not in it: released before it had such a copy
            """);
  }

  @Test
  void aChangeGoesOnFromTheReleaseThatSaysTheSameOfTheEarlierDay() {
    province = new SmallProvince(spark, folder);
    province.computed(DAY_30, 290, 180, 90);
    assertThat(province.released(DAY_30, NOBODY)).isTrue();
    province.computed(DAY_30, 291, 180, 91);
    assertThat(province.released(DAY_30, NOBODY)).isTrue();
    province.computed(DAY_31, 300, 190, 95);
    province.changed(DAY_30, DAY_31, 290);
    assertThat(province.released(DAY_31, NOBODY)).isTrue();
    assertThat(drawn(reproduced("2018-12-31-r1"))).endsWith("release.change 1 yes\n");
    assertThat(asked).containsExactly(Optional.of(new KnownDay(DAY_30, DAY_30)));

    province.changed(DAY_30, DAY_31, 289);
    assertThat(province.released(DAY_31, NOBODY)).isTrue();

    assertThat(drawn(reproduced("2018-12-31-r2")))
        .endsWith(
            "release.change 1 as copied: the run of the day before that it goes on from was not"
                + " released\n");
  }

  /** The run that the release rests on was counted again, when a night before hid more. */
  @Test
  void whatIsHiddenStandsInTheReleaseAndOfHeldCitiesAloneInTheRun() {
    province = new SmallProvince(spark, folder);
    province.computed(DAY_31, 300, 190, 95);
    province.grouped(
        DAY_31,
        """
        440103 |
        440104 | 2019-12-31
        440305 | 2019-12-31""");
    assertThat(province.released(DAY_31, "440300")).isTrue();
    province.grouped(
        DAY_31,
        """
        440103 | 2019-12-31
        440104 | 2019-12-31
        440305 | 2019-12-31""");

    assertThat(reproduced("2018-12-31-r1").tables()).isNotEmpty();

    assertThat(hidden).containsExactly("440104", "440305");
  }

  @Test
  void whatWasLearnedLaterOnTheSystemDateIsToldFromAChangedCopy() {
    province = new SmallProvince(spark, folder);
    province.computed(DAY_31, 300, 190, 95);
    assertThat(province.released(DAY_31, NOBODY)).isTrue();
    province.computed(DAY_31, 301, 190, 96);

    assertThat(reproduced("2018-12-31-r1").differences())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("release.city_coverage (")
        .endsWith(
            " in 2018-12-31/residence/440000/pension/resident_due,"
                + " 2018-12-31/residence/440300/pension/resident_due");

    takeUpABatch();

    assertThatThrownBy(() -> reproduced("2018-12-31-r1"))
        .isInstanceOf(JobFailure.class)
        .hasMessage(
            "Release 2018-12-31-r1 cannot be made again: on its system date 2018-12-31 the register"
                + " learned more after it was computed, and the history knows days, not moments."
                + " Its copies are as they were published: release.ledger has their fingerprint."
                + " Run coverage, gate and release for the day, and reproduce the release that this"
                + " gives.");
    assertThat(province.released(DAY_31, NOBODY)).isTrue();
    assertThatThrownBy(() -> reproduced("2018-12-31-r1"))
        .hasMessageEndingWith(
            " Reproduce 2018-12-31-r2, which stands in its place; diff 2018-12-31-r1 2018-12-31-r2"
                + " tells what is other.");

    DeltaTable.forPath(spark, path("release/city_coverage"))
        .updateExpr("release_id = '2018-12-31-r1'", Map.of("covered", "covered - 1"));

    assertThat(reproduced("2018-12-31-r1").differences()).isNotEmpty();
  }

  /** No run of the day is named by it. */
  @Test
  void aBatchOfANewerDayThatCameLaterOnTheSystemDateIsToldFromAChangedCopyToo() {
    province = new SmallProvince(spark, folder);
    province.computed(DAY_30, 300, 190, 95);
    assertThat(province.released(DAY_30, NOBODY)).isTrue();
    province.computed(DAY_30, 301, 190, 96);
    noteWhatWasCounted(1);
    applied(
        """
        status | 2018-12-30 | 2018-12-30
        status | 2018-12-31 | 2018-12-31
        """);

    assertThat(reproduced("2018-12-30-r1").differences()).as("known on another date").isNotEmpty();

    applied(
        """
        status | 2018-12-30 | 2018-12-30
        status | 2018-12-31 | 2018-12-30
        """);

    assertThatThrownBy(() -> reproduced("2018-12-30-r1"))
        .hasMessageStartingWith(
            "Release 2018-12-30-r1 cannot be made again: on its system date 2018-12-30 the register"
                + " learned more after it was computed");
  }

  /** The day by what was known on it, and so many batches. */
  private void noteWhatWasCounted(long batches) {
    TableHome home =
        CoverageTables.all().stream()
            .filter(table -> table.name().equals("person_state_run"))
            .findFirst()
            .orElseThrow();
    String definitions = province.settings().fingerprint();
    Row run = RowFactory.create(DAY_30, DAY_30, definitions, "program", batches, 300L, null, null);
    province
        .lake()
        .replace(home, spark.createDataFrame(List.of(run), home.columns()), Slice.everything());
  }

  private void takeUpABatch() {
    BatchLog.read(province.lake())
        .write(
            List.of(
                new BatchEntry(
                    "status",
                    DAY_31,
                    Optional.of(new BatchHeader(DAY_31, BatchHeader.Mode.FULL, List.of("440000"))),
                    BatchEntry.State.ACCEPTED,
                    "",
                    BatchEntry.Counts.NONE,
                    DAY_31,
                    "fingerprint",
                    Map.of(),
                    List.of())));
    applied("status | 2018-12-31 | 2018-12-31");
  }

  /** The batches that the register has taken up. */
  private void applied(String rows) {
    TableHome home =
        TableHome.of("register.applied", "of the test")
            .column("source STRING NOT NULL", "source")
            .column("batch DATE NOT NULL", "batch")
            .column("known_on DATE NOT NULL", "known");
    province
        .lake()
        .replace(
            home,
            TextTable.table(spark, "source STRING | batch DATE | known_on DATE\n" + rows),
            Slice.everything());
  }

  private Reproduction.Outcome reproduced(String release) {
    asked.clear();
    return Reproduction.run(
        province.lake(), province.settings(), release, folder.resolve(release), this::computed);
  }

  /** The tables as they are stored. */
  private Map<String, Dataset<Row>> computed(
      Settings unused, KnownDay day, Optional<KnownDay> since, Optional<Dataset<Row>> groups) {
    asked.add(since);
    groups.ifPresent(
        rows ->
            rows.filter("suppressed").select("division").collectAsList().stream()
                .map(row -> row.getString(0))
                .forEach(hidden::add));
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    for (ResultTable table : ResultTable.values()) {
      table
          .computed(province.lake(), day.day())
          .ifPresent(rows -> tables.put(table.qualifiedName(), rows));
    }
    return tables;
  }

  private static String drawn(Reproduction.Outcome outcome) {
    assertThat(outcome.differences()).isEmpty();
    StringBuilder drawn = new StringBuilder();
    for (Reproduction.Compared table : outcome.tables()) {
      drawn.append(table.table()).append(' ').append(table.rows()).append(' ');
      drawn.append(table.verdict()).append('\n');
    }
    return drawn.toString();
  }

  private String path(String table) {
    return folder.resolve("lake").resolve(table).toString();
  }
}
