package canbao.jobs.ingest;

import java.util.regex.Pattern;

/** A text from outside, such as a file's name, on its way into a message. */
final class OutsideText {

  private static final int LONGEST = 60;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");

  private OutsideText() {}

  /** Short and on one line. */
  static String printable(String text) {
    String safe = UNPRINTABLE.matcher(text).replaceAll("?");
    return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "…";
  }

  static boolean isPrintable(String text) {
    return !UNPRINTABLE.matcher(text).find();
  }
}
