package canbao.jobs.sample;

import canbao.jobs.sample.BatchFile.Entry;
import canbao.jobs.sample.Evolution.Event;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Writes one portion: makes its people one after the other, tallies and forgets them. */
final class PortionWriter {

  private final Portion portion;
  private final Evolution evolution;
  private final Faults faults;
  private final CoverageTally tally = new CoverageTally();

  PortionWriter(Portion portion) {
    this.portion = portion;
    this.evolution = new Evolution(portion.options(), new PersonMaker(portion.options()));
    this.faults = new Faults(portion.options());
  }

  Written write(Configuration hadoop) throws IOException {
    try (PortionFiles files = new PortionFiles(portion, faults, hadoop)) {
      List<SourceRows> full = new ArrayList<>();
      List<SourceRows> changed = new ArrayList<>();
      for (SourceRows rows : rowsOfEachSource()) {
        if (portion.has(rows.source)) {
          boolean all = portion.mode(rows.source) == Source.BatchMode.FULL;
          (all ? full : changed).add(rows);
        }
      }
      for (long number = portion.firstPerson(); number < portion.endPerson(); number++) {
        Event event = evolution.eventOf(number);
        Person person = evolution.on(number, event, portion.dayIndex());
        tally.add(person, portion.day());
        writeFull(person, full, files);
        if (event.day() == portion.dayIndex() || portion.beginsYear()) {
          Person before = evolution.on(number, event, portion.dayIndex() - 1);
          writeChanges(before, person, changed, files);
        } else if (isTakenOver(person, event)) {
          takeOver(person, changed, files);
        }
      }
      if (portion.part() == 0 && portion.has(Source.STATISTIC)) {
        Statistics.write(portion.options(), files);
      }
      return new Written(portion.dayIndex(), files.finish(), tally);
    }
  }

  private List<SourceRows> rowsOfEachSource() {
    SampleOptions options = portion.options();
    Spelling spelling = new Spelling(options.seed());
    return List.of(
        new PopulationRows(spelling),
        new EnrolmentRows(Source.ENROLMENT_PENSION, spelling),
        new EnrolmentRows(Source.ENROLMENT_LABOUR, spelling),
        new MedicalRows(spelling),
        new StatusRows(spelling),
        new CardRows(spelling),
        new GroupRows(spelling),
        new SettlementRows(spelling, options),
        new BenefitRows(spelling, options));
  }

  private static void writeFull(Person person, List<SourceRows> sources, PortionFiles files) {
    if (person.isKnown) {
      for (SourceRows rows : sources) {
        rows.write(
            person,
            (ordinal, values) ->
                files.write(rows.source, new PersonRow(person, ordinal, null, values)));
      }
    }
  }

  private static void writeChanges(
      Person before, Person after, List<SourceRows> sources, PortionFiles files) {
    for (SourceRows rows : sources) {
      Map<Integer, String[]> old = rowsOf(rows, before);
      Map<Integer, String[]> current = rowsOf(rows, after);
      current.forEach(
          (ordinal, values) -> {
            String op = Change.of(old.get(ordinal), values);
            if (op != null) {
              files.write(rows.source, new PersonRow(after, ordinal, op, values));
            }
          });
      old.forEach(
          (ordinal, values) -> {
            if (!current.containsKey(ordinal)) {
              files.write(rows.source, new PersonRow(after, ordinal, Change.CANCELLED, values));
            }
          });
    }
  }

  private boolean isTakenOver(Person person, Event event) {
    return !portion.isFirstDay()
        && event.isNothing()
        && faults.isDoublyChanged(person.number, portion.dayIndex());
  }

  private void takeOver(Person person, List<SourceRows> sources, PortionFiles files) {
    for (SourceRows rows : sources) {
      if (rows.source == Source.ENROLMENT_PENSION) {
        rows.write(
            person,
            (ordinal, values) -> {
              PersonRow row = new PersonRow(person, ordinal, Change.CHANGED, values);
              files.write(rows.source, faults.doubleChange(rows.source, row));
            });
      }
    }
  }

  private static Map<Integer, String[]> rowsOf(SourceRows rows, Person person) {
    Map<Integer, String[]> byOrdinal = new TreeMap<>();
    if (person.isKnown) {
      rows.write(person, (ordinal, values) -> byOrdinal.put(ordinal, values.clone()));
    }
    return byOrdinal;
  }

  /**
   * What a task has done.
   *
   * @param entries the manifest lines of the day's files, by source
   * @param tally the counts of the portion's people
   */
  record Written(int dayIndex, Map<Source, Entry> entries, CoverageTally tally)
      implements Serializable {

    Written {
      entries = new EnumMap<>(entries);
    }
  }
}
