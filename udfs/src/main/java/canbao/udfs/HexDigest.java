package canbao.udfs;

import java.io.Serializable;
import org.apache.spark.unsafe.types.UTF8String;

/** A digest written in hexadecimal digits; stands in a plan as one object. */
public final class HexDigest implements Serializable {

  private static final int DIGITS = 16;

  /**
   * The first 64 bits as a number.
   *
   * @param hex at least 16 digits
   * @throws NumberFormatException if it is shorter or a digit is none
   */
  public long firstBits(UTF8String hex) {
    if (hex.numBytes() < DIGITS) {
      throw new NumberFormatException("a digest of " + hex.numBytes() + " digits");
    }
    long bits = 0;
    for (int at = 0; at < DIGITS; at++) {
      int digit = Character.digit(TextForm.byteAt(hex, at), 16);
      if (digit < 0) {
        throw new NumberFormatException("no hexadecimal digit in a digest");
      }
      bits = bits << 4 | digit;
    }
    return bits;
  }

  @Override
  public String toString() {
    return "digest";
  }
}
