package canbao.jobs.database;

import canbao.jobs.run.DatabaseSource;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sentences to a database; names are quoted as they are, and no value of a row is in any. */
final class Sql {

  private Sql() {}

  /** A table or view with its schema or without, or a column. */
  static String name(String name) {
    return Stream.of(name.split("\\.", 2)).map(Sql::quoted).collect(Collectors.joining("."));
  }

  /**
   * The rows of one part of a batch, as text.
   *
   * @param part from 0 to below {@code parts}; each row is in one of them
   */
  static String rows(
      DatabaseSource source, LocalDate batch, List<String> columns, int part, int parts) {
    String texts =
        columns.stream().map(column -> quoted(column) + "::text").collect(Collectors.joining(", "));
    String order = source.orderBy().stream().map(Sql::quoted).collect(Collectors.joining(", "));
    // Hashes are 32 bits with a sign.
    String number =
        "mod(hashtext(coalesce(%s::text, ''))::bigint + 2147483648, %d)"
            .formatted(quoted(source.partitionBy()), parts);
    return "SELECT %s FROM %s WHERE %s = DATE '%s'%s ORDER BY %s"
        .formatted(
            texts,
            name(source.rows()),
            quoted(DatabaseColumns.BATCH),
            batch,
            parts == 1 ? "" : " AND " + number + " = " + part,
            order);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
