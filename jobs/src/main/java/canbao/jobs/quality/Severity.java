package canbao.jobs.quality;

/** What follows when a rule is broken. */
public enum Severity {
  /** The row is kept aside with its reasons and does not count. */
  REJECT_ROW,
  /**
   * A city over the rule's limit publishes nothing new; its last released numbers stay, as stale.
   */
  HOLD_CITY,
  /** A city or the province over the limit ends the night before anything is published. */
  STOP_RUN,
  /** Over the limit it is reported, and nothing else follows. */
  WARN;

  /** Whether a limit means anything: rows that are rejected one by one have none. */
  public boolean hasLimit() {
    return this != REJECT_ROW;
  }

  /** Whether numbers may be withheld for it. */
  public boolean withholds() {
    return this == HOLD_CITY || this == STOP_RUN;
  }
}
