package canbao.jobs.sample;

import canbao.jobs.sample.Person.RegisterState;
import canbao.jobs.sample.Streams.Purpose;
import java.util.SplittableRandom;

/**
 * Makes any person of the province from the seed and the person's number alone, as of the first
 * day; those who are born later, as of their birth.
 */
final class PersonMaker {

  /** Women of a hundred people; the model's choice. */
  private static final int WOMEN = 47;

  private final SampleOptions options;
  private final long seed;
  private final int firstDay;
  private final Homes homes;
  private final Documents documents;
  private final Ages ages;
  private final Circumstances circumstances;
  private final Livelihood livelihood;
  private final Births births;

  PersonMaker(SampleOptions options) {
    this.options = options;
    this.seed = options.seed();
    this.firstDay = (int) options.firstDay().toEpochDay();
    this.homes = new Homes(seed);
    this.documents = new Documents(homes, options.persons());
    this.ages = new Ages(firstDay);
    this.circumstances = new Circumstances(firstDay);
    this.livelihood = new Livelihood(options);
    this.births = new Births(options.days());
  }

  Person make(long number) {
    SplittableRandom random = Streams.of(seed, number, Purpose.PERSON);
    Person person = new Person(number);
    person.isFemale = random.nextInt(100) < WOMEN;
    int birthIndex = homes.group(number) < Cities.COUNT ? births.dayIndex(number) : Births.NEVER;
    if (birthIndex == Births.NEVER) {
      settle(random, person);
    } else {
      deliver(random, person, (int) options.date(birthIndex).toEpochDay());
    }
    return person;
  }

  /** Index of the day on which the person is born, {@link Births#NEVER} if before all of them. */
  int birthIndex(long number) {
    return homes.group(number) < Cities.COUNT && !homes.isUnregistered(number)
        ? births.dayIndex(number)
        : Births.NEVER;
  }

  private void settle(SplittableRandom random, Person person) {
    int registered = homes.registered(person.number);
    int resident = homes.resident(person.number);
    person.isInPopulation = !homes.isUnregistered(person.number);
    documents.issue(person, birth(random, registered, resident));
    person.name = NameBook.draw(random, person);
    if (homes.group(person.number) <= Cities.OUTSIDE) {
      person.registration = county(random, registered);
    }
    person.residence = residence(random, person, resident);
    if (registered == resident) {
      maybeLeave(random, person);
    }
    circumstances.settle(random, person);
    giveCard(random, person);
    livelihood.settle(Streams.of(seed, person.number, Purpose.LIVELIHOOD), person);
    buryEnrolments(person);
  }

  private void deliver(SplittableRandom random, Person child, int day) {
    documents.issueNewborn(child, day, births.ordinal(child.number));
    child.name = NameBook.draw(random, child);
    child.registration = county(random, homes.registered(child.number));
    livelihood.settleNewborn(Streams.of(seed, child.number, Purpose.LIVELIHOOD), child);
  }

  private int birth(SplittableRandom random, int registered, int resident) {
    if (registered == resident && registered != Cities.OUTSIDE) {
      return ages.birthOfLocal(random, resident);
    }
    return registered == Cities.OUTSIDE && random.nextInt(8) == 0
        ? ages.birthOfWorker(random)
        : ages.birthOfNewcomer(random);
  }

  private static int county(SplittableRandom random, int city) {
    int[] counties = Counties.current(city);
    return counties[random.nextInt(counties.length)];
  }

  /** Three of ten who live where they are registered do not state their residence. */
  private static int residence(SplittableRandom random, Person person, int resident) {
    if (Cities.of(person.registration) != resident || resident == Cities.OUTSIDE) {
      return county(random, resident);
    }
    int draw = random.nextInt(10);
    return draw < 3 ? 0 : draw < 9 ? person.registration : county(random, resident);
  }

  /** Some left the register without a new residence, some with one, some for good. */
  private static void maybeLeave(SplittableRandom random, Person person) {
    int draw = random.nextInt(1000);
    if (draw < 5) {
      person.registerState = draw < 4 ? RegisterState.MOVED_OUT : RegisterState.CANCELLED;
      person.residence =
          draw < 2 ? 0 : draw < 3 ? person.registration : Counties.current(Cities.OUTSIDE)[draw];
    }
  }

  /** 90.8 % of residents hold a card (10 305 of 11 346, published_figures.csv 2018). */
  private void giveCard(SplittableRandom random, Person person) {
    if (random.nextInt(1000) < 908) {
      int issued = firstDay - random.nextInt(2500);
      person.cardIssued = Math.max(person.birth, issued);
      person.isCardCancelled = random.nextInt(100) == 0;
      person.cardPool = person.home();
    }
  }

  private void buryEnrolments(Person person) {
    int death = deathOf(person);
    if (death != Days.NONE) {
      // Whatever a living person would have done later did not happen.
      person.relations.removeIf(relation -> relation.start > death);
      for (Relation relation : person.relations) {
        Lapses.end(relation, death, "6401");
        relation.end = Math.max(relation.start, Math.min(relation.end, death));
      }
    }
  }

  private int deathOf(Person person) {
    if (!person.statuses.isEmpty() && person.statuses.get(0).kind() == Person.StatusKind.DEATH) {
      return person.statuses.get(0).from();
    }
    return person.isDeadInRegister ? Math.min(person.died, firstDay - 30) : Days.NONE;
  }
}
