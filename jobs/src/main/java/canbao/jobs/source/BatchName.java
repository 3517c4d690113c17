package canbao.jobs.source;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names a batch beside its date: its source, and the number of the corrections if it has rows
 * of the batch of that date which were rejected and then corrected.
 *
 * @param correction from 1 within one batch; 0 is what the source has delivered
 */
public record BatchName(String source, int correction) {

  private static final String WORD = "corrections-";
  private static final Pattern CORRECTIONS = Pattern.compile("(.+)\\." + WORD + "([1-9]\\d{0,5})");

  public static BatchName delivered(String source) {
    return new BatchName(source, 0);
  }

  /** The name that {@link #toString} has given. */
  public static BatchName of(String text) {
    Matcher corrections = CORRECTIONS.matcher(text);
    return corrections.matches()
        ? new BatchName(corrections.group(1), Integer.parseInt(corrections.group(2)))
        : delivered(text);
  }

  public boolean isCorrection() {
    return correction > 0;
  }

  /** The folder of the batch within that of its source. */
  public String folder(LocalDate batch) {
    return isCorrection() ? batch + "." + WORD + correction : batch.toString();
  }

  /**
   * What tables of rows call a file of the batch. No manifest names a file with a slash, so that
   * corrected rows stand apart from those that the source has sent for the same date.
   */
  public String file(String name) {
    return isCorrection() ? WORD + correction + "/" + name : name;
  }

  /** As {@code quality.batch} calls it: the source itself for what it has delivered. */
  @Override
  public String toString() {
    return isCorrection() ? source + "." + WORD + correction : source;
  }
}
