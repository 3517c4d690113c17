package canbao.udfs;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

  /** What stands for a character that an encoding does not have, and characters of private use. */
  private static final Pattern LOST = Pattern.compile("[?*\u25A1\u25A0\uFFFD\uE000-\uF8FF]");

  /** A syllable of pinyin beside an ideograph, for one that an input method does not have. */
  private static final Pattern PINYIN =
      Pattern.compile(
          "(?<![A-Z])(?=[A-Z]{2})(?:[ZCS]H|[BPMFDTNLGKHJQXRZCSYW])?[AEIOUV]{1,3}(?:NG?|R)?(?![A-Z])");

  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  /** In front of what a spreadsheet would compute, an apostrophe marks it as a text. */
  private static final char TEXT_MARK = '\'';

  private static final String FORMULA = "=+-@";

  private PersonName() {}

  /** The name as it is compared; null if nothing is left. */
  public static UTF8String canonical(UTF8String raw) {
    UTF8String name = TextForm.read(raw);
    if (name == null) {
      return null;
    }
    UTF8String bare = withoutTextMark(name);
    return mayHoldDot(bare) ? withOneDot(bare) : bare;
  }

  /** Names go out in sheets and come back: the mark is the sheet's. */
  private static UTF8String withoutTextMark(UTF8String name) {
    int marks = 0;
    while (marks < name.numBytes() && TextForm.byteAt(name, marks) == TEXT_MARK) {
      marks++;
    }
    boolean isMarked =
        marks > 0 && marks < name.numBytes() && FORMULA.indexOf(TextForm.byteAt(name, marks)) >= 0;
    return isMarked ? name.substring(marks, name.numChars()) : name;
  }

  /**
   * Whether two names are one: equal as they are compared, or equal but for characters that one of
   * them could not be written with. A name of which nothing is left is nobody's.
   */
  public static boolean agree(UTF8String one, UTF8String other) {
    UTF8String left = canonical(one);
    UTF8String right = canonical(other);
    if (left == null || right == null) {
      return false;
    }
    return left.equals(right) || isSpoilt(left, right) || isSpoilt(right, left);
  }

  /**
   * Whether each lost character of a name stands for one of another name, and all else is equal.
   */
  private static boolean isSpoilt(UTF8String spoilt, UTF8String name) {
    int[] left = withLostReadings(spoilt.toString()).codePoints().toArray();
    int[] right = name.toString().codePoints().toArray();
    long lost = IntStream.of(left).filter(PersonName::isLost).count();
    return left.length == right.length
        && lost > 0
        && lost < left.length
        && IntStream.range(0, left.length)
            .allMatch(at -> left[at] == right[at] || isLost(left[at]));
  }

  /** A syllable in a name of ideographs is one lost character. */
  private static String withLostReadings(String name) {
    return HAN.matcher(name).find() ? PINYIN.matcher(name).replaceAll("?") : name;
  }

  private static boolean isLost(int character) {
    return LOST.matcher(Character.toString(character)).matches();
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
