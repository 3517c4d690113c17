package canbao.jobs.coverage;

/** By which relations a group of people is enrolled. */
enum Level {
  /** By those whose rows have a valid number. */
  EXACT,
  /** Also by those that are linked for certain. */
  CERTAIN,
  /** There is no difference. */
  EVERY
}
