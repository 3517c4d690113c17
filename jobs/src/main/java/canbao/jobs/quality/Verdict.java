package canbao.jobs.quality;

import java.util.List;
import java.util.Locale;

/**
 * What may be published for one division.
 *
 * @param division six digits of a city, or {@code 440000} for the province
 * @param rules ids of the rules that decided it, sorted; none if it is released
 */
public record Verdict(String division, Decision decision, List<String> rules) {

  /** From the best to the worst. */
  public enum Decision {
    /** The night's numbers are published. */
    RELEASED,
    /** The last released numbers stay, marked stale. */
    HELD,
    /** Of the province alone: nothing at all is published. */
    STOPPED;

    /** As {@code quality.gate_verdict} spells it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Verdict {
    rules = List.copyOf(rules);
  }
}
