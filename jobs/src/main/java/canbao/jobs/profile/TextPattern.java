package canbao.jobs.profile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of a text: 9 for a digit, A and a for a Latin letter, 字 for a Chinese character, ? for
 * what else is beyond ASCII, and everything else as it is; a run of one of them as {@code 9{18}}.
 */
final class TextPattern {

  /** Longer shapes tell nothing; what follows is cut off. */
  private static final int MOST_RUNS = 12;

  private static final int FIRST_BEYOND_ASCII = 0x80;

  private static final Pattern RUN = Pattern.compile("([9Aa])(?:\\{(\\d+)})?");

  private TextPattern() {}

  static String of(String text) {
    int[] characters = text.codePoints().toArray();
    StringBuilder pattern = new StringBuilder();
    int runs = 0;
    for (int at = 0; at < characters.length && runs < MOST_RUNS; runs++) {
      char shape = shape(characters[at]);
      int length = 1;
      while (at + length < characters.length && shape(characters[at + length]) == shape) {
        length++;
      }
      pattern.append(shape);
      if (length > 1) {
        pattern.append('{').append(length).append('}');
      }
      at += length;
    }
    return pattern.toString();
  }

  /** Texts of a shape as a regular expression of Java, its whole; only of digits and letters. */
  static String regex(String pattern) {
    return "^" + pattern.replace("9", "[0-9]").replace("A", "[A-Z]").replace("a", "[a-z]") + "\\z";
  }

  /** Whether a shape is of digits and Latin letters alone, and no cut-off one. */
  static boolean isRegular(String pattern) {
    return pattern.matches("([9Aa](\\{\\d+})?){1," + (MOST_RUNS - 1) + "}");
  }

  /** A text of a regular shape. */
  static String example(String pattern) {
    StringBuilder text = new StringBuilder();
    Matcher runs = RUN.matcher(pattern);
    while (runs.find()) {
      String one = runs.group(1).replace('9', '0');
      text.append(one.repeat(runs.group(2) == null ? 1 : Integer.parseInt(runs.group(2))));
    }
    return text.toString();
  }

  private static char shape(int character) {
    if (character >= '0' && character <= '9') {
      return '9';
    }
    if (character >= 'A' && character <= 'Z') {
      return 'A';
    }
    if (character >= 'a' && character <= 'z') {
      return 'a';
    }
    if (Character.isIdeographic(character)) {
      return '字';
    }
    return character < FIRST_BEYOND_ASCII ? (char) character : '?';
  }
}
