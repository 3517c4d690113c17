package canbao.jobs.database;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a database says of a batch; it says so once the batch is complete. Whether the words are
 * those of the contract is judged when the batch is taken, as of any other.
 *
 * @param mode full or changes
 * @param scope division codes that it speaks for
 * @param previous the batch that changes build on
 * @param rows that it has
 */
record DatabaseBatch(
    String source,
    LocalDate batch,
    Optional<String> mode,
    List<String> scope,
    Optional<LocalDate> previous,
    Optional<Long> rows) {

  private static final String CHANGES = "changes";

  boolean isChanges() {
    return mode.filter(CHANGES::equals).isPresent();
  }

  @Override
  public String toString() {
    return source + " " + batch;
  }
}
