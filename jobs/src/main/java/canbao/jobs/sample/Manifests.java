package canbao.jobs.sample;

import static java.util.stream.Collectors.joining;

import canbao.jobs.sample.BatchFile.Entry;
import canbao.jobs.sample.Source.BatchMode;
import java.time.LocalDate;
import java.util.List;

/** The text of a manifest. */
final class Manifests {

  private Manifests() {}

  /** Of a full list. */
  static String full(Source source, LocalDate date, List<Entry> entries) {
    return manifest(source, BatchMode.FULL, date, "", entries);
  }

  /** Of what has changed since the batch of an earlier date. */
  static String changes(Source source, LocalDate date, LocalDate before, List<Entry> entries) {
    String previous = ",\n \"previous\": \"" + before + "\"";
    return manifest(source, BatchMode.CHANGES, date, previous, entries);
  }

  /** No value needs escaping: all are words, dates, numbers or file names. */
  private static String manifest(
      Source source, BatchMode mode, LocalDate date, String previous, List<Entry> entries) {
    return """
        {"source": "%s", "batch": "%s", "mode": "%s",
         "scope": ["440000"], "encoding": "%s"%s,
         "files": [%s]}
        """
        .formatted(
            source.id(),
            date,
            mode.id(),
            source.form.encoding,
            previous,
            entries.stream().map(Manifests::line).collect(joining(",\n           ")));
  }

  private static String line(Entry entry) {
    return "{\"name\": \"%s\", \"rows\": %s, \"sha256\": \"%s\"}"
        .formatted(entry.name(), entry.rows(), entry.sha256());
  }
}
