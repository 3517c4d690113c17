package canbao.jobs.ingest;

import canbao.jobs.run.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a batch, read to its end, can be taken as a whole. */
final class BatchVerdict {

  private static final long BASIS_POINTS = 10_000L;

  private final Manifest manifest;
  private final Limits limits;

  BatchVerdict(Manifest manifest, Limits limits) {
    this.manifest = manifest;
    this.limits = limits;
  }

  /** Every file is what the manifest promises. */
  void refuseUnsoundFiles(List<FileToRead> files, BatchRows rows, Tally tally) throws BatchRefused {
    Map<Integer, FileReport> reports = rows.reports();
    for (FileToRead file : files) {
      if (file.isParquet()) {
        refuseOtherCount(file, tally.rowsOf(file.number()));
      } else {
        FileReport report = reports.get(file.number());
        if (!report.isReadable()) {
          throw new BatchRefused(file.name() + " " + report.problem());
        }
        refuseChanged(file, report.sha256());
        refuseOtherCount(file, report.rows());
      }
    }
  }

  /** Hardly any row lacks the columns it cannot do without. */
  void refuseEmptyKeys(Tally tally) throws BatchRefused {
    long empty = tally.rowsWithEmptyKey();
    if (empty * BASIS_POINTS > tally.rows() * limits.emptyKeyLimitBp()) {
      throw new BatchRefused(
          "the key column is empty in %d of %d rows, more than %s"
              .formatted(empty, tally.rows(), percent(limits.emptyKeyLimitBp())));
    }
  }

  /**
   * A full list without rows does not end everything.
   *
   * @param inForce rows in force by city before this batch
   */
  void refuseEmptyList(Tally tally, Map<String, Long> inForce) throws BatchRefused {
    long before = inForce.values().stream().mapToLong(Long::longValue).sum();
    if (tally.rows() == 0 && before > 0) {
      throw new BatchRefused(
          "the full list has no rows, the one before it left " + before + " in force");
    }
  }

  /** The cities of which a full list has lost too many rows, in their order. */
  List<Collapse> collapses(Tally tally, Map<String, Long> inForce) {
    Map<String, Long> now = tally.rowsByCity();
    return new TreeMap<>(inForce)
        .entrySet().stream()
            .filter(city -> isSpokenFor(city.getKey()))
            .flatMap(
                city ->
                    collapse(city.getKey(), city.getValue(), now.getOrDefault(city.getKey(), 0L))
                        .stream())
            .toList();
  }

  private Optional<Collapse> collapse(String city, long before, long now) {
    boolean isSmall = before < limits.smallCityRows();
    long lost = before - now;
    boolean hasCollapsed =
        isSmall
            ? lost > limits.smallCityLoss()
            : lost * BASIS_POINTS > before * limits.shrinkLimitBp();
    String limit = isSmall ? limits.smallCityLoss() + " rows" : percent(limits.shrinkLimitBp());
    return hasCollapsed ? Optional.of(new Collapse(city, before, now, limit)) : Optional.empty();
  }

  private boolean isSpokenFor(String city) {
    return manifest.header().coversEverything() || manifest.header().cities().contains(city);
  }

  /** The file's bytes are those that the manifest promises. */
  static void refuseChanged(FileToRead file, String sha256) throws BatchRefused {
    if (!file.sha256().equals(sha256)) {
      throw new BatchRefused(
          file.name() + " was changed: its SHA-256 is not the one in the manifest");
    }
  }

  private static void refuseOtherCount(FileToRead file, long rows) throws BatchRefused {
    if (file.rows() != rows) {
      throw new BatchRefused(
          "%s has %d rows, the manifest says %d".formatted(file.name(), rows, file.rows()));
    }
  }

  private static String percent(int basisPoints) {
    return basisPoints % 100 == 0 ? basisPoints / 100 + " %" : basisPoints + " basis points";
  }
}
