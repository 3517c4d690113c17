package canbao.udfs;

import org.apache.spark.unsafe.types.UTF8String;

/** Numbers written in ASCII digits inside a text that has been read. */
final class Digits {

  private Digits() {}

  /**
   * The number in the bytes from (inclusive) to (exclusive), at most nine; -1 if one is no digit.
   */
  static int number(UTF8String text, int from, int to) {
    int number = 0;
    for (int at = from; at < to; at++) {
      int digit = TextForm.byteAt(text, at) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  static boolean areDigits(UTF8String text, int from, int to) {
    for (int at = from; at < to; at++) {
      byte b = TextForm.byteAt(text, at);
      if (b < '0' || b > '9') {
        return false;
      }
    }
    return true;
  }
}
