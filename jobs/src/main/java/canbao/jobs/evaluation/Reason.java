package canbao.jobs.evaluation;

import java.util.Locale;

/** Why there is no value, no judgement or no completion. */
enum Reason {
  /** No source of the lake can give the indicator yet. */
  NO_SOURCE_YET,
  /** The release has no row for it. */
  NOT_RELEASED,
  /** The city is held, and was never released before. */
  NEVER_RELEASED,
  /** Nobody is due in the division. */
  NOBODY_DUE,
  /** The day lies before the end of 2015. */
  BEFORE_THE_PLAN,
  /** No target of the plan is due yet, and the completion cannot be told. */
  NO_TARGET_DUE,
  /** A floor is kept or not; there is no way to it. */
  FLOOR,
  /** The plan names no base, or the province's alone. */
  NO_BASE,
  /** The plan's base is open, as in 70以上. */
  OPEN_BASE,
  /** There is no way from the base to a target that is not above it. */
  TARGET_NOT_ABOVE_BASE,
  /** Each city or county has a limit of its own, from figures of the year before. */
  LOCAL_LIMITS_UNKNOWN;

  /** As in the tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
