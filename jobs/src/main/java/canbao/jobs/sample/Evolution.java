package canbao.jobs.sample;

import canbao.jobs.sample.Person.RegisterState;
import canbao.jobs.sample.Person.StatusKind;
import canbao.jobs.sample.Person.StatusSpell;
import canbao.jobs.sample.Relation.Line;
import canbao.jobs.sample.Relation.State;
import canbao.jobs.sample.Streams.Purpose;
import java.util.SplittableRandom;

/**
 * What happens to people from one night to the next: at most one event to a person in all the days,
 * reported in the batches of the day on which it happens.
 *
 * <p>Birthdays and spells that begin or end are no events: the calendar does them, like {@link
 * YearlyMoves} and {@link Renewals} where nights lie months apart. The rates are the model's
 * choices, of the size of a year's turnover divided by 365.
 */
final class Evolution {

  private final SampleOptions options;
  private final long seed;
  private final int days;
  private final PersonMaker maker;
  private final YearlyMoves moves;

  Evolution(SampleOptions options, PersonMaker maker) {
    this.options = options;
    this.seed = options.seed();
    this.days = options.days();
    this.maker = maker;
    this.moves = new YearlyMoves(options);
  }

  /** What happens to a person, if anything, and on which day (index, the first day being 0). */
  Event eventOf(long number) {
    int born = maker.birthIndex(number);
    if (born != Births.NEVER) {
      return new Event(Happening.BIRTH, born);
    }
    long bits = Streams.hash(seed, number, Purpose.EVENT);
    double draw = Streams.share(bits) * Happening.MILLION;
    if (draw >= (double) Happening.TOTAL * (days - 1)) {
      return Event.NOTHING;
    }
    int day = 1 + (int) (draw / Happening.TOTAL);
    return new Event(Happening.at(draw % Happening.TOTAL), day);
  }

  /** The person as known on a day; a person whose event comes later is as on the first day. */
  Person on(long number, Event event, int dayIndex) {
    Person person = maker.make(number);
    if (event.day() <= dayIndex) {
      happen(person, event);
    } else if (event.isComing()) {
      person.isKnown = false;
    }
    if (event.isNothing()) {
      moves.move(person, dayIndex);
    }
    Renewals.pay(options, person, dayIndex);
    return person;
  }

  private void happen(Person person, Event event) {
    int day = (int) options.date(event.day()).toEpochDay();
    SplittableRandom random = Streams.of(seed + 1, person.number, Purpose.EVENT);
    switch (event.happening()) {
      case BIRTH -> {}
      case DEATH -> die(person, day);
      case ARRIVAL -> arrive(person, day);
      case DEPARTURE -> leave(random, person, day);
      case MOVE -> person.residence = anyCounty(random);
      case REGISTRATION_MOVE -> moveRegistration(random, person);
      case ENROLMENT -> enrol(random, person, day);
      case LAPSE -> end(person, day - 1, "6404");
      case PAUSE -> person.relations.forEach(Lapses::suspend);
      case RESUMPTION -> person.relations.forEach(Evolution::resume);
      case TRANSFER -> transfer(random, person);
      case STATUS_BEGINS -> beginStatus(random, person, day);
      case STATUS_ENDS -> endStatuses(person, day - 1);
      case WITHDRAWAL -> withdraw(person);
      case REMOVAL -> person.isInPopulation = false;
      case RETIREMENT -> retire(person, day);
    }
  }

  private static void die(Person person, int day) {
    if (hasDied(person)) {
      return;
    }
    person.statuses.add(new StatusSpell(StatusKind.DEATH, day, Days.NONE));
    person.isDeadInRegister = true;
    person.registerState = RegisterState.DEAD;
    person.died = day;
    person.isCardCancelled = true;
    end(person, day, "6401");
  }

  private static boolean hasDied(Person person) {
    return person.isDeadInRegister
        || person.statuses.stream().anyMatch(spell -> spell.kind() == StatusKind.DEATH);
  }

  /** Nobody has heard of the person before: what is known begins no earlier than today. */
  private static void arrive(Person person, int day) {
    for (Relation relation : person.relations) {
      if (relation.state != State.ENDED && relation.end >= day) {
        relation.start = Math.max(relation.start, day);
      }
    }
  }

