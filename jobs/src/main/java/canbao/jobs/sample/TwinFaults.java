package canbao.jobs.sample;

import canbao.jobs.sample.Fault.Marked;
import canbao.jobs.sample.Person.StatusKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Faults that take a second row, or that contradict another source. */
final class TwinFaults {

  private static final Set<Source> ENROLMENTS =
      EnumSet.of(Source.ENROLMENT_PENSION, Source.ENROLMENT_LABOUR, Source.ENROLMENT_MEDICAL);

  /** Serials that no other number of the sample has. */
  private static final int STRAY_SERIAL = 991;

  private TwinFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("identical_duplicate", "duplicate", 200, TwinFaults::duplicate)
            .in(EnumSet.range(Source.POPULATION, Source.GROUP_MEMBER))
            .marking(Marked.SECOND),
        Fault.of("two_rows_one_relation", "rule 8", 40, TwinFaults::contradictItself)
            .in(ENROLMENTS)
            .marking(Marked.BOTH),
        Fault.of("same_line_two_cities", "Q07", 80, TwinFaults::enrolElsewhere)
            .in(ENROLMENTS)
            .marking(Marked.SECOND),
        Fault.of("employee_and_resident", "Q08", 200, TwinFaults::enrolAsResident)
            .in(Source.ENROLMENT_PENSION, Source.ENROLMENT_MEDICAL)
            .marking(Marked.SECOND),
        Fault.of("two_numbers_one_person", "Q04", 60, TwinFaults::registerTwice)
            .in(Source.POPULATION)
            .marking(Marked.SECOND),
        Fault.of("two_rows_one_number", "finding", 60, TwinFaults::leaveOldRow)
            .in(Source.POPULATION)
            .marking(Marked.SECOND),
        Fault.of("two_pensions_one_month", "Q09", 400, TwinFaults::payTwice)
            .in(Source.BENEFIT)
            .marking(Marked.SECOND));
  }

  /** Faults that only the rows of some people or of change lists can have, as shares of those. */
  static List<Fault> ofFew() {
    return List.of(
        Fault.of("dead_still_enrolled", "Q10", 15_000, TwinFaults::keepDead).in(ENROLMENTS),
        Fault.of("prisoner_drawing", "Q12", 60_000, TwinFaults::payPrisoner)
            .in(Source.ENROLMENT_PENSION),
        Fault.of("student_of_25", "Q13", 3_000, TwinFaults::keepStudying)
            .in(Source.STATUS)
            .marking(Marked.SECOND),
        Fault.of("cancelled_unknown", "finding", 6_000, TwinFaults::cancelUnknown)
            .in(Source.ENROLMENT_PENSION, Source.ENROLMENT_MEDICAL)
            .marking(Marked.SECOND));
  }

  /** A valid number that nobody has. */
  static String strayNumber(Person person, int draw) {
    int[] areas = Counties.all();
    int serial = STRAY_SERIAL + 2 * (draw % 2) + (person.isFemale ? 1 : 0);
    return DocumentNumbers.citizen(areas[draw % areas.length], person.birth, serial);
  }

  /** Somebody else's valid number and name take the place of the person's. */
  static boolean takeOver(FaultyRow row) {
    return row.set(FaultyRow.NUMBER, strayNumber(row.person, row.draw(10_000)))
        && row.set(FaultyRow.NAME, row.pick("欧阳建国", "司徒美玲", "上官志强"));
  }

  private static boolean duplicate(FaultyRow row) {
    row.second = row.values.clone();
    return true;
  }

  private static boolean contradictItself(FaultyRow row) {
    row.second = row.values.clone();
    row.setSecond(FaultyRow.START, otherStart(row));
    return true;
  }

  private static String otherStart(FaultyRow row) {
    int year = Days.year(row.person.birth) + 17;
    boolean same = row.get(FaultyRow.START).startsWith(Integer.toString(year));
    return (same ? year + 1 : year) + "1001";
  }

  private static boolean enrolElsewhere(FaultyRow row) {
    int elsewhere = Counties.all()[row.draw(Counties.all().length)];
    String line = row.get(FaultyRow.LINE);
    if (!row.isEnrolled()
        || row.get(FaultyRow.DIVISION).startsWith(city(elsewhere))
        || line.equals("410")) {
      return false;
    }
    row.second = row.values.clone();
    row.setSecond(FaultyRow.ID, row.get(FaultyRow.ID) + "E");
    row.setSecond(FaultyRow.DIVISION, Integer.toString(elsewhere));
    return true;
  }

  private static String city(int code) {
    return Integer.toString(code / 100);
  }

  private static boolean enrolAsResident(FaultyRow row) {
    String line = row.get(FaultyRow.LINE);
    if (!row.isEnrolled() || !(line.equals("110") || line.equals("310"))) {
      return false;
    }
    row.second = row.values.clone();
    row.setSecond(FaultyRow.ID, row.get(FaultyRow.ID) + "R");
    row.setSecond(FaultyRow.LINE, line.equals("110") ? "170" : "390");
    row.setSecond(List.of("INSU_YEAR"), Integer.toString(Days.year(row.firstDay)));
    return true;
  }

  private static boolean registerTwice(FaultyRow row) {
    row.second = row.values.clone();
    row.setSecond(FaultyRow.NUMBER, strayNumber(row.person, row.draw(10_000)));
    return row.person.documentType.equals("01");
  }

  /** The place the person came from still has the row. */
  private static boolean leaveOldRow(FaultyRow row) {
    row.second = row.values.clone();
    row.setSecond(List.of("HJZT"), "迁出");
    row.setSecond(
        FaultyRow.DIVISION, Integer.toString(Counties.all()[row.draw(Counties.all().length)]));
    return row.get("HJZT").equals("正常");
  }

  private static boolean payTwice(FaultyRow row) {
    row.second = row.values.clone();
    row.setSecond(FaultyRow.LINE, row.get(FaultyRow.LINE).equals("170") ? "110" : "170");
    return true;
  }

  private static boolean keepDead(FaultyRow row) {
    boolean dead =
        row.person.isDeadInRegister || row.person.hasStatus(StatusKind.DEATH, Days.NONE - 1);
    boolean paidFor = !row.get(FaultyRow.LINE).equals("390");
    if (!dead || !paidFor || !row.set(FaultyRow.STATE, "1")) {
      return false;
    }
    boolean old = row.person.ageOn(row.firstDay) >= 60;
    boolean endRemoved = row.set(FaultyRow.END, "");
    boolean paid = row.set("AAC031", old ? "3" : "1");
    return endRemoved || paid;
  }

  private static boolean payPrisoner(FaultyRow row) {
    boolean prisoner =
        row.person.statuses.stream().anyMatch(spell -> spell.kind() == StatusKind.PRISON);
    return prisoner && row.get("AAC031").equals("3") && row.set(FaultyRow.STATE, "1");
  }

  private static boolean keepStudying(FaultyRow row) {
    row.second = row.values.clone();
    row.setSecond(List.of("KIND"), "student");
    row.setSecond(FaultyRow.START, "20160901");
    row.setSecond(FaultyRow.END, "20200715");
    return !row.get("KIND").equals("student") && Days.year(row.person.birth) < 1991;
  }

  private static boolean cancelUnknown(FaultyRow row) {
    row.second = row.values.clone();
    row.secondOp = Change.CANCELLED;
    row.setSecond(FaultyRow.ID, row.get(FaultyRow.ID) + "U");
    return row.op != null;
  }
}
