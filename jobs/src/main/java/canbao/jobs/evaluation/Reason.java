package canbao.jobs.evaluation;

import java.util.Locale;

/** Why there is no value, no judgement or no completion. */
enum Reason {
  /** Nothing that the lake holds gives it, and no figure of the year is published. */
  NO_STATISTIC,
  /** No stay of the year is known, or none of those who are meant. */
  NO_SETTLEMENT,
  /** No list of cards was ever taken. */
  NO_CARD,
  /** Of the day the lake does not have everybody's state, by which holders are counted. */
  NO_STATE,
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
  /** The plan names no number for 2020. */
  NO_TARGET,
  /** The plan names no base, or the province's alone. */
  NO_BASE,
  /** The plan's base is open, as in 70以上. */
  OPEN_BASE,
  /** What was reached is open in print, as in 70以上: that it is enough is all that is known. */
  OPEN_ACTUAL,
  /** There is no way from the base to a target that is not above it. */
  TARGET_NOT_ABOVE_BASE,
  /** Each city or county has a limit of its own; the amount of the year before is not known. */
  LOCAL_LIMIT_UNKNOWN,
  /** Of some areas the value or the limit is not known, and all others reach theirs. */
  AREAS_UNKNOWN,
  /** The limit is another one in every year: there is no way to it. */
  LOCAL_LIMIT,
  /** Fewer years than a trend needs are comparable with the last one. */
  TOO_FEW_YEARS,
  /** The time of the last target is here: what comes of it is no forecast. */
  TIME_IS_OVER,
  /** "左右": how near is near enough the plan does not say. */
  ABOUT;

  /** As in the tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
