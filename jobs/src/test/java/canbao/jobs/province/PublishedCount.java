package canbao.jobs.province;

import canbao.jobs.coverage.CoverageTables;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * A column of people in a table of a night, or of the series.
 *
 * @param table by its qualified name
 */
record PublishedCount(String table, String column) {

  private static final String SERIES = "coverage.series";
  private static final String CITIES = "coverage.city_coverage";
  private static final String FLOW = "coverage.flow";
  private static final String PERSONS = "coverage.person_state";

  static List<PublishedCount> all() {
    return CoverageTables.all().stream()
        .filter(home -> isPublished(home.qualifiedName()))
        .flatMap(
            home ->
                Stream.of(home.columns().fields())
                    .filter(field -> field.dataType().equals(DataTypes.LongType))
                    .map(field -> new PublishedCount(home.qualifiedName(), field.name())))
        .toList();
  }

  /** Numbers of people and not the people; of the tables that a lived province has. */
  private static boolean isPublished(String table) {
    return !table.equals(PERSONS) && (Night.isRead(table) || table.equals(SERIES));
  }

  /** Whole province or cities; of the memo district most counts are bounded alone. */
  enum Place {
    CITY,
    PROVINCE
  }

  /** The province with one more of it in a place; none if it has no such row. */
  Optional<LivedProvince> oneMore(LivedProvince province, Place place) {
    Predicate<Row> isAsked =
        row -> row.getAs(column) != null && isIn(row, place) && isOfPeople(row);
    Falsified.Edit edit = Falsified.oneMoreIn(column);
    return table.equals(SERIES)
        ? Falsified.series(province, isAsked.and(Rows.isOn(province.shape().last())), edit)
        : Falsified.row(province, table, isAsked, edit);
  }

  private boolean isIn(Row row, Place place) {
    String division = Rows.text(row, table.equals(FLOW) ? "enrolment_division" : "division");
    return place == Place.CITY ? Rows.isCity(division) : division.equals(Rows.PROVINCE);
  }

  /**
   * Of enrolment somebody may count in several cities, so that these need not add up; how many are
   * due by a published figure is no number of people.
   */
  private boolean isOfPeople(Row row) {
    return !table.equals(CITIES)
        || !(row.getAs("basis").equals("enrolment")
            || row.getAs("denominator").equals("published_resident"));
  }

  @Override
  public String toString() {
    return "%s of %s".formatted(column, table);
  }
}
