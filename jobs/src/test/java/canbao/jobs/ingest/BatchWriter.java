package canbao.jobs.ingest;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Writes one batch: its files, and a manifest that is true unless a test spoils it. */
public final class BatchWriter {

  private final Path folder;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, Long> rows = new LinkedHashMap<>();
  private String mode = "full";
  private String previous = "";
  private String encoding = "UTF-8";
  private List<String> scope = List.of("440000");

  /** A full list of the whole province in UTF-8, without files so far. */
  public BatchWriter(Path landing, String source, String day) {
    this.folder = landing.resolve(source).resolve(day);
  }

  public BatchWriter changesOf(String previousBatch) {
    mode = "changes";
    previous = previousBatch;
    return this;
  }

  public BatchWriter scope(String... codes) {
    scope = List.of(codes);
    return this;
  }

  BatchWriter encoding(String name) {
    encoding = name;
    return this;
  }

  /** Lines of text in the batch's encoding; each but the first is a data row. */
  BatchWriter file(String name, List<String> lines) {
    return file(name, lines.stream().collect(joining("\n", "", "\n")), lines.size() - 1);
  }

  /** Text in the batch's encoding, compressed if the name says so. */
  public BatchWriter file(String name, String text, long rowsInIt) {
    byte[] bytes = text.getBytes(Charset.forName(encoding));
    return file(name, name.endsWith(".gz") ? gzip(bytes) : bytes, rowsInIt);
  }

  BatchWriter file(String name, byte[] bytes, long rowsInIt) {
    files.put(name, bytes);
    rows.put(name, rowsInIt);
    return this;
  }

  /** Puts the batch in place of what lies in its folder, which is given back. */
  Path written() {
    write();
    return folder;
  }

  /** Puts the batch in place of what lies in its folder. */
  public void write() {
    clear();
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
      Files.writeString(folder.resolve("manifest.json"), manifest(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String manifest() {
    String quotedScope = scope.stream().map(code -> '"' + code + '"').collect(joining(", "));
    List<String> entries = new ArrayList<>();
    files.forEach(
        (name, bytes) ->
            entries.add(
                "{\"name\": \"%s\", \"rows\": %d, \"sha256\": \"%s\"}"
                    .formatted(name, rows.get(name), sha256(bytes))));
    return """
        {"source": "%s", "batch": "%s", "mode": "%s",
         "scope": [%s], "encoding": "%s",%s
         "files": [%s]}
        """
        .formatted(
            folder.getParent().getFileName(),
            folder.getFileName(),
            mode,
            quotedScope,
            encoding,
            previous.isEmpty() ? "" : " \"previous\": \"" + previous + "\",",
            String.join(",\n  ", entries));
  }

  private void clear() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> old = Files.walk(folder)) {
      for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
