package canbao.jobs.anomaly;

/** What is said of a number of a day. */
public enum Verdict {
  /** Within its bounds. */
  NORMAL,
  /** Outside of them. */
  ANOMALY,
  /** There are too few points of the past to say anything. */
  COLD_START
}
