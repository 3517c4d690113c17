package canbao.jobs.publication;

import canbao.jobs.publication.Content.Correction;
import canbao.jobs.publication.Content.Difference;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A row of {@code release.publication}.
 *
 * @param who user name of the officer
 * @param account of the machine
 * @param reason why it was returned, or why it corrects another
 * @param fingerprint of the content at that moment
 */
record Event(
    String publicationId,
    int number,
    Kind kind,
    String who,
    String account,
    Instant at,
    Optional<String> reason,
    Content content,
    String fingerprint) {

  /** What somebody did. */
  enum Kind {
    DRAFTED,
    SUBMITTED,
    APPROVED,
    RETURNED,
    PUBLISHED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Row row() {
    return RowFactory.create(
        publicationId,
        number,
        kind.word(),
        who,
        account,
        Timestamp.from(at),
        reason.orElse(null),
        content.kind().word(),
        content.asOf(),
        content.releaseId(),
        content.correction().map(Correction::of).orElse(null),
        content.difference().map(Difference::release).orElse(null),
        content.difference().map(Difference::comparedWith).orElse(null),
        fingerprint);
  }

  /**
   * Reads a row.
   *
   * @param correctionReason why the publication corrects another: the reason of its last draft
   */
  static Event of(Row row, Optional<String> correctionReason) {
    Optional<String> supersedes = Optional.ofNullable(row.getAs("supersedes"));
    Optional<String> compared = Optional.ofNullable(row.getAs("compared_release"));
    return new Event(
        row.getAs("publication_id"),
        row.getAs("event_no"),
        kind(row),
        row.getAs("who"),
        row.getAs("account"),
        row.<Timestamp>getAs("at").toInstant(),
        Optional.ofNullable(row.getAs("reason")),
        new Content(
            PublicationKind.valueOf(row.<String>getAs("kind").toUpperCase(Locale.ROOT)),
            LocalDate.parse(row.<String>getAs("day")),
            row.getAs("release_id"),
            supersedes.map(other -> new Correction(other, correctionReason.orElse(""))),
            compared.map(release -> new Difference(release, row.getAs("compared_with")))),
        row.getAs("content_fingerprint"));
  }

  static Kind kind(Row row) {
    return Kind.valueOf(row.<String>getAs("event").toUpperCase(Locale.ROOT));
  }
}
