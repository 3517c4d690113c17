package canbao.jobs.usability;

import java.util.Optional;

/**
 * What was found about a topic, before it is graded.
 *
 * @param value basis points or days; empty if nothing can be told
 * @param reason in words
 */
record Finding(Optional<Long> value, String reason) {

  private static final long ALL = 10_000;

  static Finding unknown(String reason) {
    return new Finding(Optional.empty(), reason);
  }

  static Finding of(long value, String reason) {
    return new Finding(Optional.of(value), reason);
  }

  /** Basis points of a part in a whole, rounded up: a limit that is passed by one is passed. */
  static long share(long part, long whole) {
    return -Math.floorDiv(-Math.multiplyExact(part, ALL), whole);
  }
}