  private static void leave(SplittableRandom random, Person person, int day) {
    int[] elsewhere = Counties.current(Cities.OUTSIDE);
    person.residence = elsewhere[random.nextInt(elsewhere.length)];
    if (Cities.of(person.registration) != Cities.OUTSIDE && random.nextInt(2) == 0) {
      person.registerState = RegisterState.MOVED_OUT;
    }
    end(person, day - 1, "6404");
  }

  private static void moveRegistration(SplittableRandom random, Person person) {
    if (!hasDied(person) && person.registration != 0) {
      person.residence = person.home();
      person.registration = anyCounty(random);
      person.registerState = RegisterState.NORMAL;
    }
  }

  private static int anyCounty(SplittableRandom random) {
    return Counties.all()[random.nextInt(Counties.all().length)];
  }

  private static void enrol(SplittableRandom random, Person person, int day) {
    boolean insured =
        person.relations.stream()
            .anyMatch(relation -> relation.line.family == Relation.Family.PENSION);
    if (hasDied(person) || insured || person.ageOn(day) < 16) {
      return;
    }
    int pool = Cities.of(person.home()) == Cities.OUTSIDE ? anyCounty(random) : person.home();
    Relation relation = Livelihood.add(person, Line.RESIDENT_PENSION, pool, day);
    relation.identity = "011";
  }

  private static void end(Person person, int day, String reason) {
    for (Relation relation : person.relations) {
      Lapses.end(relation, day, reason);
    }
  }

  private static void resume(Relation relation) {
    if (relation.state == State.SUSPENDED) {
      relation.state = State.PAYING;
      relation.reason = "";
    }
  }

  private static void transfer(SplittableRandom random, Person person) {
    int pool = anyCounty(random);
    for (Relation relation : person.relations) {
      if (relation.state == State.PAYING && !relation.employer.isEmpty()) {
        relation.pool = pool;
      }
    }
  }

  private static void beginStatus(SplittableRandom random, Person person, int day) {
    if (person.statuses.isEmpty() && person.ageOn(day) >= 16) {
      StatusKind[] kinds = {StatusKind.ABROAD, StatusKind.INSURED_OUTSIDE, StatusKind.PRISON};
      StatusKind kind = kinds[random.nextInt(kinds.length)];
      person.statuses.add(new StatusSpell(kind, day, day + 30 + random.nextInt(700)));
    }
  }

  private static void endStatuses(Person person, int day) {
    person.statuses.replaceAll(
        spell ->
            spell.kind() == StatusKind.DEATH || spell.from() > day || spell.to() <= day
                ? spell
                : new StatusSpell(spell.kind(), spell.from(), day));
  }

  private static void withdraw(Person person) {
    if (!person.relations.isEmpty()) {
      Relation unused = person.relations.remove(person.relations.size() - 1);
    }
  }

  private static void retire(Person person, int day) {
    for (Relation relation : person.relations) {
      if (relation.state == State.PAYING && relation.line.source == Source.ENROLMENT_LABOUR) {
        Lapses.end(relation, day - 1, "6308");
      } else if (relation.state == State.PAYING
          && relation.insuranceYear == 0
          && person.ageOn(day) >= 50) {
        relation.state = State.DRAWING;
        relation.reason = "6501";
      }
    }
  }

  /** An event and the index of its day. */
  record Event(Happening happening, int day) {

    static final Event NOTHING = new Event(Happening.DEATH, Days.NONE);

    boolean isNothing() {
      return day == Days.NONE;
    }

    boolean isComing() {
      return happening == Happening.BIRTH || (happening == Happening.ARRIVAL && day != Days.NONE);
    }
  }

  /** Kinds of events and how many of a million people have one in a day. */
  enum Happening {
    BIRTH(0),
    DEATH(13),
    ARRIVAL(60),
    DEPARTURE(60),
    MOVE(140),
    REGISTRATION_MOVE(30),
    ENROLMENT(200),
    LAPSE(100),
    PAUSE(150),
    RESUMPTION(100),
    TRANSFER(150),
    STATUS_BEGINS(40),
    STATUS_ENDS(40),
    WITHDRAWAL(20),
    REMOVAL(5),
    RETIREMENT(60);

    static final int MILLION = 1_000_000;
    static final int TOTAL = java.util.Arrays.stream(values()).mapToInt(kind -> kind.perDay).sum();

    private final int perDay;

    Happening(int perDay) {
      this.perDay = perDay;
    }

    static Happening at(double draw) {
      double rest = draw;
      for (Happening kind : values()) {
        rest -= kind.perDay;
        if (rest < 0) {
          return kind;
        }
      }
      return RETIREMENT;
    }
  }
}
