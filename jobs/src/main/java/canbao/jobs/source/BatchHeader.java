package canbao.jobs.source;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * What a batch says of itself, apart from its files.
 *
 * @param batch the business date that its rows speak about
 * @param scope division codes that it speaks for; {@code 440000} is everything
 * @param correction number of the corrections of the batch of that date; 0 is the batch itself
 */
public record BatchHeader(LocalDate batch, Mode mode, List<String> scope, int correction)
    implements Serializable {

  private static final String EVERYTHING = "440000";

  public BatchHeader {
    scope = List.copyOf(scope);
  }

  /** Of a batch that its source has delivered. */
  public BatchHeader(LocalDate batch, Mode mode, List<String> scope) {
    this(batch, mode, scope, 0);
  }

  /** How a batch stands to the ones before it. */
  public enum Mode {
    /** All that is alive in the scope; what is missing from it has ended. */
    FULL,
    /** Rows that came, changed or went since the batch before. */
    CHANGES
  }

  public boolean isFull() {
    return mode == Mode.FULL;
  }

  /** Whether rows of every place, also outside the province and malformed ones, are spoken for. */
  public boolean coversEverything() {
    return scope.stream().anyMatch(code -> code.startsWith(EVERYTHING));
  }

  /** The cities spoken for, as six digits; only where not everything is. */
  public List<String> cities() {
    return scope.stream().map(code -> code.substring(0, 4) + "00").distinct().sorted().toList();
  }
}
