package canbao.jobs.database;

import static java.util.stream.Collectors.joining;

import canbao.jobs.ingest.BatchWriter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The batches of a synthetic province, put into the tables of a database, and exported out of them
 * into files by other means than Canbao's.
 *
 * <p>{@code handover.batch} has a row for each batch. The rows of a source are in a table of its
 * name: the columns of its files in lower case, {@code op}, {@code batch}, {@code row_no} by which
 * they are ordered and {@code part_key} by which they come into files.
 */
final class DatabaseProvince {

  static final int ROWS_PER_FILE = 150;

  private final PostgresServer server;
  private final Path landing;

  /**
   * @param landing the province's files, which are read and left
   */
  DatabaseProvince(PostgresServer server, Path landing) {
    this.server = server;
    this.landing = landing;
  }

  /** Puts all batches into the database. */
  void load() throws IOException, SQLException {
    server.execute(
        "CREATE SCHEMA handover",
        """
        CREATE TABLE handover.batch
          (source text, batch date, mode text, scope text[], previous date, rows bigint)
        """);
    try (Connection connection = server.connect()) {
      connection.setAutoCommit(false);
      for (String source : sources()) {
        loadSource(source, connection);
      }
      connection.commit();
    }
  }

  List<String> sources() throws IOException {
    return names(landing).filter(name -> !name.equals("truth")).toList();
  }

  /** Writes each batch of the database as files with manifest, as a careful office would. */
  void export(Path to) throws IOException, SQLException {
    try (Connection connection = server.connect();
        ResultSet batch =
            connection.createStatement().executeQuery("SELECT * FROM handover.batch")) {
      while (batch.next()) {
        String source = batch.getString("source");
        String day = batch.getString("batch");
        BatchWriter files = new BatchWriter(to, source, day);
        boolean isFull = batch.getString("mode").equals("full");
        if (!isFull) {
          BatchWriter unused = files.changesOf(batch.getString("previous"));
        }
        int parts = (int) Math.max(1, Math.ceil(batch.getLong("rows") / (double) ROWS_PER_FILE));
        for (int part = 0; part < parts; part++) {
          exportPart(connection, isFull, new PartOf(source, day, part, parts), files);
        }
        files.write();
      }
    }
  }

  private record PartOf(String source, String day, int part, int parts) {}

  private static void exportPart(
      Connection connection, boolean isFull, PartOf part, BatchWriter files) throws SQLException {
    String query =
        """
        SELECT * FROM handover.%s
        WHERE batch = '%s' AND (hashtext(coalesce(part_key, ''))::bigint + 2147483648) %% %d = %d
        ORDER BY row_no
        """
            .formatted(part.source(), part.day(), part.parts(), part.part());
    StringWriter text = new StringWriter();
    int rows = 0;
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
        ResultSet row = connection.createStatement().executeQuery(query)) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        columns.add(row.getMetaData().getColumnName(i));
      }
      columns.removeAll(
          isFull
              ? List.of("batch", "row_no", "part_key", "op")
              : List.of("batch", "row_no", "part_key"));
      CsvWriter unusedHead =
          csv.writeRecord(columns.stream().map(c -> c.toUpperCase(Locale.ROOT)).toList());
      for (; row.next(); rows++) {
        List<String> fields = new ArrayList<>();
        for (String column : columns) {
          fields.add(row.getString(column));
        }
        CsvWriter unused = csv.writeRecord(fields);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    BatchWriter unused =
        files.file("part-%05d.csv".formatted(part.part() + 1), text.toString(), rows);
  }

  private void loadSource(String source, Connection connection) throws IOException, SQLException {
    List<Delivered> batches = new ArrayList<>();
    for (String day : names(landing.resolve(source)).toList()) {
      batches.add(Delivered.read(source, day, landing.resolve(source).resolve(day)));
    }
    Set<String> columns = new LinkedHashSet<>();
    batches.forEach(batch -> columns.addAll(batch.columns()));
    columns.add("op");
    columns.add("part_key");
    try (var statement = connection.createStatement()) {
      boolean unused =
          statement.execute(
              "CREATE TABLE handover.%s (batch date, row_no int, %s)"
                  .formatted(
                      source,
                      columns.stream().map(c -> quoted(c) + " text").collect(joining(","))));
    }
    for (Delivered batch : batches) {
      batch.insert(connection);
    }
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.map(path -> path.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  /**
   * A batch as it was delivered.
   *
   * @param columns in lower case
   */
  private record Delivered(
      String source, String day, JsonNode manifest, List<String> columns, List<List<String>> rows) {

    static Delivered read(String source, String day, Path folder) throws IOException {
      JsonNode manifest = new ObjectMapper().readTree(folder.resolve("manifest.json").toFile());
      List<String> columns = new ArrayList<>();
      List<List<String>> rows = new ArrayList<>();
      for (JsonNode file : manifest.get("files")) {
        String name = file.get("name").asText();
        InputStream bytes = Files.newInputStream(folder.resolve(name));
        Charset charset = Charset.forName(manifest.get("encoding").asText());
        try (InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
          List<List<String>> records = new ArrayList<>();
          CsvReader.builder()
              .detectBomHeader(false)
              .ofCsvRecord(new InputStreamReader(plain, charset))
              .stream()
              .map(CsvRecord::getFields)
              .forEach(records::add);
          columns.clear();
          records.get(0).stream()
              .map(column -> column.replace("\uFEFF", "").toLowerCase(Locale.ROOT))
              .forEach(columns::add);
          rows.addAll(records.subList(1, records.size()));
        }
      }
      return new Delivered(source, day, manifest, columns, rows);
    }

    void insert(Connection connection) throws SQLException {
      try (PreparedStatement batch =
          connection.prepareStatement(
              "INSERT INTO handover.batch VALUES (?,?::date,?,?,?::date,?)")) {
        batch.setString(1, source);
        batch.setString(2, day);
        batch.setString(3, manifest.get("mode").asText());
        batch.setArray(4, connection.createArrayOf("text", new String[] {"440000"}));
        batch.setString(5, manifest.path("previous").asText(null));
        batch.setLong(6, rows.size());
        int unused = batch.executeUpdate();
      }
      String names = columns.stream().map(DatabaseProvince::quoted).collect(joining(","));
      String marks = String.join(",", Collections.nCopies(columns.size(), "?"));
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO handover.%s (batch, row_no, part_key, %s) VALUES ('%s', ?, ?, %s)"
                  .formatted(source, names, day, marks))) {
        for (int line = 0; line < rows.size(); line++) {
          insert.setInt(1, line);
          insert.setString(2, rows.get(line).get(0));
          for (int i = 0; i < columns.size(); i++) {
            insert.setString(3 + i, stored(rows.get(line).get(i), line));
          }
          insert.addBatch();
        }
        int[] unused = insert.executeBatch();
      }
    }

    /** What is empty is NULL in every second row: both are none. */
    private static String stored(String text, int line) {
      return text.isEmpty() && line % 2 == 0 ? null : text;
    }
  }
}
