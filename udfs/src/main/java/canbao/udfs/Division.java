package canbao.udfs;

import java.nio.charset.StandardCharsets;
import org.apache.spark.unsafe.types.UTF8String;

/** Division codes (GB/T 2260) of 6, 9 or 12 digits; the first six name the county. */
public final class Division {

  private static final int NONE = -1;

  private Division() {}

  /** The six digits of the county; null if empty or malformed. */
  public static UTF8String county(UTF8String raw) {
    UTF8String text = TextForm.read(raw);
    if (!isCode(text)) {
      return null;
    }
    return text.numBytes() == 6 ? text : text.substring(0, 6);
  }

  /** False only for a text that is neither empty nor a division code. */
  public static boolean isDivision(UTF8String raw) {
    UTF8String text = TextForm.read(raw);
    return text == null || isCode(text);
  }

  /** The six digits of the city; null outside the province's cities. */
  public static UTF8String city(UTF8String raw) {
    int number = numberOfCity(raw);
    return number == NONE ? null : Places.province().cityCode(number);
  }

  /** The city's position in cities.csv, from 0; null outside the province's cities. */
  public static Integer cityNumber(UTF8String raw) {
    int number = numberOfCity(raw);
    return number == NONE ? null : number;
  }

  /**
   * The six digits that name the county on a day.
   *
   * @param day days since 1970-01-01; a code retired on or before it becomes its successor
   */
  public static UTF8String countyOn(UTF8String raw, int day) {
    UTF8String county = county(raw);
    if (county == null) {
      return null;
    }
    int code = Digits.number(county, 0, 6);
    int codeOnDay = Places.province().codeOn(code, day);
    return code == codeOnDay ? county : sixDigits(codeOnDay);
  }

  private static int numberOfCity(UTF8String raw) {
    UTF8String text = TextForm.read(raw);
    return isCode(text) ? Places.province().cityNumber(Digits.number(text, 0, 4)) : NONE;
  }

  private static boolean isCode(UTF8String text) {
    if (text == null) {
      return false;
    }
    int length = text.numBytes();
    return (length == 6 || length == 9 || length == 12) && Digits.areDigits(text, 0, length);
  }

  private static UTF8String sixDigits(int code) {
    return UTF8String.fromBytes(Integer.toString(code).getBytes(StandardCharsets.US_ASCII));
  }
}
