package canbao.jobs.sample;

import canbao.jobs.sample.Person.StatusKind;
import canbao.jobs.sample.Relation.Line;
import canbao.jobs.sample.Relation.State;
import java.util.SplittableRandom;

/**
 * How people live, and so in which lines they are enrolled: employees, public servants, flexible
 * workers, residents, retirees, children.
 *
 * <p>Shares of employees (higher in the Pearl River Delta) are the model's choices, of the size
 * that the plan's head counts suggest: about two of three insured people are in 110 and 120. Who is
 * covered at all is drawn by {@link CoverageAims}.
 */
final class Livelihood {

  /** Residents of the largest city in units of 10 000: work is where people are. */
  private static final double LARGEST_CITY = 1500;

  private final int firstDay;
  private final Employers employers;
  private final Lapses lapses;

  Livelihood(SampleOptions options) {
    this.firstDay = (int) options.firstDay().toEpochDay();
    this.employers = new Employers(options.persons());
    this.lapses = new Lapses(firstDay);
  }

  void settle(SplittableRandom random, Person person) {
    int city = Cities.of(person.home());
    boolean pension = random.nextDouble() < CoverageAims.pension(city) || !person.isInPopulation;
    boolean medical = random.nextDouble() < CoverageAims.medical(city);
    Work work = work(random, person);
    if (work == Work.EMPLOYED || work == Work.PUBLIC) {
      employ(random, person, new Cover(pension, medical), work);
    } else {
      enrolAlone(random, person, new Cover(pension, medical), work);
    }
    if (person.hasStatus(StatusKind.PRISON, firstDay)) {
      lapses.suspendAll(person);
    }
  }

  /** A child born during the days is enrolled from birth, or not. */
  void settleNewborn(SplittableRandom random, Person child) {
    if (random.nextDouble() < CoverageAims.medical(Cities.of(child.home()))) {
      Relation relation = add(child, Line.RESIDENT_MEDICAL, child.home(), child.birth);
      relation.insuranceYear = Days.year(child.birth);
      relation.end = Days.day(relation.insuranceYear, 12, 31);
    }
  }

  /** Whether two families are covered by draw. */
  private record Cover(boolean pension, boolean medical) {}

  private enum Work {
    CHILD,
    STUDENT,
    AWAY,
    EMPLOYED,
    PUBLIC,
    FLEXIBLE,
    RESIDENT,
    RETIRED,
    RETIRED_PUBLIC,
    OLD_RESIDENT
  }

  private Work work(SplittableRandom random, Person person) {
    int age = person.ageOn(firstDay);
    double draw = random.nextDouble();
    if (age < 16) {
      return Work.CHILD;
    }
    if (person.hasStatus(StatusKind.STUDENT, firstDay)) {
      return Work.STUDENT;
    }
    if (person.hasStatus(StatusKind.SOLDIER, firstDay)
        || person.hasStatus(StatusKind.ABROAD, firstDay)
        || person.hasStatus(StatusKind.INSURED_OUTSIDE, firstDay)) {
      return Work.AWAY;
    }
    int city = Cities.of(person.home());
    boolean delta = city != Cities.OUTSIDE && Cities.isDelta(city);
    if (age >= (person.isFemale ? 55 : 60)) {
      return retired(draw, delta, age);
    }
    return working(draw, delta || !person.isInPopulation);
  }

  private static Work retired(double draw, boolean delta, int age) {
    if (draw < 0.06) {
      return Work.RETIRED_PUBLIC;
    }
    if (draw < (delta ? 0.62 : 0.22)) {
      return Work.RETIRED;
    }
    return age >= 60 ? Work.OLD_RESIDENT : Work.RESIDENT;
  }

  private static Work working(double draw, boolean delta) {
    if (draw < 0.05) {
      return Work.PUBLIC;
    }
    if (draw < (delta ? 0.82 : 0.38)) {
      return Work.EMPLOYED;
    }
    return draw < (delta ? 0.90 : 0.48) ? Work.FLEXIBLE : Work.RESIDENT;
  }

  private void employ(SplittableRandom random, Person person, Cover cover, Work work) {
    int pool = workplace(random, person);
    int hired = adultDay(person, firstDay - random.nextInt(4000));
    boolean state = work == Work.PUBLIC;
    String employer = employers.draw(random, Cities.of(pool));
    String type = state ? (random.nextInt(3) == 0 ? "30" : "21") : "10";
    int first = person.relations.size();
    Line line = state ? Line.PUBLIC_PENSION : Line.EMPLOYEE_PENSION;
    Relation pension = add(person, line, pool, state ? reformed(hired) : hired);
    if (cover.pension()) {
      addLabour(person, pool, hired, type);
      lapses.mayEndOrStartSoon(random, pension);
    } else {
      lapses.lapse(random, person, pension);
    }
    if (cover.medical()) {
      enrol(person, Line.EMPLOYEE_MEDICAL, pool, hired);
      addSupplement(random, person, pool, state);
    }
    for (Relation relation : person.relations.subList(first, person.relations.size())) {
      relation.employer = employer;
      relation.employerType = type;
    }
    if (cover.pension() && random.nextInt(100) < 3) {
      addSecondEmployer(random, person, hired);
    }
  }

  /** Civil servants (30) have no unemployment insurance. */
  private static void addLabour(Person person, int pool, int hired, String employerType) {
    if (!employerType.equals("30")) {
      enrol(person, Line.UNEMPLOYMENT, pool, hired);
    }
    enrol(person, Line.WORK_INJURY, pool, hired);
    enrol(person, Line.MATERNITY, pool, hired);
  }

