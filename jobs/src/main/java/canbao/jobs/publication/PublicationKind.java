package canbao.jobs.publication;

import java.util.Locale;

/** On what occasion numbers are made public. */
public enum PublicationKind {
  ANNUAL,
  MIDTERM,
  ON_DEMAND;

  /** As on the command line and in the table. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
