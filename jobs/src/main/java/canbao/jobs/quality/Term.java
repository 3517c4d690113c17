package canbao.jobs.quality;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The days on which a rule is in force; both ends belong to them.
 *
 * @param from empty: since ever
 * @param until empty: for ever
 */
public record Term(Optional<LocalDate> from, Optional<LocalDate> until) {

  public static final Term ALWAYS = new Term(Optional.empty(), Optional.empty());

  public boolean includes(LocalDate day) {
    return from.filter(day::isBefore).isEmpty() && until.filter(day::isAfter).isEmpty();
  }

  /** {@code from 2019-01-01 until 2019-12-31}; nothing of an end that is open. */
  public String drawn() {
    return (from.map(day -> "from " + day + " ").orElse("")
            + until.map(day -> "until " + day).orElse(""))
        .strip();
  }
}