  private void addSecondEmployer(SplittableRandom random, Person person, int hired) {
    int pool = workplace(random, person);
    int start = Math.min(firstDay, hired + random.nextInt(300));
    Relation second = add(person, Line.WORK_INJURY, pool, start);
    second.employer = employers.draw(random, Cities.of(pool));
    second.employerType = "10";
  }

  private static void addSupplement(
      SplittableRandom random, Person person, int pool, boolean state) {
    int draw = random.nextInt(100);
    int start = person.relations.get(0).start;
    if (state && draw < 40) {
      enrol(person, Line.OFFICIAL_SUPPLEMENT, pool, start);
    } else if (draw < 3) {
      enrol(person, Line.LARGE_COST_SUPPLEMENT, pool, start);
    }
  }

  private void enrolAlone(SplittableRandom random, Person person, Cover cover, Work work) {
    addPension(random, person, cover, work);
    boolean formerEmployee = work == Work.RETIRED || work == Work.RETIRED_PUBLIC;
    if (!cover.medical() || work == Work.AWAY) {
      return;
    }
    if (formerEmployee || (work == Work.FLEXIBLE && random.nextInt(3) > 0)) {
      Line line =
          person.ageOn(firstDay) > 85 && random.nextInt(50) == 0
              ? Line.VETERAN_MEDICAL
              : Line.EMPLOYEE_MEDICAL;
      Relation medical =
          add(
              person,
              line,
              localPool(random, person),
              adultDay(person, firstDay - random.nextInt(6000)));
      medical.state = formerEmployee ? State.DRAWING : State.PAYING;
    } else {
      addResidentMedical(random, person);
    }
  }

  private void addPension(SplittableRandom random, Person person, Cover cover, Work work) {
    Line line =
        switch (work) {
          case FLEXIBLE, RETIRED -> Line.EMPLOYEE_PENSION;
          case RETIRED_PUBLIC -> Line.PUBLIC_PENSION;
          case RESIDENT, OLD_RESIDENT -> Line.RESIDENT_PENSION;
          default -> null;
        };
    if (line == null) {
      return;
    }
    int start = adultDay(person, firstDay - random.nextInt(3000));
    Relation pension =
        add(
            person,
            line,
            localPool(random, person),
            line == Line.PUBLIC_PENSION ? reformed(start) : start);
    pension.identity = line == Line.RESIDENT_PENSION ? "011" : "";
    pension.employerType = work == Work.FLEXIBLE ? "60" : "";
    if (work != Work.FLEXIBLE && work != Work.RESIDENT) {
      pension.state = State.DRAWING;
    }
    if (cover.pension()) {
      lapses.mayEndOrStartSoon(random, pension);
    } else {
      lapses.lapse(random, person, pension);
    }
  }

  /** One relation a year paid for; a third has paid for the next year already. */
  private void addResidentMedical(SplittableRandom random, Person person) {
    int year = Days.year(firstDay);
    int pool = localPool(random, person);
    payYear(person, pool, year);
    if (random.nextInt(3) == 0) {
      payYear(person, pool, year + 1);
    }
  }

  private static void payYear(Person person, int pool, int year) {
    int start = Math.max(person.birth, Days.day(year, 1, 1));
    Relation paid = add(person, Line.RESIDENT_MEDICAL, pool, start);
    paid.insuranceYear = year;
    paid.end = Days.day(year, 12, 31);
  }

  private static void enrol(Person person, Line line, int pool, int start) {
    Relation unused = add(person, line, pool, start);
  }

  static Relation add(Person person, Line line, int pool, int start) {
    Relation relation = new Relation(line, person.relations.size(), pool, start);
    person.relations.add(relation);
    return relation;
  }

  /** Four of a hundred work in another city of the delta than they live in. */
  private static int workplace(SplittableRandom random, Person person) {
    int city = Cities.of(person.home());
    if (city != Cities.OUTSIDE && random.nextInt(100) >= 4) {
      return county(random, person.home(), city);
    }
    int other = random.nextInt(Cities.COUNT);
    while (!Cities.isDelta(other) || random.nextDouble() * LARGEST_CITY > Cities.residents(other)) {
      other = random.nextInt(Cities.COUNT);
    }
    return Counties.current(other)[random.nextInt(Counties.current(other).length)];
  }

  /** Residents are enrolled where they live, some where they are registered. */
  private static int localPool(SplittableRandom random, Person person) {
    int registered = Cities.of(person.registration);
    int lives = Cities.of(person.home());
    boolean atHome = random.nextInt(10) > 0;
    if (lives == Cities.OUTSIDE || (!atHome && registered != Cities.OUTSIDE)) {
      return registered == Cities.OUTSIDE ? workplace(random, person) : person.registration;
    }
    return person.home();
  }

  private static int county(SplittableRandom random, int home, int city) {
    int[] counties = Counties.current(city);
    return random.nextInt(3) > 0 ? home : counties[random.nextInt(counties.length)];
  }

  private static int adultDay(Person person, int draft) {
    return Math.max(sixteen(person), draft);
  }

  /** The day after the sixteenth birthday, or that day itself. */
  static int sixteen(Person person) {
    return person.birth + 5845;
  }

  /** Public institutions are insured since 1 October 2014. */
  private static int reformed(int hired) {
    return Math.max(hired, Days.day(2014, 10, 1));
  }
}
