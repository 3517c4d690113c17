package canbao.jobs.workbook;

import java.util.Optional;

/**
 * A cell.
 *
 * @param value text, a number, a date or a truth value; null is an empty cell. Text is never a
 *     formula, whatever it begins with
 * @param look how it is shown
 * @param comment that a reader of the cell can open
 * @param target place in the workbook that the cell leads to, such as {@code 'A'!B3}; only of text
 */
public record Cell(Object value, Look look, Optional<String> comment, Optional<String> target) {

  /** How cells are shown. */
  public enum Look {
    PLAIN,
    TITLE,
    HEADER,
    /** Long text, in several lines. */
    TEXT,
    /** Two digits behind the point. */
    NUMBER,
    /** A share of one, as a percentage. */
    PERCENT,
    /** The same as {@link #NUMBER}, with a thick line to the left: a series is broken there. */
    NUMBER_AFTER_BREAK
  }

  public static Cell of(Object value) {
    return of(value, Look.PLAIN);
  }

  public static Cell of(Object value, Look look) {
    return new Cell(value, look, Optional.empty(), Optional.empty());
  }

  public Cell commented(String text) {
    return new Cell(value, look, Optional.of(text), target);
  }

  public Cell leadingTo(String place) {
    return new Cell(value, look, comment, Optional.of(place));
  }
}
