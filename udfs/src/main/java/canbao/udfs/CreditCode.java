package canbao.udfs;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Unified social credit codes of legal persons (GB 32100): two characters for the register, six
 * digits for its place, nine for the organisation, one check character modulo 31.
 */
public final class CreditCode {

  /** The digits and the letters without I, O, S, V and Z; a character's position is its value. */
  private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  private static final int[] WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };
  private static final int MODULUS = 31;
  private static final byte[] VALUES = values();

  private CreditCode() {}

  /** True if the text is a code with a right check character; null if there is no text. */
  public static Boolean isValid(UTF8String raw) {
    UTF8String code = TextForm.read(raw);
    if (code == null) {
      return null;
    }
    return code.numBytes() == 18 && Digits.areDigits(code, 2, 8) && isChecked(code);
  }

  private static boolean isChecked(UTF8String code) {
    int sum = 0;
    for (int at = 0; at < WEIGHTS.length; at++) {
      int value = value(TextForm.byteAt(code, at));
      if (value < 0) {
        return false;
      }
      sum += WEIGHTS[at] * value;
    }
    return value(TextForm.byteAt(code, 17)) == (MODULUS - sum % MODULUS) % MODULUS;
  }

  private static int value(byte character) {
    return character < 0 ? -1 : VALUES[character];
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int value = 0; value < CHARACTERS.length(); value++) {
      values[CHARACTERS.charAt(value)] = (byte) value;
    }
    return values;
  }
}
