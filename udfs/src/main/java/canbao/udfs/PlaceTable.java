package canbao.udfs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads a table of places (CSV, UTF-8, header line, RFC 4180 quotes, no line breaks in a field).
 */
final class PlaceTable {

  private PlaceTable() {}

  /**
   * The rows of canbao/places/{@code name} on the class path, in file order, by column name.
   *
   * @throws IllegalStateException if the table is not there or a row has not as many fields as the
   *     header
   */
  static List<Map<String, String>> read(String name) {
    String path = "/canbao/places/" + name;
    try (InputStream bytes = opened(path)) {
      return rows(path, new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** SHA-256 over the bytes of tables, one after the other, in hexadecimal digits. */
  static String fingerprint(List<String> names) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : names) {
        try (InputStream bytes = opened("/canbao/places/" + name)) {
          digest.update(bytes.readAllBytes());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream opened(String path) {
    InputStream bytes = PlaceTable.class.getResourceAsStream(path);
    if (bytes == null) {
      throw new IllegalStateException(
          "No table of places %s: the functions cannot know any place. Build the udfs module with conf/places beside it."
              .formatted(path));
    }
    return bytes;
  }

  private static List<Map<String, String>> rows(String path, BufferedReader lines)
      throws IOException {
    List<String> header = fields(lines.readLine());
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      List<String> fields = fields(line);
      if (fields.size() != header.size()) {
        throw new IllegalStateException(
            "%s:%d: %d fields under a header of %d. Quote fields that hold a comma."
                .formatted(path, rows.size() + 2, fields.size(), header.size()));
      }
      Map<String, String> row = new HashMap<>();
      for (int column = 0; column < header.size(); column++) {
        row.put(header.get(column), fields.get(column));
      }
      rows.add(row);
    }
    return rows;
  }

  static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
