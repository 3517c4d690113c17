package canbao.jobs.lake;

import static canbao.jobs.lake.Timeline.ALWAYS;
import static canbao.jobs.lake.Timeline.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.lake.Timeline.Held;
import canbao.jobs.lake.Timeline.Place;
import canbao.jobs.lake.Timeline.Said;
import canbao.jobs.lake.Timeline.Spoken;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.BatchHeader.Mode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * One relation, batch after batch. The first list, of day 10, says A, and that of day 20 that it is
 * gone; what comes late comes on day 30 and after.
 */
class TimelineTest {

  private static final List<BatchHeader> TAKEN = List.of(full(10), full(20));
  private static final List<Held> ENDED = List.of(new Held(ALWAYS, 20, 20, 0, false, said("A")));
  private static final List<Held> OPEN = List.of(new Held(ALWAYS, NEVER, 10, 0, false, said("A")));

  @Test
  void aLateListSpeaksUpToTheNextOne() {
    assertThat(corrected(ENDED, full(15), said("B"))).isEqualTo("B from 15 to 20");
    assertThat(corrected(OPEN, full(15), said("B"), said("A"))).isEqualTo("B from 15 to 20");
  }

  @Test
  void whatItDoesNotHoldWasNotThere() {
    assertThat(corrected(ENDED, full(15), (Said) null)).isEqualTo("not A from 15 to 20");
  }

  @Test
  void whatSaysNothingNewAddsNothing() {
    assertThat(corrected(ENDED, full(15), said("A"))).isEmpty();
  }

  @Test
  void aLateListBeforeTheFirstSpeaksForAllDaysBefore() {
    assertThat(corrected(OPEN, full(5), said("B"), said("A"))).isEqualTo("B from always to 10");
    assertThat(corrected(OPEN, full(5), null, said("A"))).isEqualTo("not A from always to 10");
  }

  /** The list of day 20 is of another city: nobody has spoken of the relation since. */
  @Test
  void itSpeaksOnWhereNoNewerListDoes() {
    List<BatchHeader> taken =
        List.of(full(10), new BatchHeader(day(20), Mode.FULL, List.of("440300")));

    assertThat(corrected(OPEN, taken, full(15), Map.of(turn(15), new Spoken(true, said("B")))))
        .isEqualTo("closing 15; B from 15 to never");
    assertThat(corrected(OPEN, taken, full(15), Map.of())).isEqualTo("closing 15");
  }

  /** Day 15 was corrected: gone. Then day 12 is: B, which so is the last that it ever was. */
  @Test
  void theNewestValueIsThatOfTheLastDayOnWhichItWasThere() {
    List<Held> rows = new ArrayList<>(ENDED);
    rows.add(new Held(15, 20, 30, 1, true, said("A")));
    List<BatchHeader> taken = List.of(full(10), full(15), full(20));

    assertThat(corrected(rows, taken, full(12), Map.of(turn(12), new Spoken(true, said("B")))))
        .isEqualTo("B from 12 to 15; not B from 15 to 20");
  }

  /** The list of day 10 had no sound row of it; its correction came after day 15 had spoken. */
  @Test
  void correctionsSpeakOfTheDayOfTheirBatchAndAfterIt() {
    List<BatchHeader> taken = List.of(full(5), full(10), changes(15, 0));
    List<Held> rows = List.of(new Held(ALWAYS, 10, 10, 0, false, said("A")));
    Replay.Turn first = new Replay.Turn(5, 0);
    Replay.Turn late = new Replay.Turn(10, 1);

    assertThat(corrected(rows, taken, changes(10, 1), Map.of(late, new Spoken(true, said("B")))))
        .isEqualTo("B from 10 to never");
    assertThat(corrected(rows, taken, changes(10, 1), Map.of(first, new Spoken(true, said("A")))))
        .isEmpty();
  }

  private static String corrected(List<Held> rows, BatchHeader late, Said... lateThenLast) {
    Map<Replay.Turn, Spoken> spoken = new HashMap<>();
    if (lateThenLast[0] != null) {
      spoken.put(Replay.Turn.of(late), new Spoken(true, lateThenLast[0]));
    }
    if (lateThenLast.length > 1) {
      spoken.put(turn(10), new Spoken(true, said("A")));
      spoken.put(turn(20), new Spoken(true, lateThenLast[1]));
    }
    return corrected(rows, TAKEN, late, spoken);
  }

  private static String corrected(
      List<Held> rows, List<BatchHeader> taken, BatchHeader late, Map<Replay.Turn, Spoken> spoken) {
    Timeline.Correction correction = Replay.of(List.of(late), taken).corrected(rows, spoken, 31, 1);
    Stream<String> closing =
        correction.closing() == NEVER ? Stream.of() : Stream.of("closing " + correction.closing());
    return Stream.concat(closing, correction.added().stream().map(TimelineTest::drawn))
        .collect(Collectors.joining("; "));
  }

  private static Replay.Turn turn(int day) {
    return new Replay.Turn(day, 0);
  }

  private static String drawn(Held row) {
    return "%s%s from %s to %s"
        .formatted(
            row.isAbsent() ? "not " : "",
            row.said().place().file(),
            row.from() == ALWAYS ? "always" : row.from(),
            row.to() == NEVER ? "never" : row.to());
  }

  private static Said said(String text) {
    return new Said(text.hashCode(), "440100", new Place(true, 0, text, 2));
  }

  private static BatchHeader changes(int day, int correction) {
    return new BatchHeader(day(day), Mode.CHANGES, List.of("440000"), correction);
  }

  private static BatchHeader full(int day) {
    return new BatchHeader(day(day), Mode.FULL, List.of("440000"));
  }

  private static LocalDate day(int day) {
    return LocalDate.ofEpochDay(day);
  }
}
