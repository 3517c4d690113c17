package canbao.jobs.run;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When a batch is refused whole; rates are in basis points (1/10000).
 *
 * @param shrinkLimitBp rows of a city that a full list may lose against the rows in force
 * @param smallCityRows below so many rows in force a city is judged by {@code smallCityLoss}
 * @param smallCityLoss rows that a small city may lose
 * @param emptyKeyLimitBp rows whose key column may be empty
 * @param maxRecordBytes bytes of one record
 * @param maxColumns columns of one file
 * @param maxDecompressionRatio times of a compressed file's size that it may hold
 * @param maxManifestBytes bytes of a manifest
 * @param maxManifestDepth objects and lists within each other in a manifest
 */
public record Limits(
    int shrinkLimitBp,
    int smallCityRows,
    int smallCityLoss,
    int emptyKeyLimitBp,
    int maxRecordBytes,
    int maxColumns,
    int maxDecompressionRatio,
    int maxManifestBytes,
    int maxManifestDepth)
    implements Serializable {

  /** The keys of an environment's file that give the same limits. */
  Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("limits.shrink_limit_bp", Integer.toString(shrinkLimitBp));
    keys.put("limits.small_city_rows", Integer.toString(smallCityRows));
    keys.put("limits.small_city_loss", Integer.toString(smallCityLoss));
    keys.put("limits.empty_key_limit_bp", Integer.toString(emptyKeyLimitBp));
    keys.put("limits.max_record_bytes", Integer.toString(maxRecordBytes));
    keys.put("limits.max_columns", Integer.toString(maxColumns));
    keys.put("limits.max_decompression_ratio", Integer.toString(maxDecompressionRatio));
    keys.put("limits.max_manifest_bytes", Integer.toString(maxManifestBytes));
    keys.put("limits.max_manifest_depth", Integer.toString(maxManifestDepth));
    return keys;
  }
}
