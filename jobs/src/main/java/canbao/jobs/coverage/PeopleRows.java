package canbao.jobs.coverage;

import static java.util.stream.Collectors.groupingBy;

import canbao.jobs.run.ReportTable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Rows of a few people, held in memory as text, to be drawn person by person. */
final class PeopleRows {

  private static final String KEY = "person_key";

  private final List<String> header;
  private final Map<Long, List<Row>> byPerson;

  private PeopleRows(List<String> header, Map<Long, List<Row>> byPerson) {
    this.header = header;
    this.byPerson = byPerson;
  }

  /**
   * Reads the rows of people.
   *
   * @param rows with a column person_key
   * @param shown columns by the names of the header; rows are sorted by their text
   */
  static PeopleRows read(Dataset<Row> rows, Column... shown) {
    Column[] texts =
        Stream.of(shown)
            .map(column -> column.cast(DataTypes.StringType).as(column.named().name()))
            .toArray(Column[]::new);
    Column[] all =
        Stream.concat(Stream.of(functions.col(KEY)), Stream.of(texts)).toArray(Column[]::new);
    Dataset<Row> read = rows.select(all);
    List<String> header = Stream.of(read.columns()).skip(1).toList();
    Map<Long, List<Row>> byPerson =
        read.collectAsList().stream()
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .collect(groupingBy(row -> row.getLong(0)));
    return new PeopleRows(header, byPerson);
  }

  List<Row> of(long person) {
    return byPerson.getOrDefault(person, List.of());
  }

  /** A table of the person's rows, or that there is none. */
  String drawn(long person) {
    if (of(person).isEmpty()) {
      return "none";
    }
    ReportTable table = ReportTable.of(header.toArray(String[]::new));
    of(person).forEach(row -> table.add(cells(row)));
    return table.drawn();
  }

  /** A table of the one row of the person, a column a line. */
  String drawnDown(long person) {
    ReportTable table = ReportTable.of("fact", "value");
    for (Row row : of(person)) {
      for (int i = 0; i < header.size(); i++) {
        table.add(header.get(i), row.getString(i + 1));
      }
    }
    return table.drawn();
  }

  private static Object[] cells(Row row) {
    return IntStream.range(1, row.size()).mapToObj(row::getString).toArray();
  }
}
