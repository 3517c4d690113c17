package canbao.jobs.sample;

import canbao.jobs.sample.Fault.Marked;
import canbao.jobs.sample.Person.StatusKind;
import java.util.List;

/**
 * Faults of which no row alone shows that it is wrong: what it says contradicts the age, the death
 * or another relation of the person.
 */
final class CaseFaults {

  private static final int PENSION_AGE_OF_MEN = 60;

  private CaseFaults() {}

  /** As shares of the rows that can have them. */
  static List<Fault> all() {
    return List.of(
        Fault.of("stopped_after_death", "Q11", 10_000, CaseFaults::stopLate)
            .in(Source.ENROLMENT_PENSION),
        Fault.of("paying_beyond_pension_age", "Q17", 500, CaseFaults::payOn)
            .in(Source.ENROLMENT_PENSION),
        Fault.of("enrolled_as_child", "Q17", 100, CaseFaults::beginAsChild)
            .in(Source.ENROLMENT_PENSION),
        Fault.of("periods_overlap", "Q18", 150, CaseFaults::transferLate)
            .in(Source.ENROLMENT_PENSION)
            .marking(Marked.SECOND));
  }

  /** A pension relation of somebody dead ended three months and more after the death. */
  private static boolean stopLate(FaultyRow row) {
    Person person = row.person;
    int died =
        person.statuses.stream()
            .filter(spell -> spell.kind() == StatusKind.DEATH)
            .mapToInt(Person.StatusSpell::from)
            .min()
            .orElse(person.isDeadInRegister ? person.died : Days.NONE);
    int end = died + 100;
    return died != Days.NONE
        && end < row.firstDay
        && row.get(FaultyRow.STATE).equals("4")
        && row.set(FaultyRow.END, Days.compact(end));
  }

  /** A pensioner of 110 goes on paying, and nobody says why. */
  private static boolean payOn(FaultyRow row) {
    boolean applies =
        row.isEnrolled()
            && row.get(FaultyRow.LINE).equals("110")
            && row.get("AAC031").equals("3")
            && row.get("AAE160").isEmpty()
            && row.person.isInPopulation
            && row.person.ageOn(row.firstDay) >= PENSION_AGE_OF_MEN;
    return applies && row.set("AAC031", "1") && row.set("AAC084", "0");
  }

  private static boolean beginAsChild(FaultyRow row) {
    return row.person.documentType.equals("01")
        && row.set(FaultyRow.START, Days.year(row.person.birth) + 8 + "0901");
  }

  /** The period that the person had in another city ends a year after the new one began. */
  private static boolean transferLate(FaultyRow row) {
    int elsewhere = Counties.all()[row.draw(Counties.all().length)];
    int year = Integer.parseInt(row.get(FaultyRow.START).substring(0, 4));
    boolean applies =
        row.isEnrolled()
            && row.get(FaultyRow.END).isEmpty()
            && year + 1 < Days.year(row.firstDay)
            && year - 19 > Days.year(row.person.birth)
            && !row.get(FaultyRow.DIVISION).startsWith(Integer.toString(elsewhere / 100));
    if (!applies) {
      return false;
    }
    row.second = row.values.clone();
    row.setSecond(FaultyRow.ID, row.get(FaultyRow.ID) + "T");
    row.setSecond(FaultyRow.DIVISION, Integer.toString(elsewhere));
    row.setSecond(FaultyRow.STATE, "4");
    row.setSecond(List.of("AAC031"), "3");
    row.setSecond(List.of("AAE160"), "6404");
    row.setSecond(FaultyRow.START, year - 2 + "0101");
    row.setSecond(FaultyRow.END, year + 1 + "0630");
    return true;
  }
}
