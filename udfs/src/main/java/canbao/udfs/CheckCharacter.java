package canbao.udfs;

import org.apache.spark.unsafe.types.UTF8String;

/** The check characters of identity documents, computed over texts that have been read. */
final class CheckCharacter {

  private static final int[] WEIGHTS_11_2 = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHARACTERS_11_2 = "10X98765432";
  private static final int[] WEIGHTS_7_3_1 = {7, 3, 1};

  private CheckCharacter() {}

  /** True if the 18 characters are 17 digits and their MOD 11-2 check (GB 11643, ISO 7064). */
  static boolean isMod11_2(UTF8String number) {
    return Digits.areDigits(number, 0, 17) && TextForm.byteAt(number, 17) == mod11_2(number);
  }

  /** True if the last of the 15 characters is the 7-3-1 check of the others (ICAO 9303). */
  static boolean is7_3_1(UTF8String number) {
    int sum = 0;
    for (int at = 0; at < 14; at++) {
      sum += WEIGHTS_7_3_1[at % 3] * Character.digit(TextForm.byteAt(number, at), 36);
    }
    return TextForm.byteAt(number, 14) == '0' + sum % 10;
  }

  /** The check character of 17 digits in front of the text. */
  private static byte mod11_2(UTF8String digits) {
    int sum = 0;
    for (int at = 0; at < 17; at++) {
      sum += WEIGHTS_11_2[at] * (TextForm.byteAt(digits, at) - '0');
    }
    return (byte) CHARACTERS_11_2.charAt(sum % 11);
  }

  /** Writes the MOD 11-2 check of the first 17 digits into the eighteenth place. */
  static UTF8String withMod11_2(byte[] number) {
    number[17] = mod11_2(UTF8String.fromBytes(number));
    return UTF8String.fromBytes(number);
  }
}
