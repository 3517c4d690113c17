package canbao.jobs.quality;

import java.time.LocalDate;
import java.util.List;

/**
 * Somebody's word that a rule's failures decide nothing for a while.
 *
 * @param who answers for it
 * @param why in that one's words
 * @param until the last day of it
 * @param cities divisions whose failures are waived: six digits each, {@code 440000} for the
 *     province's own number
 */
public record Waiver(String who, String why, LocalDate until, List<String> cities) {

  public Waiver {
    cities = List.copyOf(cities);
  }

  public boolean covers(String division) {
    return cities.contains(division);
  }

  /** {@code by WHO until 2019-06-30 for 440100, 440300: WHY}. */
  public String drawn() {
    return "by %s until %s for %s: %s".formatted(who, until, String.join(", ", cities), why);
  }
}
