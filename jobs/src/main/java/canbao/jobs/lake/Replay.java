package canbao.jobs.lake;

import canbao.jobs.source.BatchHeader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which batches of a source speak once more when some of it came late: the first of the late ones
 * and all after it, up to a full list of everything, before which nothing matters.
 *
 * @param batches in the order of dates, the late ones and those taken before
 * @param isFirst whether none was taken that is dated before them
 * @param until the day from which everything stays as it is
 */
public record Replay(List<BatchHeader> batches, boolean isFirst, int until)
    implements Serializable {

  private static final Comparator<BatchHeader> BY_DATE = Comparator.comparing(BatchHeader::batch);

  /** A batch speaks before its corrections. */
  private static final Comparator<BatchHeader> IN_TURN =
      BY_DATE.thenComparingInt(BatchHeader::correction);

  public Replay {
    batches = List.copyOf(batches);
  }

  /**
   * The batches that speak once more.
   *
   * @param late of one source, at least one
   * @param taken of the source, all of them
   */
  public static Replay of(List<BatchHeader> late, List<BatchHeader> taken) {
    BatchHeader first = late.stream().min(BY_DATE).orElseThrow();
    BatchHeader last = late.stream().max(BY_DATE).orElseThrow();
    List<BatchHeader> after = new ArrayList<>(late);
    // Of the same date is what late corrections correct.
    taken.stream().filter(header -> BY_DATE.compare(header, first) >= 0).forEach(after::add);
    int until =
        after.stream()
            .filter(header -> BY_DATE.compare(header, last) > 0)
            .filter(header -> header.isFull() && header.coversEverything())
            .min(BY_DATE)
            .map(Replay::day)
            .orElse(Timeline.NEVER);
    List<BatchHeader> batches =
        after.stream().filter(header -> day(header) < until).sorted(IN_TURN).toList();
    return new Replay(batches, after.size() == late.size() + taken.size(), until);
  }

  /**
   * What has to be done to the rows of one thing.
   *
   * @param held its rows
   * @param spoken what the batches say of it
   * @param known system date of the run
   * @param correction number of the correction among those of the date
   */
  Timeline.Correction corrected(
      List<Timeline.Held> held, Map<Turn, Timeline.Spoken> spoken, int known, int correction) {
    Timeline timeline = new Timeline(held);
    List<Timeline.Step> steps =
        batches.stream()
            .map(header -> new Timeline.Step(day(header), header, spoken.get(Turn.of(header))))
            .toList();
    return timeline.corrected(timeline.replayed(steps, isFirst, until), known, correction);
  }

  /**
   * Which of the batches speaks.
   *
   * @param correction number of the corrections of the batch of the day; 0 is the batch itself
   */
  record Turn(int day, int correction) {
    static Turn of(BatchHeader header) {
      return new Turn(Replay.day(header), header.correction());
    }
  }

  private static int day(BatchHeader header) {
    return Math.toIntExact(header.batch().toEpochDay());
  }
}
