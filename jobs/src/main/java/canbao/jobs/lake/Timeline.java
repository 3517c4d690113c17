package canbao.jobs.lake;

import canbao.jobs.source.BatchHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What one thing was, day after day, as all rows of its history tell it together; and what has to
 * be added to them when a late batch tells it otherwise.
 *
 * <p>Days are numbers; {@link #ALWAYS} lies before all of them and {@link #NEVER} after.
 */
final class Timeline {

  static final int ALWAYS = Integer.MIN_VALUE;
  static final int NEVER = Integer.MAX_VALUE;

  private static final Comparator<Held> KNOWLEDGE =
      Comparator.comparingInt(Held::knownFrom)
          .thenComparingInt(Held::correction)
          .thenComparingInt(Held::from);

  private final List<Held> held;

  /**
   * @param held all rows of the thing
   */
  Timeline(List<Held> held) {
    this.held = List.copyOf(held);
  }

  /**
   * What a row says.
   *
   * @param city null if it is of none
   * @param place where its text stands
   */
  record Said(long digest, String city, Place place) {}

  /**
   * Where the text of a row stands.
   *
   * @param isHeld in the table with the history; else among the landing rows of its batch
   * @param batch its date
   */
  record Place(boolean isHeld, int batch, String file, long line) {}

  /**
   * A row of the history.
   *
   * @param from first day
   * @param to first day on which it does not hold any more
   */
  record Held(int from, int to, int knownFrom, int correction, boolean isAbsent, Said said) {

    private boolean holds(int fromDay, int toDay) {
      return from <= fromDay && toDay <= to;
    }

    private Held endedAt(int day) {
      return new Held(from, day, knownFrom, correction, isAbsent, said);
    }
  }

  /**
   * Days on which a thing was the same.
   *
   * @param said null if it was not there
   */
  record Segment(int from, int to, Said said) {}

  /**
   * A row of a batch about the thing.
   *
   * @param isThere whether it is; else it was taken back
   */
  record Spoken(boolean isThere, Said said) {}

  /**
   * A batch and what it says of the thing.
   *
   * @param spoken null if it does not name it
   */
  record Step(int day, BatchHeader header, Spoken spoken) {}

  /**
   * What a late batch does to the rows.
   *
   * @param closing the day from which the open row holds no more, {@link #NEVER} if it stays open
   * @param added rows to be added; their knowledge is the run's
   */
  record Correction(int closing, List<Held> added) {}

  /** The days in their order, without a gap. */
  List<Segment> segments() {
    TreeSet<Integer> bounds = new TreeSet<>(List.of(ALWAYS, NEVER));
    held.forEach(row -> bounds.addAll(List.of(row.from(), row.to())));
    List<Segment> segments = new ArrayList<>();
    for (int from = ALWAYS; from != NEVER; from = bounds.higher(from)) {
      int begin = from;
      int end = bounds.higher(from);
      Said said =
          held.stream()
              .filter(row -> row.holds(begin, end))
              .max(KNOWLEDGE)
              .filter(row -> !row.isAbsent())
              .map(Held::said)
              .orElse(null);
      segments.add(new Segment(begin, end, said));
    }
    return joined(segments);
  }

  /**
   * The days as they are once a late batch and those after it have spoken, in their order.
   *
   * @param steps the late batch, then all after it up to the day until which it can matter
   * @param isFirst whether no batch came before it: then it speaks for all days before too
   * @param until from this day on nothing changes
   */
  List<Segment> replayed(List<Step> steps, boolean isFirst, int until) {
    List<Segment> old = segments();
    int start = isFirst ? ALWAYS : steps.get(0).day();
    List<Segment> replayed = new ArrayList<>(cut(old, ALWAYS, start));
    Said state = isFirst ? null : last(replayed);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      state = after(state, step);
      int from = i == 0 ? start : step.day();
      int to = i + 1 < steps.size() ? steps.get(i + 1).day() : until;
      // A batch with corrections holds no day before these.
      if (from < to) {
        replayed.add(new Segment(from, to, state));
      }
    }
    replayed.addAll(cut(old, until, NEVER));
    return joined(replayed);
  }

  /**
   * What makes the rows tell other days than they do.
   *
   * @param wanted as {@link #replayed} gives them
   * @param known system date of the run
   * @param correction number of the run's correction; higher than those of other rows of the date
   */
  Correction corrected(List<Segment> wanted, int known, int correction) {
    List<Held> added = new ArrayList<>();
    List<Held> kept = new ArrayList<>(held);
    int closing = NEVER;
    Segment end = wanted.get(wanted.size() - 1);
    Held open = held.stream().filter(row -> row.to() == NEVER).findFirst().orElse(null);
    if (!isSame(open == null ? null : open.said(), end.said())) {
      if (open != null) {
        closing = Math.max(open.from(), end.from());
        kept.remove(open);
        kept.add(open.endedAt(closing));
      }
      if (end.said() != null) {
        added.add(new Held(end.from(), NEVER, known, correction, false, end.said()));
      }
    }
    List<Segment> have = new Timeline(concat(kept, added)).segments();
    for (Segment gap : differing(have, wanted)) {
      Said said = gap.said() == null ? lastBefore(gap, wanted, have) : gap.said();
      added.add(new Held(gap.from(), gap.to(), known, correction, gap.said() == null, said));
    }
    newestValue(concat(kept, added), wanted, known, correction).ifPresent(added::add);
    return new Correction(closing, List.copyOf(added));
  }

  /**
   * The row that tells the newest value of what has a date of its own: of those that hold longest
   * the one learned last. A row of absence repeats what the thing was last.
   */
  private static Optional<Held> newest(List<Held> rows) {
    return rows.stream()
        .filter(row -> row.from() < row.to())
        .max(Comparator.comparingInt(Held::to).thenComparing(KNOWLEDGE));
  }

  /** A row of absence at the end if the one that stands there repeats what is no more the last. */
  private static Optional<Held> newestValue(
      List<Held> rows, List<Segment> wanted, int known, int correction) {
    Segment last = wanted.stream().filter(s -> s.said() != null).reduce((a, b) -> b).orElse(null);
    Held newest = newest(rows).orElse(null);
    if (last == null || newest == null || isSame(newest.said(), last.said())) {
      return Optional.empty();
    }
    int from =
        rows.stream()
            .filter(row -> row.knownFrom() == known && row.correction() == correction)
            .mapToInt(Held::to)
            .reduce(last.to(), Math::max);
    return Optional.of(new Held(from, newest.to(), known, correction, true, last.said()));
  }

  private static Said after(Said state, Step step) {
    Spoken spoken = step.spoken();
    if (spoken != null) {
      boolean saysTheSame = spoken.isThere() && isSame(state, spoken.said());
      return saysTheSame ? state : spoken.isThere() ? spoken.said() : null;
    }
    boolean isEnded = state != null && step.header().isFull() && speaksFor(step.header(), state);
    return isEnded ? null : state;
  }

  private static boolean speaksFor(BatchHeader header, Said said) {
    return header.coversEverything() || header.cities().contains(String.valueOf(said.city()));
  }

  /** What a thing was last before days on which it was not there; else what is hidden. */
  private static Said lastBefore(Segment gap, List<Segment> wanted, List<Segment> have) {
    return wanted.stream()
        .filter(segment -> segment.to() <= gap.from() && segment.said() != null)
        .reduce((earlier, later) -> later)
        .or(() -> have.stream().filter(s -> s.from() <= gap.from() && gap.to() <= s.to()).findAny())
        .orElseThrow()
        .said();
  }

  /** The days of {@code wanted} that are others in {@code have}. */
  private static List<Segment> differing(List<Segment> have, List<Segment> wanted) {
    List<Segment> differing = new ArrayList<>();
    for (Segment one : wanted) {
      for (Segment other : cut(have, one.from(), one.to())) {
        if (!isSame(one.said(), other.said())) {
          differing.add(new Segment(other.from(), other.to(), one.said()));
        }
      }
    }
    return differing;
  }

  private static List<Segment> cut(List<Segment> segments, int from, int to) {
    return segments.stream()
        .map(s -> new Segment(Math.max(s.from(), from), Math.min(s.to(), to), s.said()))
        .filter(s -> s.from() < s.to())
        .toList();
  }

  private static Said last(List<Segment> segments) {
    return segments.isEmpty() ? null : segments.get(segments.size() - 1).said();
  }

  private static List<Segment> joined(List<Segment> segments) {
    List<Segment> joined = new ArrayList<>();
    for (Segment next : segments) {
      Segment before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (before != null && isSame(before.said(), next.said())) {
        joined.set(joined.size() - 1, new Segment(before.from(), next.to(), before.said()));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private static boolean isSame(Said one, Said other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.digest() == other.digest();
  }

  private static List<Held> concat(List<Held> rows, List<Held> more) {
    return Stream.concat(rows.stream(), more.stream()).toList();
  }
}
