package canbao.jobs.supervision;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A row of the register that counts for somebody who is suspected.
 *
 * @param table of the register
 * @param code line, kind of status or group
 * @param from start of a relation or spell, month of a benefit; none of a group may be known
 * @param to last day; may be open
 * @param relationId of a relation
 * @param year that 390 is paid for
 * @param traits of a relation
 * @param rowKey key of the row itself, which may be linked to the person
 */
record SuspectRow(
    String table,
    Place place,
    long rowKey,
    String city,
    String code,
    LocalDate from,
    LocalDate to,
    String relationId,
    Integer year,
    int traits) {

  /** Where a row stands in landing. */
  record Place(String source, LocalDate batch, String file, long line) {

    static final Comparator<Place> IN_ORDER =
        Comparator.comparing(Place::source)
            .thenComparing(Place::batch)
            .thenComparing(Place::file)
            .thenComparing(Place::line);

    Row row() {
      return RowFactory.create(source, batch, file, line);
    }
  }

  /** Names of what {@link #of} is given, in their order; days are numbers. */
  static final List<String> INPUTS =
      List.of(
          "table_name",
          "source",
          "batch_day",
          "file",
          "line_no",
          "row_key",
          "city",
          "code",
          "from_day",
          "to_day",
          "relation_id",
          "insurance_year",
          "traits");

  static SuspectRow of(Row row) {
    return new SuspectRow(
        row.getString(0),
        new Place(row.getString(1), day(row, 2), row.getString(3), row.getLong(4)),
        row.getLong(5),
        row.getString(6),
        row.getString(7),
        day(row, 8),
        day(row, 9),
        row.getString(10),
        row.isNullAt(11) ? null : row.getInt(11),
        row.getInt(12));
  }

  boolean is(Trait trait) {
    return trait.isIn(traits);
  }

  boolean isOf(Line line) {
    return line.code().equals(code);
  }

  boolean isOfOneOf(List<Line> lines) {
    return lines.stream().anyMatch(this::isOf);
  }

  private static LocalDate day(Row row, int at) {
    return row.isNullAt(at) ? null : LocalDate.ofEpochDay(row.getInt(at));
  }
}
