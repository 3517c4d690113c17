package canbao.jobs.ingest;

import canbao.jobs.source.BatchHeader;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What {@code manifest.json} says of a batch.
 *
 * @param previous the batch that a change list builds on
 * @param fingerprint SHA-256 of what the manifest says, in a canonical order; two manifests with
 *     one fingerprint promise the same
 */
record Manifest(
    BatchHeader header,
    String encoding,
    Optional<LocalDate> previous,
    List<Entry> files,
    String fingerprint) {

  /**
   * One file.
   *
   * @param rows data rows
   * @param sha256 lower-case hex of the file's bytes
   */
  record Entry(String name, long rows, String sha256) {}

  long rows() {
    return files.stream().mapToLong(Entry::rows).sum();
  }
}
