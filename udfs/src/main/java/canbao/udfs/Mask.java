package canbao.udfs;

import org.apache.spark.unsafe.types.UTF8String;

/** Identifiers as analysts may see them: enough to recognise a case they know, not to learn one. */
public final class Mask {

  private Mask() {}

  /**
   * The first character of the name and a star for each other one; of a name of one character the
   * star alone. Null if there is no name.
   */
  public static UTF8String name(UTF8String raw) {
    UTF8String name = PersonName.canonical(raw);
    return name == null ? null : masked(name, name.numChars() > 1 ? 1 : 0, 0);
  }

  /**
   * The first three and last four characters of a number of 15 characters or more, the first and
   * the last two of one of 8 or more, else stars alone. Null if there is no number.
   */
  public static UTF8String document(UTF8String raw) {
    UTF8String number = TextForm.read(raw);
    if (number == null) {
      return null;
    }
    int length = number.numChars();
    if (length >= 15) {
      return masked(number, 3, 4);
    }
    return length >= 8 ? masked(number, 1, 2) : masked(number, 0, 0);
  }

  private static UTF8String masked(UTF8String text, int shownFirst, int shownLast) {
    int length = text.numChars();
    return UTF8String.concat(
        text.substring(0, shownFirst),
        UTF8String.fromString("*".repeat(length - shownFirst - shownLast)),
        text.substring(length - shownLast, length));
  }
}
