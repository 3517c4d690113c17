package canbao.udfs;

import org.apache.spark.unsafe.types.UTF8String;

/** Names of people as they are compared: read like every text, with one middle dot for all. */
public final class PersonName {

  private static final char MIDDLE_DOT = '\u00B7';

  /**
   * What typists put between the parts of a name. Half-width, full-width and Greek forms have
   * become one of these when the text is read.
   */
  private static final String DOTS =
      ".\u2022\u2027\u30FB\u2219\u22C5\u25CF\u119E\u1427\u2E31\u2E33";

  private PersonName() {}

  /** The name as it is compared; null if nothing is left. */
  public static UTF8String canonical(UTF8String raw) {
    UTF8String name = TextForm.read(raw);
    return name == null || !mayHoldDot(name) ? name : withOneDot(name);
  }

  /** False for names of common ideographs and capital letters, nearly all of them. */
  private static boolean mayHoldDot(UTF8String name) {
    for (int at = 0; at < name.numBytes(); at++) {
      int b = TextForm.byteAt(name, at) & 0xFF;
      if (b == '.' || b == 0xE1 || b == 0xE2 || b == 0xE3) {
        return true;
      }
    }
    return false;
  }

  private static UTF8String withOneDot(UTF8String name) {
    StringBuilder unified = new StringBuilder(name.toString());
    for (int at = 0; at < unified.length(); at++) {
      if (DOTS.indexOf(unified.charAt(at)) >= 0) {
        unified.setCharAt(at, MIDDLE_DOT);
      }
    }
    return UTF8String.fromString(unified.toString());
  }
}
