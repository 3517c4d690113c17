package canbao.udfs;

import java.time.LocalDate;

/** Coverage of a day as it was last published. */
record PublishedCoverage() implements LakeQuestion {

  @Override
  public String usage() {
    return "(d, k) - coverage of day d by its last release whose numbers rest on nothing learned"
        + " after system date k; without k the last one.";
  }

  @Override
  public String query(LocalDate day, LocalDate known) {
    return """
        SELECT * FROM release.city_coverage LEFT SEMI JOIN (
          SELECT max_by(release_id, revision) AS release_id
          FROM release.ledger JOIN (
            SELECT release_id, max(known_on) AS known_on
            FROM release.city_coverage GROUP BY release_id
          ) USING (release_id)
          WHERE as_of = DATE'%s' AND known_on <= DATE'%s'
        ) USING (release_id)"""
        .formatted(day, known);
  }
}
