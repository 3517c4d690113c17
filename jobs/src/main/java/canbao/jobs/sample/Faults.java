package canbao.jobs.sample;

import canbao.jobs.sample.Streams.Purpose;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Decides which rows get which fault: at most one a row, and the same one whenever the row is
 * written.
 */
final class Faults {

  /** Happens to people who have no other change, so many of 100 000 each later day. */
  private static final Fault DOUBLE_CHANGE =
      Fault.of("number_and_name_changed", "Q05", 20, TwinFaults::takeOver)
          .in(Source.ENROLMENT_PENSION);

  private final SampleOptions options;
  private final int firstDay;
  private final Map<Source, List<Fault>> anywhere = new EnumMap<>(Source.class);
  private final Map<Source, List<Fault>> few = new EnumMap<>(Source.class);

  Faults(SampleOptions options) {
    this.options = options;
    this.firstDay = (int) options.firstDay().toEpochDay();
    for (Source source : Source.values()) {
      anywhere.put(source, in(source, ofAllRows()));
      few.put(source, in(source, ofFewRows()));
    }
  }

  /** Every kind of fault that is put into rows. */
  static List<Fault> all() {
    return Stream.of(ofAllRows(), ofFewRows(), Stream.of(DOUBLE_CHANGE))
        .flatMap(faults -> faults)
        .toList();
  }

  /** The row with its fault, or null: the row stays as it is. */
  Faulty touch(Source source, PersonRow row) {
    if (options.dirt() == Dirt.CLEAN) {
      return null;
    }
    long salt = options.seed() + source.salt() + row.ordinal;
    long bits = Streams.hash(salt, row.person.number, Purpose.FAULT);
    double draw = Streams.share(bits);
    for (Fault fault : anywhere.get(source)) {
      draw -= fault.probability(options.dirt());
      if (draw < 0) {
        return attempt(fault, source, row, bits);
      }
    }
    return touchFew(source, row, bits);
  }

  /** Whether number and name of the person's enrolments both change on a day, without reason. */
  boolean isDoublyChanged(long person, int dayIndex) {
    long bits = Streams.hash(options.seed() + dayIndex, person, Purpose.DOUBLE_CHANGE);
    return Streams.share(bits) < DOUBLE_CHANGE.probability(options.dirt());
  }

  /** The row of such a change. */
  Faulty doubleChange(Source source, PersonRow row) {
    return attempt(DOUBLE_CHANGE, source, row, row.person.number);
  }

  private Faulty touchFew(Source source, PersonRow row, long bits) {
    long next = bits;
    for (Fault fault : few.get(source)) {
      next = Streams.mix(next);
      if (Streams.share(next) < fault.probability(options.dirt())) {
        Faulty faulty = attempt(fault, source, row, next);
        if (faulty != null) {
          return faulty;
        }
      }
    }
    return null;
  }

  private Faulty attempt(Fault fault, Source source, PersonRow row, long bits) {
    FaultyRow faulty = new FaultyRow(source, row, firstDay, bits);
    return fault.mutation().apply(faulty) ? new Faulty(fault, faulty) : null;
  }

  private static List<Fault> in(Source source, Stream<Fault> faults) {
    return new ArrayList<>(
        faults.filter(fault -> fault.odds().sources().contains(source)).toList());
  }

  private static Stream<Fault> ofAllRows() {
    return Stream.of(
            NumberFaults.all(),
            NameFaults.all(),
            DateFaults.all(),
            CodeFaults.all(),
            PlaceFaults.all(),
            TwinFaults.all())
        .flatMap(List::stream);
  }

  private static Stream<Fault> ofFewRows() {
    return Stream.of(
            CodeFaults.ofChanges(),
            TwinFaults.ofFew(),
            NameFaults.ofRareNames(),
            DateFaults.ofTheDead(),
            CaseFaults.all())
        .flatMap(List::stream);
  }

  /** A row and the fault in it. */
  record Faulty(Fault fault, FaultyRow row) {}
}
