package canbao.jobs.publication;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;

/**
 * What is signed.
 *
 * @param releaseId that holds the numbers
 * @param correction of another public release
 * @param difference to what was last public; empty for the first of its kind
 */
public record Content(
    PublicationKind kind,
    LocalDate asOf,
    String releaseId,
    Optional<Correction> correction,
    Optional<Difference> difference) {

  /**
   * Why a public release takes the place of another.
   *
   * @param of its id
   */
  public record Correction(String of, String reason) {}

  /**
   * Where the revision ledger tells what has become of the numbers that were last public.
   *
   * @param release that held them
   * @param comparedWith until what {@code release.revision} compares them
   */
  public record Difference(String release, String comparedWith) {}

  /**
   * SHA-256 of all of it: with the fingerprints of the release's rows, definitions and rules, and
   * with every step of the revision ledger.
   */
  String fingerprint(Lake lake) {
    String text =
        String.join(
            "\n",
            kind.word(),
            asOf.toString(),
            releaseId,
            correction.toString(),
            difference.toString(),
            released(lake),
            difference.map(some -> String.join("\n", steps(lake, some))).orElse(""));
    return DigestUtils.sha256Hex(text);
  }

  /** Whether the revision ledger has the difference that is mandatory. */
  boolean hasItsDifference(Lake lake) {
    return difference.map(some -> !steps(lake, some).isEmpty()).orElse(true);
  }

  private String released(Lake lake) {
    return String.join(
        "\n",
        lake.table("release.ledger", Slice.where("release_id", releaseId))
            .orElseThrow()
            .select(
                functions.concat_ws(
                    " ",
                    col("definitions_fingerprint"),
                    col("rules_fingerprint"),
                    col("row_fingerprint")))
            .as(Encoders.STRING())
            .collectAsList());
  }

  private static List<String> steps(Lake lake, Difference difference) {
    Slice slice =
        Slice.where("release_id", difference.release())
            .and(Slice.where("compared_with", difference.comparedWith()));
    return lake.table("release.revision", slice)
        .map(
            rows ->
                rows
                    .select(
                        to_json(
                            struct(
                                List.of(rows.columns()).stream()
                                    .map(functions::col)
                                    .toArray(Column[]::new))))
                    .as(Encoders.STRING())
                    .collectAsList()
                    .stream()
                    .sorted()
                    .toList())
        .orElse(List.of());
  }
}
