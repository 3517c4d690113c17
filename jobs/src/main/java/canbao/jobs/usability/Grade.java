package canbao.jobs.usability;

import canbao.jobs.run.Usability.Limits;
import java.util.Locale;

/** How great the concern is about numbers, from none that is known of to too great to use them. */
enum Grade {
  /** Nothing is known that it could be told by. */
  UNKNOWN,
  LOW,
  MEDIUM,
  HIGH,
  UNUSABLE;

  static Grade of(long value, Limits limits) {
    if (value > limits.unusableAbove()) {
      return UNUSABLE;
    }
    if (value > limits.highAbove()) {
      return HIGH;
    }
    return value > limits.mediumAbove() ? MEDIUM : LOW;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
