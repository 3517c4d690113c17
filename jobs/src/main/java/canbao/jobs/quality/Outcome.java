package canbao.jobs.quality;

import java.util.Locale;

/** What a rule says of one row: SQL's three truth values, and that it does not apply. */
public enum Outcome {
  PASS,
  FAIL,
  /** The predicate is NULL: counted as holding, for what cannot be read breaks no rule. */
  UNKNOWN,
  /** The condition in {@code applies_to} is not true of the row. */
  NOT_APPLICABLE;

  /** As a rule's {@code golden} spells it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
