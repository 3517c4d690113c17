package canbao.jobs.quality;

import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.BatchName;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of one batch: a row of {@code quality.batch}.
 *
 * @param source that has delivered it; for corrections the text of their {@link BatchName}
 * @param header empty if the manifest could not be read
 * @param reason why it was not accepted; empty otherwise
 * @param counts of its rows
 * @param asOf business date of the run that last looked at it
 * @param manifestFingerprint of what the manifest promises; empty if it could not be read
 * @param rowsByCity rows in force by city after the batch, by its own words; {@code none} is no
 *     city
 * @param shrinks losses of rows that it was accepted in spite of
 */
public record BatchEntry(
    String source,
    LocalDate batch,
    Optional<BatchHeader> header,
    State state,
    String reason,
    Counts counts,
    LocalDate asOf,
    String manifestFingerprint,
    Map<String, Long> rowsByCity,
    List<AcceptedShrink> shrinks) {

  public BatchEntry {
    shrinks = List.copyOf(shrinks);
    rowsByCity = Collections.unmodifiableMap(new TreeMap<>(rowsByCity));
  }

  /** Whether the rows of a batch count. */
  public enum State {
    ACCEPTED,
    /** Refused whole; looked at again by the next run. */
    REFUSED,
    /** A change list whose predecessor was not accepted yet. */
    WAITING
  }

  /** Rows of a batch: rows = accepted + rejected + duplicate. */
  public record Counts(long rows, long accepted, long rejected, long duplicate) {
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    public Counts plus(Counts more) {
      return new Counts(
          rows + more.rows,
          accepted + more.accepted,
          rejected + more.rejected,
          duplicate + more.duplicate);
    }

    public boolean isBalanced() {
      return rows == accepted + rejected + duplicate;
    }
  }

  /** Whose rows it has, and whether they are corrections. */
  public BatchName name() {
    return BatchName.of(source);
  }

  public boolean isAccepted() {
    return state == State.ACCEPTED;
  }

  /** A batch that is not accepted. */
  public static BatchEntry notAccepted(
      String source, LocalDate batch, State state, String reason, LocalDate asOf) {
    return new BatchEntry(
        source, batch, Optional.empty(), state, reason, Counts.NONE, asOf, "", Map.of(), List.of());
  }
}
