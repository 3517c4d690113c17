package canbao.jobs.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What a check has found of one person.
 *
 * @param about what the case is about, see {@link Found}
 * @param division city that is asked; none if no row names one
 * @param rows that make the case, in the order in which evidence tells them
 */
record Case(
    String check,
    String kind,
    String about,
    long person,
    String division,
    String evidence,
    List<SuspectRow> rows) {

  /** Of a plan: the columns that {@link Found} asks for. */
  static final String COLUMNS =
      "check_id STRING, kind STRING, about STRING, division STRING, person_keys ARRAY<BIGINT>,"
          + " evidence STRING, places "
          + Found.PLACES;

  /** A case of rows of which the last one's city is asked; none of no row. */
  static Stream<Case> of(
      String check, String kind, String about, long person, List<SuspectRow> rows, String told) {
    return rows.isEmpty()
        ? Stream.empty()
        : Stream.of(
            new Case(check, kind, about, person, rows.get(rows.size() - 1).city(), told, rows));
  }

  Row row() {
    List<Long> keys =
        Stream.concat(Stream.of(person), rows.stream().map(SuspectRow::rowKey))
            .distinct()
            .sorted()
            .toList();
    return RowFactory.create(
        check,
        kind,
        about,
        division,
        keys,
        evidence,
        new ArrayList<>(rows.stream().map(row -> row.place().row()).toList()));
  }
}
