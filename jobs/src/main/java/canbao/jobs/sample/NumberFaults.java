package canbao.jobs.sample;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Faults of document numbers. */
final class NumberFaults {

  private static final Set<Source> ALL =
      EnumSet.of(
          Source.POPULATION,
          Source.ENROLMENT_PENSION,
          Source.ENROLMENT_LABOUR,
          Source.ENROLMENT_MEDICAL,
          Source.STATUS,
          Source.CARD);

  private NumberFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("mistyped_digit", "Q01", 220, NumberFaults::mistype).in(ALL),
        Fault.of("swapped_digits", "Q01", 80, NumberFaults::swap).in(ALL),
        Fault.of("invalid_check", "Q01", 80, NumberFaults::spoilCheck).in(ALL),
        Fault.of("missing_number", "Q01", 60, row -> row.set(FaultyRow.NUMBER, "")).in(ALL),
        Fault.of("full_width_number", "nothing", 100, NumberFaults::widen).in(ALL),
        Fault.of("zero_width_number", "nothing", 80, NumberFaults::addZeroWidth).in(ALL),
        Fault.of("blank_after_number", "nothing", 100, NumberFaults::addBlanks).in(ALL));
  }

  /** Any other digit in one place: the check never holds. */
  private static boolean mistype(FaultyRow row) {
    String number = row.get(FaultyRow.NUMBER);
    int at = 6 + row.draw(11);
    return isCitizen(row, number)
        && row.set(FaultyRow.NUMBER, replaced(number, at, other(number.charAt(at), row)));
  }

  private static boolean swap(FaultyRow row) {
    String number = row.get(FaultyRow.NUMBER);
    int at = 6 + row.draw(10);
    if (!isCitizen(row, number) || number.charAt(at) == number.charAt(at + 1)) {
      return false;
    }
    String half = replaced(number, at, number.charAt(at + 1));
    return row.set(FaultyRow.NUMBER, replaced(half, at + 1, number.charAt(at)));
  }

  private static boolean spoilCheck(FaultyRow row) {
    String number = row.get(FaultyRow.NUMBER);
    return isCitizen(row, number)
        && row.set(FaultyRow.NUMBER, replaced(number, 17, other(number.charAt(17), row)));
  }

  private static boolean widen(FaultyRow row) {
    return row.set(FaultyRow.NUMBER, fullWidth(row.get(FaultyRow.NUMBER)));
  }

  private static boolean addZeroWidth(FaultyRow row) {
    String number = row.get(FaultyRow.NUMBER);
    int at = row.draw(number.length());
    String zeroWidth = row.pick("\u200B", "\u200D", "\uFEFF");
    return row.set(FaultyRow.NUMBER, number.substring(0, at) + zeroWidth + number.substring(at));
  }

  private static boolean addBlanks(FaultyRow row) {
    String blanks = row.pick(" ", "  ", "\t", "\u3000");
    return row.set(FaultyRow.NUMBER, row.get(FaultyRow.NUMBER) + blanks);
  }

  /** ASCII letters and digits in their full-width forms. */
  static String fullWidth(String text) {
    StringBuilder wide = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      wide.append(c > ' ' && c < '\u007F' ? (char) (c + 0xFEE0) : c);
    }
    return wide.toString();
  }

  private static boolean isCitizen(FaultyRow row, String number) {
    return number.length() == 18 && row.person.documentType.equals("01");
  }

  private static char other(char digit, FaultyRow row) {
    int old = digit == 'X' ? 10 : digit - '0';
    return (char) ('0' + (old + 1 + row.draw(9)) % 10);
  }

  private static String replaced(String number, int at, char with) {
    return number.substring(0, at) + with + number.substring(at + 1);
  }
}
