package canbao.jobs.sample;

import java.util.SplittableRandom;

/** Independent random streams: what one person gets never depends on who was made before. */
final class Streams {

  private Streams() {}

  /** The stream of one person for one purpose. */
  static SplittableRandom of(long seed, long person, Purpose purpose) {
    return new SplittableRandom(hash(seed, person, purpose));
  }

  /** 64 well-mixed bits for one person and purpose, cheaper than a stream. */
  static long hash(long seed, long person, Purpose purpose) {
    return mix(mix(mix(seed) + person) + purpose.salt);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection that scatters its bits. */
  static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number in [0, 1) from well-mixed bits. */
  static double share(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** What a random stream is for; salts never change, so that samples stay. */
  enum Purpose {
    HOMES(0),
    PERSON(1),
    LIVELIHOOD(2),
    CLAIMS(3),
    EVENT(4),
    SPELLING(5),
    FAULT(6),
    DOUBLE_CHANGE(7),
    YEAR(8);

    private final int salt;

    Purpose(int salt) {
      this.salt = salt;
    }
  }
}
