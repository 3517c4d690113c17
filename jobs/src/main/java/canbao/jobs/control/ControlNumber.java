package canbao.jobs.control;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One balance: a row of {@code quality.control_number}.
 *
 * @param source a source, a table or a family, by what is handed on
 * @param batch where batches are
 * @param file where files are
 * @param rowsIn rows or people in
 * @param accepted those that count
 * @param rejected those that are kept aside
 * @param duplicate those that another stands for
 */
public record ControlNumber(
    String source,
    Optional<LocalDate> batch,
    Optional<String> file,
    long rowsIn,
    long accepted,
    long rejected,
    long duplicate) {

  /** The balance of a table, or of something that comes in no batches. */
  public static ControlNumber of(
      String source, long rowsIn, long accepted, long rejected, long duplicate) {
    return new ControlNumber(
        source, Optional.empty(), Optional.empty(), rowsIn, accepted, rejected, duplicate);
  }

  /** The balance of a table of which none is rejected and each row stands for itself. */
  public static ControlNumber of(String source, long rowsIn, long accepted) {
    return of(source, rowsIn, accepted, 0, 0);
  }

  /** The same of a batch. */
  public ControlNumber ofBatch(LocalDate date) {
    return new ControlNumber(
        source, Optional.of(date), file, rowsIn, accepted, rejected, duplicate);
  }

  /** The same of a file of a batch. */
  public ControlNumber ofFile(String name) {
    return new ControlNumber(
        source, batch, Optional.of(name), rowsIn, accepted, rejected, duplicate);
  }

  /** Whether it is of a table of the day's coverage. */
  boolean isOfDaysTable() {
    return source.startsWith("coverage.");
  }

  /** Whether nothing is missing and nothing too much; less than none of a kind never balances. */
  public boolean isBalanced() {
    return rowsIn == accepted + rejected + duplicate
        && accepted >= 0
        && rejected >= 0
        && duplicate >= 0;
  }

  /** Such as {@code population 2018-12-29: 12 in, 9 accepted, 1 rejected, 1 duplicate}. */
  @Override
  public String toString() {
    return "%s%s%s: %d in, %d accepted, %d rejected, %d duplicate"
        .formatted(
            source,
            batch.map(date -> " " + date).orElse(""),
            file.map(name -> " " + name).orElse(""),
            rowsIn,
            accepted,
            rejected,
            duplicate);
  }
}
