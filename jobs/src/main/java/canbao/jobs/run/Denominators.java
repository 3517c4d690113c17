package canbao.jobs.run;

import java.util.List;

/**
 * The named, versioned choices of who is due ({@code conf/denominators.yml}).
 *
 * @param version stands in every result row; a changed predicate is a new version
 * @param headline id of the denominator by which a city is judged
 * @param contributingMonths who has paid for a day of the last so many months contributes
 * @param denominators those that say of each person whether he or she is due
 * @param published those that come from published figures
 */
public record Denominators(
    int version,
    String headline,
    int contributingMonths,
    List<Denominator> denominators,
    List<PublishedDenominator> published) {

  public Denominators {
    denominators = List.copyOf(denominators);
    published = List.copyOf(published);
  }

  /**
   * The headline, which says of each person whether he or she is due; if that is one of published
   * figures, the first of residence.
   */
  public Denominator ofPeople() {
    return denominators.stream()
        .filter(denominator -> denominator.id().equals(headline))
        .findFirst()
        .orElseGet(() -> first("residence"));
  }

  /**
   * The first denominator of a basis: what has no due set stands under it, and that of residence is
   * what enrolment and the bridge are measured against.
   */
  public Denominator first(String basis) {
    return denominators.stream()
        .filter(denominator -> denominator.basis().equals(basis))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No denominator by " + basis));
  }
}
