package canbao.jobs.run;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Values on their way into a sheet that people open, and back. A spreadsheet would compute what
 * begins like a formula: such a value gets an apostrophe in front, which is taken off again.
 */
public final class SheetText {

  private static final String APOSTROPHE = "'";
  private static final String FORMULA = "=+-@";

  private SheetText() {}

  /** A value for people; a line break within it becomes a blank. */
  public static String shown(String value) {
    String line = value.replaceAll("\\R", " ");
    return isToHide(line) ? APOSTROPHE + line : line;
  }

  /** The value that {@link #shown} has given out. */
  public static String read(String cell) {
    return cell.startsWith(APOSTROPHE) && isToHide(cell.substring(1)) ? cell.substring(1) : cell;
  }

  /** A line of CSV as RFC 4180 has it, with a line feed at its end. */
  public static String line(List<String> values) {
    return values.stream().map(SheetText::quoted).collect(joining(",", "", "\n"));
  }

  private static boolean isToHide(String value) {
    String bare = value.startsWith(APOSTROPHE) ? value.substring(1) : value;
    return !bare.isEmpty() && FORMULA.indexOf(bare.charAt(0)) >= 0;
  }

  private static String quoted(String value) {
    boolean isPlain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
