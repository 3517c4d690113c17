package canbao.udfs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Coverage of a day as it was published. The order of releases is the ledger's; a copy without a
 * row in it was never published.
 */
record PublishedCoverage() implements LakeQuestion {

  @Override
  public String usage() {
    return "(d, k) - coverage of day d as published at k: its last release by the end of system date"
        + " k, or by the moment k; without k the last one.";
  }

  @Override
  public String query(LocalDate day, LocalDate known) {
    return lastRelease(day, "known_on <= DATE'%s'".formatted(known));
  }

  @Override
  public Optional<String> queryAt(LocalDate day, Instant moment) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    return Optional.of(
        lastRelease(
            day, String.format(Locale.ROOT, "released_at <= timestamp_micros(%d)", micros)));
  }

  private static String lastRelease(LocalDate day, String isPublished) {
    return """
        SELECT * FROM release.city_coverage LEFT SEMI JOIN (
          SELECT max_by(release_id, revision) AS release_id
          FROM release.ledger
          WHERE as_of = DATE'%s' AND %s
        ) USING (release_id)"""
        .formatted(day, isPublished);
  }
}
