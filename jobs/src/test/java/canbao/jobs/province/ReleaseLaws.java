package canbao.jobs.province;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.release.Reproduction;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/** Of releases: of their copies, and of what {@code reproduce} says of them. */
final class ReleaseLaws {

  private ReleaseLaws() {}

  static List<Law> all() {
    return List.of(
        Law.ofEachNight(
            "copies are the rows of the night, but for held cities", ReleaseLaws::copiesAreRows),
        Law.ofEachNight(
            "a released bridge adds up, and ends at the covered people that are released",
            ReleaseLaws::bridgesEndAtReleased),
        new Law(
            "a release made again is the same, table by table", ReleaseLaws::releasesAreMadeAgain),
        new Law("nothing that came later changed a release", ReleaseLaws::releasesStay));
  }

  private static void copiesAreRows(Night night) {
    for (String table : Night.RELEASED) {
      Predicate<Row> isFresh =
          row -> !night.held().contains(gated(table, row)) && !"held".equals(step(table, row));
      assertThat(copied(night, table).where(isFresh).drawnWithout("release_id"))
          .as(table)
          .isEqualTo(new Rows(night.of(table)).where(isFresh).drawnWithout());
    }
  }

  static Rows copied(Night night, String table) {
    return new Rows(night.of(Night.copy(table)));
  }

  /** The city whose gate decides about a row. */
  static String gated(String table, Row row) {
    String division = row.getAs(table.equals("coverage.flow") ? "enrolment_division" : "division");
    boolean isCounty = table.equals("coverage.group_coverage") || division.equals(Rows.MEMO);
    return isCounty ? division.substring(0, 4) + "00" : division;
  }

  private static String step(String table, Row row) {
    return table.equals("coverage.bridge") ? row.getAs("step") : "";
  }

  private static void bridgesEndAtReleased(Night night) {
    List<Row> bridges = night.of("release.bridge");
    BridgeLaws.assertAddUp(bridges);
    assertThat(new Rows(bridges).where("step", "held").sums("running", "family", "division"))
        .isEqualTo(BridgeLaws.covered(night.of("release.city_coverage")));
  }

  private static void releasesAreMadeAgain(LivedProvince province) {
    for (Night night : province.all()) {
      Optional.ofNullable(province.reproduced().get(night.releaseId()))
          .ifPresent(outcome -> assertIsMadeAgain(night, outcome));
    }
  }

  /** The first night has no changes, since no day was counted before it. */
  private static void assertIsMadeAgain(Night night, Reproduction.Outcome outcome) {
    assertThat(outcome.differences()).as(night.releaseId()).isEmpty();
    assertThat(outcome.known()).isEqualTo(night.known());
    for (Reproduction.Compared table : outcome.tables()) {
      String said = "%s of %s".formatted(table.table(), night.releaseId());
      String verdict =
          night.of(table.table()).isEmpty() && table.table().equals("release.change")
              ? "no rows: no day before was counted by the same definitions"
              : "yes";
      assertThat(table.verdict()).as(said).isEqualTo(verdict);
      assertThat(table.rows()).as(said).isEqualTo(night.of(table.table()).size());
    }
  }

  private static void releasesStay(LivedProvince province) {
    for (Night night : province.all()) {
      for (String table : Night.RELEASED) {
        assertThat(
                new Rows(province.releases().get(Night.copy(table)))
                    .where("release_id", night.releaseId())
                    .drawnWithout())
            .as("%s of %s", table, night.releaseId())
            .isEqualTo(copied(night, table).drawnWithout());
      }
    }
  }
}
