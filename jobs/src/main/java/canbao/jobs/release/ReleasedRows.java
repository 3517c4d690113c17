package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The rows of one release as text, table by table, each in the order of its key; there are some
 * thousand, whatever the people.
 */
record ReleasedRows(List<String> lines) {

  /** What says where a row comes from; the same numbers of another run are no other release. */
  private static final Set<String> ORIGIN = Set.of("run_id", "known_on", "definitions_fingerprint");

  /**
   * Reads the rows.
   *
   * @param tables without release_id; their order counts
   */
  static ReleasedRows of(Map<ResultTable, Dataset<Row>> tables) {
    List<String> lines = new ArrayList<>();
    tables.forEach((table, rows) -> lines.addAll(lines(table, rows)));
    return new ReleasedRows(lines);
  }

  /** The rows of a release as its copies hold them. */
  static ReleasedRows copied(Lake lake, String releaseId) {
    Map<ResultTable, Dataset<Row>> copies = new LinkedHashMap<>();
    for (ResultTable table : ResultTable.values()) {
      copies.put(table, copy(lake, table, releaseId));
    }
    return of(copies);
  }

  /** Rows of one copy, with the columns of the table copied. */
  static Dataset<Row> copy(Lake lake, ResultTable table, String releaseId) {
    return lake.table(table.copy(), Slice.where("release_id", releaseId))
        .orElseThrow()
        .drop("release_id");
  }

  long size() {
    return lines.size();
  }

  /** SHA-256 of the lines. */
  String fingerprint() {
    MessageDigest digest = DigestUtils.getSha256Digest();
    lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
    return Hex.encodeHexString(digest.digest());
  }

  private static List<String> lines(ResultTable table, Dataset<Row> rows) {
    Column[] key = table.key().stream().map(name -> col(name)).toArray(Column[]::new);
    Column[] columns =
        Arrays.stream(rows.columns())
            .filter(name -> !ORIGIN.contains(name))
            .map(name -> col(name))
            .toArray(Column[]::new);
    return rows.orderBy(key).select(to_json(struct(columns))).as(Encoders.STRING()).collectAsList();
  }
}
