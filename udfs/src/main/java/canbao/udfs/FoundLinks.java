package canbao.udfs;

import java.time.LocalDate;

/** Who people outside the population are, by what was found; a link holds for every day. */
record FoundLinks() implements LakeQuestion {

  @Override
  public String usage() {
    return "(d, k) - links of people outside the population to those in it, as found at the end of"
        + " system date k, the same for every day d; without k as found now.";
  }

  @Override
  public String query(LocalDate day, LocalDate known) {
    return """
        SELECT from_key, to_key, method, certainty, score, known_from,
          CAST(NULL AS DATE) AS known_to
        FROM register.link
        WHERE known_from <= DATE'%1$s' AND coalesce(known_to > DATE'%1$s', true)"""
        .formatted(known);
  }
}
