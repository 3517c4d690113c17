package canbao.jobs.province;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.register.RegisterTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;

/** Rows of the tables of schema register, and what a lake had of them on a system date. */
final class RegisterRows {

  private static final String APPLIED = "applied";

  private final Map<String, List<Map<String, Object>>> rows = new TreeMap<>();

  /** A table that is there, with or without rows. */
  void begin(String table) {
    rows.putIfAbsent(table, new ArrayList<>());
  }

  void add(String table, Map<String, Object> row) {
    begin(table);
    rows.get(table).add(row);
  }

  /** A batch of a source, taken up on a system date. */
  void takeUp(String source, LocalDate batch, LocalDate known) {
    add(APPLIED, Map.of("source", source, "batch", batch, History.KNOWN_FROM, known));
  }

  /** Puts into the lake what was known at the end of a system date. */
  void write(Lake lake, LocalDate known) {
    RegisterTables.all().stream()
        .filter(home -> rows.containsKey(home.name()))
        .forEach(home -> write(lake, home, known));
  }

  private void write(Lake lake, TableHome home, LocalDate known) {
    List<Row> asKnown =
        rows.get(home.name()).stream()
            .filter(row -> !((LocalDate) row.get(History.KNOWN_FROM)).isAfter(known))
            .map(row -> row(home, asKnown(row, known)))
            .toList();
    lake.replace(home, lake.spark().createDataFrame(asKnown, home.columns()), Slice.everything());
  }

  /** An end that is learned later is not there yet. */
  private static Map<String, Object> asKnown(Map<String, Object> row, LocalDate known) {
    Map<String, Object> asKnown = new TreeMap<>(row);
    asKnown.put("known_on", row.get(History.KNOWN_FROM));
    if (row.get(History.KNOWN_TO) instanceof LocalDate end && end.isAfter(known)) {
      asKnown.put(History.VALID_TO, null);
      asKnown.put(History.KNOWN_TO, null);
    }
    return asKnown;
  }

  private static Row row(TableHome home, Map<String, Object> values) {
    return RowFactory.create(
        Stream.of(home.columns().fields())
            .map(field -> values.getOrDefault(field.name(), nothing(field)))
            .toArray());
  }

  private static Object nothing(StructField field) {
    if (field.nullable()) {
      return null;
    }
    return switch (field.dataType().catalogString()) {
      case "boolean" -> false;
      case "int" -> 0;
      case "bigint" -> 0L;
      case "double" -> 1.0;
      case "date" -> LocalDate.EPOCH;
      default -> "0";
    };
  }
}
