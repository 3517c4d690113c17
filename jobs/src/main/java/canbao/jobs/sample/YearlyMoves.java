package canbao.jobs.sample;

import canbao.jobs.sample.Person.StatusKind;
import canbao.jobs.sample.Person.StatusSpell;
import canbao.jobs.sample.Relation.Family;
import canbao.jobs.sample.Relation.Line;
import canbao.jobs.sample.Relation.State;
import canbao.jobs.sample.Streams.Purpose;

/**
 * Where nights lie months apart, rates move from year to year. As each begins it is known who of
 * those without a pension will join in it, as soon as they are of age and free to, who has paid for
 * medical cover, and who has stopped paying for a pension. In some cities many join and few stop,
 * in others the other way round. All shares are the model's choices; none is a published figure.
 *
 * <p>It happens to people to whom no event happens, and not to nights day by day.
 */
final class YearlyMoves {

  /** Beyond the ordinals of {@link Renewals} and all others; one a year and source. */
  private static final int FIRST_ORDINAL = 70;

  /** Every so many cities have the same shares. */
  private static final int CITIES_ALIKE = 5;

  private final SampleOptions options;
  private final int firstYear;

  YearlyMoves(SampleOptions options) {
    this.options = options;
    this.firstYear = options.firstDay().getYear();
  }

  /** Moves that a person has made by a night. */
  void move(Person person, int dayIndex) {
    int city = Cities.of(person.home());
    if (options.rhythm() == Rhythm.DAILY
        || city == Cities.OUTSIDE
        || !person.isInPopulation
        || person.isDeadInRegister) {
      return;
    }
    for (int year = firstYear + 1; year <= options.date(dayIndex).getYear(); year++) {
      move(person, city, year);
    }
  }

  private void move(Person person, int city, int year) {
    int newYear = Days.day(year, 1, 1);
    int lastDay = Days.day(year, 12, 31);
    double draw = Streams.share(Streams.hash(options.seed() + year, person.number, Purpose.YEAR));
    int free = freeFrom(person, newYear);
    int adult = Math.max(free, Livelihood.sixteen(person));
    if (hasPension(person, newYear - 1)) {
      if (draw < stopping(city)) {
        stopPaying(person, newYear - 1);
      }
    } else if (adult <= lastDay && draw < (adult > newYear ? beginning(city) : joining(city))) {
      add(person, Line.RESIDENT_PENSION, adult, year).identity = "011";
    }
    if (free == newYear && !hasMedical(person, newYear - 1) && draw > 1 - joining(city)) {
      Relation paid = add(person, Line.RESIDENT_MEDICAL, newYear, year);
      paid.insuranceYear = year;
      paid.end = lastDay;
    }
  }

  /** From when on nobody studies, serves, is in prison, abroad or insured elsewhere; or never. */
  private static int freeFrom(Person person, int day) {
    int from = day;
    for (StatusSpell spell : person.statuses) {
      if (spell.kind() == StatusKind.DEATH || spell.to() == Days.NONE) {
        return Days.NONE;
      }
      from = Math.max(from, spell.to() + 1);
    }
    return from;
  }

  /** 93 to 99 of a hundred who come of age or leave school. */
  private static double beginning(int city) {
    return 0.930 + 0.015 * (city % CITIES_ALIKE);
  }

  /** 30 to 70 of a hundred of the others. */
  private static double joining(int city) {
    return 0.30 + 0.10 * (city % CITIES_ALIKE);
  }

  /** 1 to 5 of a thousand. */
  private static double stopping(int city) {
    return 0.005 - 0.001 * (city % CITIES_ALIKE);
  }

  /** One that begins later counts too: nobody is to have two. */
  private static boolean hasPension(Person person, int day) {
    return person.relations.stream()
        .filter(relation -> relation.line.family == Family.PENSION)
        .filter(relation -> relation.state == State.PAYING || relation.state == State.DRAWING)
        .anyMatch(relation -> relation.end >= day);
  }

  /** Whoever has paid for a year pays for those that follow. */
  private static boolean hasMedical(Person person, int day) {
    return person.relations.stream()
        .filter(relation -> relation.line.family == Family.MEDICAL)
        .anyMatch(
            relation ->
                relation.line == Line.RESIDENT_MEDICAL
                    ? relation.state == State.PAYING
                    : relation.isLiveOn(day));
  }

  private static void stopPaying(Person person, int day) {
    person.relations.stream()
        .filter(relation -> relation.line.family == Family.PENSION)
        .filter(relation -> relation.state == State.PAYING && relation.isLiveOn(day))
        .forEach(relation -> Lapses.end(relation, day, "6404"));
  }

  private Relation add(Person person, Line line, int start, int year) {
    int ordinal = FIRST_ORDINAL + year - firstYear;
    Relation relation = new Relation(line, ordinal, person.home(), start);
    person.relations.add(relation);
    return relation;
  }
}
