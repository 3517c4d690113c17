package canbao.jobs.coverage;

import java.util.Locale;

/** Lines that are judged or counted together. */
enum Family {
  PENSION,
  MEDICAL,
  UNEMPLOYMENT,
  WORK_INJURY,
  MATERNITY;

  /** As in result rows. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether somebody is due for it by law; the others are head counts. */
  boolean hasDueSet() {
    return this == PENSION || this == MEDICAL;
  }
}
