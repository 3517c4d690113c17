package canbao.jobs.sample;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a sample holds.
 *
 * @param rows rows of all batches by source id, in the order of the contract
 */
public record SampleSummary(Map<String, Long> rows) {

  static SampleSummary of(Map<Source, Long> rows) {
    Map<String, Long> byId = new LinkedHashMap<>();
    rows.forEach((source, count) -> byId.put(source.id(), count));
    return new SampleSummary(Collections.unmodifiableMap(byId));
  }

  /** Rows of all sources together. */
  public long total() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }
}
