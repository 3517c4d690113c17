package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The rows of one release as text, table by table, each in the order of its key; there are some ten
 * thousand, whatever the people.
 */
record ReleasedRows(List<String> lines) {

  private static final String PROVINCE = "440000";

  /** What says where a row comes from; the same numbers of another run are no other release. */
  private static final Set<String> ORIGIN = Set.of("run_id", "known_on", "definitions_fingerprint");

  /** The same rows without the columns that say where they come from. */
  static Dataset<Row> withoutOrigin(Dataset<Row> rows) {
    return rows.drop(ORIGIN.toArray(String[]::new));
  }

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
      copyIfAny(lake, table, releaseId).ifPresent(copy -> copies.put(table, copy));
    }
    return of(copies);
  }

  /** Rows of one copy, with the columns of the table copied. */
  static Dataset<Row> copy(Lake lake, ResultTable table, String releaseId) {
    return copyIfAny(lake, table, releaseId).orElseThrow();
  }

  /** The same of a table that no release may have a copy of yet. */
  static Optional<Dataset<Row>> copyIfAny(Lake lake, ResultTable table, String releaseId) {
    return lake.table(table.copy(), Slice.where("release_id", releaseId))
        .map(rows -> rows.drop("release_id"));
  }

  /**
   * System date by which the numbers of a release were computed. The province is never held; one of
   * its rows that says otherwise than the others was changed.
   */
  static LocalDate knownOn(Lake lake, Ledger.Entry release) {
    return LocalDate.parse(
        copy(lake, ResultTable.CITY_COVERAGE, release.releaseId())
            .filter(col("division").equalTo(PROVINCE))
            .groupBy("known_on")
            .agg(count(lit(1)).as("rows"))
            .orderBy(col("rows").desc())
            .select(col("known_on").cast("string"))
            .head()
            .getString(0));
  }

  /** Whether the copies of a release are still those that the ledger has the fingerprint of. */
  static boolean areIntact(Lake lake, Ledger.Entry release) {
    return copied(lake, release.releaseId()).fingerprint().equals(release.basis().rowFingerprint());
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
