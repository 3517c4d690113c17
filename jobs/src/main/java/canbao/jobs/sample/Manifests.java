package canbao.jobs.sample;

import static java.util.stream.Collectors.joining;

import canbao.jobs.sample.BatchFile.Entry;
import canbao.jobs.sample.Source.BatchMode;
import java.time.LocalDate;
import java.util.List;

/** The text of a manifest. */
final class Manifests {

  private Manifests() {}

  /** No value needs escaping: all are words, dates, numbers or file names. */
  static String manifest(Source source, BatchMode mode, LocalDate date, List<Entry> entries) {
    String previous =
        mode == BatchMode.CHANGES ? ",\n \"previous\": \"" + date.minusDays(1) + "\"" : "";
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
