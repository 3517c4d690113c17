package canbao.jobs.province;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Rows of a table, few enough to look at one by one. */
record Rows(List<Row> all) {

  static final String PROVINCE = "440000";
  static final String MEMO = "440606";
  static final String FOSHAN = "440600";

  Rows where(Predicate<Row> isAsked) {
    return new Rows(all.stream().filter(isAsked).toList());
  }

  Rows where(String column, Object value) {
    return where(has(column, value));
  }

  /** Of cities: neither the province nor its memo district. */
  Rows ofCities() {
    return where(row -> isCity(text(row, "division")));
  }

  /** The sums of a column, by other columns. */
  Map<String, Long> sums(String summed, String... by) {
    return all.stream()
        .collect(
            groupingBy(
                row -> text(row, by), TreeMap::new, summingLong(row -> number(row, summed))));
  }

  /** The rows by what is a key of them. */
  Map<String, Row> by(String... key) {
    return all.stream()
        .collect(
            toMap(
                row -> text(row, key),
                row -> row,
                (one, other) -> {
                  throw new AssertionError("Two rows of one key: " + one + ", " + other);
                },
                TreeMap::new));
  }

  /** The rows as text, without some columns. */
  List<String> drawnWithout(String... columns) {
    List<String> left = List.of(columns);
    return all.stream()
        .map(
            row ->
                Stream.of(row.schema().fieldNames())
                    .filter(name -> !left.contains(name))
                    .sorted()
                    .map(name -> name + "=" + row.getAs(name))
                    .collect(joining(" ")))
        .sorted()
        .toList();
  }

  static Predicate<Row> isOn(LocalDate day) {
    return row -> text(row, "as_of").equals(day.toString());
  }

  static Predicate<Row> has(String column, Object value) {
    return row -> value.equals(row.getAs(column));
  }

  static boolean isCity(Row row) {
    return isCity(text(row, "division"));
  }

  static boolean isCity(String division) {
    return division.endsWith("00") && !division.equals(PROVINCE);
  }

  static String text(Row row, String... columns) {
    return Stream.of(columns).map(column -> row.getAs(column) + "").collect(joining("/"));
  }

  /** Of none it is 0. */
  static long number(Row row, String column) {
    return row.getAs(column) instanceof Number number ? number.longValue() : 0;
  }

  static boolean is(Row row, String column) {
    return row.<Boolean>getAs(column);
  }
}
