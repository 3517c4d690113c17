package canbao.jobs.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.jobs.LocalSpark;
import canbao.jobs.run.DatabaseSource;
import canbao.jobs.source.SourceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What connections to one database see while others write to it. */
@ExtendWith({LocalSpark.class, Bureau.Given.class})
class SnapshotTest {

  @Test
  void allPartsOfABatchAreOfOneMomentWhateverIsWrittenMeanwhile(SparkSession spark, Bureau bureau)
      throws Exception {
    bureau
        .server()
        .execute(
            "CREATE TABLE handover.moving AS SELECT DATE '2018-12-29' AS batch, i AS row_no,"
                + " i::text AS part_key, 'before' AS told FROM generate_series(1, 600) i",
            "GRANT SELECT ON handover.moving TO canbao");
    try (Snapshot snapshot = Snapshot.open(bureau.access())) {
      bureau
          .server()
          .execute(
              "DELETE FROM handover.moving WHERE row_no > 300",
              "UPDATE handover.moving SET told = 'after'");

      assertThat(told(spark, bureau, snapshot, "earlier"))
          .containsExactly(Map.entry("before", 600L));
    }
    try (Snapshot snapshot = Snapshot.open(bureau.access())) {
      assertThat(told(spark, bureau, snapshot, "later")).containsExactly(Map.entry("after", 300L));
    }
  }

  @Test
  void aSnapshotWhoseHolderHasEndedGivesNoRows(SparkSession spark, Bureau bureau) throws Exception {
    Snapshot ended = Snapshot.open(bureau.access());
    ended.close();
    PlannedBatch cards = planned("card", 10, bureau.folder("ended"), spark);

    List<PartFile> files =
        new SnapshotReader(spark, bureau.access(), ended).read(List.of(cards), 1).get(0);

    assertThat(files).hasSize(1).noneMatch(PartFile::isComplete);
  }

  @Test
  void aConnectionOfCanbaoCannotWrite(Bureau bureau) throws SQLException {
    bureau.server().execute("GRANT DELETE ON handover.card TO canbao");
    try (Connection connection = bureau.access().connect()) {
      assertThatThrownBy(
              () -> connection.createStatement().executeUpdate("DELETE FROM handover.card"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("read-only transaction");
    }
  }

  /** How often each word is in the rows of four parts. */
  private static Map<String, Long> told(
      SparkSession spark, Bureau bureau, Snapshot snapshot, String place) throws Exception {
    PlannedBatch batch = planned("moving", 600, bureau.folder(place), spark);
    List<PartFile> files =
        new SnapshotReader(spark, bureau.access(), snapshot).read(List.of(batch), 2).get(0);
    assertThat(files).hasSize(4).allMatch(PartFile::isComplete);
    Map<String, Long> words = new TreeMap<>();
    for (PartFile file : files) {
      Path path = bureau.folder(place).resolve("moving/2018-12-29").resolve(file.file());
      List<String> lines = Files.readAllLines(path);
      assertThat(lines.size() - 1L).isEqualTo(file.rows()).isPositive();
      lines.subList(1, lines.size()).forEach(line -> words.merge(line, 1L, Long::sum));
    }
    return words;
  }

  private static PlannedBatch planned(String table, long rows, Path landing, SparkSession spark) {
    LocalDate day = LocalDate.of(2018, 12, 29);
    DatabaseSource where =
        new DatabaseSource(
            table,
            "bureau",
            "handover.batch",
            "handover." + table,
            "part_key",
            List.of("row_no"),
            150);
    SourceSpec source = new SourceSpec(table, "card", List.of(), List.of(), 0, false);
    return new PlannedBatch(
        where,
        new DatabaseBatch(
            table,
            day,
            Optional.of("full"),
            List.of("440000"),
            Optional.empty(),
            Optional.of(rows)),
        new DatabaseColumns(where, source, List.of("batch", "row_no", "part_key", "told")),
        new LandedBatch(landing.toString(), table, day, spark.sessionState().newHadoopConf()));
  }
}
