package canbao.udfs;

import java.time.LocalDate;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads the cells of the golden tables: {@code \\u{200B}} is a character, an empty cell is null.
 */
final class Golden {

  private static final Pattern CHARACTER = Pattern.compile("\\\\u\\{([0-9A-F]+)}");

  private Golden() {}

  static UTF8String text(String cell) {
    return UTF8String.fromString(string(cell));
  }

  static String string(String cell) {
    return cell == null
        ? null
        : CHARACTER
            .matcher(cell)
            .replaceAll(match -> Character.toString(Integer.parseInt(match.group(1), 16)));
  }

  static Integer day(LocalDate date) {
    return date == null ? null : (int) date.toEpochDay();
  }
}
