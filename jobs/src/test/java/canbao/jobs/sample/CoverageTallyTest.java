package canbao.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.sample.Person.RegisterState;
import canbao.jobs.sample.Person.StatusKind;
import canbao.jobs.sample.Person.StatusSpell;
import canbao.jobs.sample.Relation.Line;
import canbao.jobs.sample.Relation.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A province of so few people that the truth about it can be counted by hand. */
class CoverageTallyTest {

  private static final int DAY = Days.day(2018, 12, 31);
  private static final int SHENZHEN = 440304;
  private static final int HEYUAN = 441602;
  private static final int HUNAN = 430104;

  private final CoverageTally tally = new CoverageTally();
  private long number;

  @Test
  void aWorkerFromHeyuanInShenzhenCountsHereByResidenceAndThereByRegistration() {
    Person worker = person(1990, HEYUAN, SHENZHEN);
    assertThat(enrol(worker, Line.EMPLOYEE_PENSION, SHENZHEN).isLiveOn(DAY)).isTrue();
    tally.add(worker, DAY);
    assertThat(lines(440300, "pension"))
        .containsExactly(
            "enrolment resident_due 1 1",
            "registration registered_all 0 0",
            "registration registered_due 0 0",
            "residence resident_all 1 1",
            "residence resident_due 1 1");
    assertThat(lines(441600, "pension"))
        .containsExactly(
            "enrolment resident_due 0 0",
            "registration registered_all 1 1",
            "registration registered_due 1 1",
            "residence resident_all 0 0",
            "residence resident_due 0 0");
  }

  @Test
  void aStudentOfSixteenIsDueForMedicalOnly() {
    Person student = person(2002, HEYUAN, 0);
    student.statuses.add(new StatusSpell(StatusKind.STUDENT, DAY - 100, DAY));
    tally.add(student, DAY);
    assertThat(lines(441600, "pension"))
        .contains("residence resident_due 0 0", "residence resident_all 1 0");
    assertThat(lines(441600, "medical")).contains("residence resident_due 1 0");
  }

  @Test
  void theDayAfterTheLastDayOfStudyPensionIsDue() {
    Person student = person(2002, HEYUAN, 0);
    student.statuses.add(new StatusSpell(StatusKind.STUDENT, DAY - 100, DAY - 1));
    tally.add(student, DAY);
    assertThat(lines(441600, "pension")).contains("residence resident_due 1 0");
  }

  @Test
  void aDeadPersonIsNotDueButStillCountsAsEnrolled() {
    Person dead = person(1950, SHENZHEN, 0);
    dead.statuses.add(new StatusSpell(StatusKind.DEATH, DAY, Days.NONE));
    enrol(dead, Line.RESIDENT_PENSION, SHENZHEN).state = State.DRAWING;
    tally.add(dead, DAY);
    assertThat(lines(440300, "pension"))
        .contains("residence resident_all 0 0", "enrolment resident_due 0 1");
  }

  @Test
  void suspendedEndedAndUnpaidEnrolmentsCoverNobody() {
    Person person = person(1980, SHENZHEN, 0);
    enrol(person, Line.EMPLOYEE_PENSION, SHENZHEN).state = State.SUSPENDED;
    enrol(person, Line.RESIDENT_PENSION, SHENZHEN).end = DAY - 1;
    enrol(person, Line.RESIDENT_MEDICAL, SHENZHEN).insuranceYear = 2019;
    tally.add(person, DAY);
    assertThat(lines(440300, "any"))
        .contains("residence resident_due 1 0", "enrolment resident_due 1 0");
  }

  @Test
  void whoMovedOutWithoutANewPlaceIsInNoDueSet() {
    Person gone = person(1980, SHENZHEN, 0);
    gone.registerState = RegisterState.MOVED_OUT;
    tally.add(gone, DAY);
    assertThat(lines(440300, "medical"))
        .contains("registration registered_all 0 0", "residence resident_all 0 0");
  }

  @Test
  void shundeIsCountedApartAndInFoshanAndOnceInTheProvince() {
    Person person = person(1980, HUNAN, Cities.SHUNDE);
    assertThat(enrol(person, Line.EMPLOYEE_PENSION, Cities.SHUNDE).isLiveOn(DAY)).isTrue();
    assertThat(enrol(person, Line.EMPLOYEE_MEDICAL, SHENZHEN).isLiveOn(DAY)).isTrue();
    tally.add(person, DAY);
    for (int division : List.of(440606, 440600, 440000)) {
      assertThat(lines(division, "pension"))
          .contains("residence resident_due 1 1", "enrolment resident_due 1 1");
    }
    assertThat(lines(440600, "both")).contains("enrolment resident_due 1 0");
    assertThat(lines(440000, "both"))
        .contains("enrolment resident_due 1 1", "residence resident_due 1 1");
  }

  @Test
  void headCountsHaveNoDue() {
    Person person = person(1980, SHENZHEN, 0);
    assertThat(enrol(person, Line.WORK_INJURY, HEYUAN).isLiveOn(DAY)).isTrue();
    tally.add(person, DAY);
    assertThat(lines(441600, "work_injury"))
        .containsExactly(
            "enrolment resident_due  1",
            "registration registered_due  0",
            "residence resident_due  0");
    assertThat(lines(440300, "work_injury")).contains("residence resident_due  1");
  }

  @Test
  void everyDivisionHasEveryRowEvenWithoutPeople() {
    assertThat(TrueCoverage.lines("2018-12-31", tally)).hasSize(23 * 29).isSorted();
  }

  private Person person(int birthYear, int registration, int residence) {
    Person person = new Person(number++);
    person.birth = Days.day(birthYear, 6, 1);
    person.registration = registration;
    person.residence = residence;
    return person;
  }

  private static Relation enrol(Person person, Line line, int pool) {
    return Livelihood.add(person, line, pool, DAY - 200);
  }

  /** Basis, denominator, due, covered. */
  private List<String> lines(int division, String family) {
    return TrueCoverage.lines("2018-12-31", tally).stream()
        .map(line -> line.split(",", -1))
        .filter(line -> line[2].equals(Integer.toString(division)) && line[3].equals(family))
        .map(line -> "%s %s %s %s".formatted(line[1], line[4], line[5], line[7]))
        .toList();
  }
}
