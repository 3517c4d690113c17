package canbao.jobs.sample;

import canbao.jobs.sample.Person.GroupSpell;
import canbao.jobs.sample.Person.RegisterState;
import canbao.jobs.sample.Person.StatusKind;
import canbao.jobs.sample.Person.StatusSpell;
import java.util.SplittableRandom;

/**
 * What the lists of other authorities say about people: deaths, students, soldiers, prisoners,
 * those abroad or insured elsewhere, poor and disabled people. All shares are the model's choices.
 */
final class Circumstances {

  private static final String[] GROUP_KINDS = {
    "poor",
    "minimum_living",
    "destitute",
    "disabled",
    "disabled_severe",
    "orphan",
    "migrant",
    "land_lost"
  };

  /** People of the groups among 10 000, in the order of the kinds. */
  private static final int[] GROUP_SHARES = {70, 110, 20, 110, 60, 2, 60, 20};

  private final int firstDay;

  Circumstances(int firstDay) {
    this.firstDay = firstDay;
  }

  void settle(SplittableRandom random, Person person) {
    if (person.isInPopulation && random.nextInt(1000) < 6) {
      die(random, person);
    } else {
      addStatuses(random, person);
      addGroups(random, person);
    }
  }

  /** One of five is dead by the death list alone; a few of the others have no date. */
  private void die(SplittableRandom random, Person person) {
    int day = Math.max(person.birth, firstDay - 1 - random.nextInt(700));
    boolean listed = random.nextInt(5) == 0;
    if (listed || random.nextInt(4) > 0) {
      person.statuses.add(new StatusSpell(StatusKind.DEATH, day, Days.NONE));
    }
    if (!listed) {
      person.isDeadInRegister = true;
      person.registerState = random.nextInt(10) == 0 ? RegisterState.CANCELLED : RegisterState.DEAD;
      person.died = random.nextInt(20) == 0 ? Days.NONE : day;
    }
  }

  private void addStatuses(SplittableRandom random, Person person) {
    int age = person.ageOn(firstDay);
    boolean moved =
        person.residence != 0 && Cities.of(person.residence) != Cities.of(person.registration);
    double student = shareOfStudents(age) * (moved ? 0.2 : 1);
    if (random.nextDouble() < student) {
      person.statuses.add(studies(random, person));
      return;
    }
    if (age < 16) {
      return;
    }
    int draw = random.nextInt(10_000);
    if (age < 25 && !person.isFemale && draw < 60) {
      add(random, person, StatusKind.SOLDIER);
    } else if (draw >= 100 && draw < 108) {
      add(random, person, StatusKind.PRISON);
    } else if (draw >= 200 && draw < 230) {
      add(random, person, StatusKind.ABROAD);
    } else if (draw >= 300 && draw < (isElsewhere(person) ? 6300 : 360)) {
      add(random, person, StatusKind.INSURED_OUTSIDE);
    }
  }

  private static boolean isElsewhere(Person person) {
    return person.residence != 0 && Cities.of(person.residence) == Cities.OUTSIDE;
  }

  private static double shareOfStudents(int age) {
    if (age < 15 || age > 25) {
      return 0;
    }
    return age <= 18 ? 0.88 : age <= 22 ? 0.45 : 0.06;
  }

  /** From a 1 September to a 15 July, sometimes broken off around the days of the sample. */
  private StatusSpell studies(SplittableRandom random, Person person) {
    int year = Days.year(firstDay) - 1 - random.nextInt(2);
    int from = Math.max(person.birth, Days.day(year, 9, 1));
    int graduation = Days.day(year + 3 + random.nextInt(2), 7, 15);
    int to = random.nextInt(50) == 0 ? firstDay - 5 + random.nextInt(15) : graduation;
    return new StatusSpell(StatusKind.STUDENT, from, Math.max(from, to));
  }

  /** Begins within the last three years or the next days; may be over or end soon. */
  private void add(SplittableRandom random, Person person, StatusKind kind) {
    int from = firstDay - random.nextInt(1000) + (random.nextInt(20) == 0 ? 20 : 0);
    int to = from + 90 + random.nextInt(1500);
    if (random.nextInt(25) == 0) {
      to = Math.max(from, firstDay - 2 + random.nextInt(8));
    }
    int end = random.nextInt(3) == 0 ? Days.NONE : to;
    person.statuses.add(new StatusSpell(kind, Math.max(from, person.birth), end));
  }

  private void addGroups(SplittableRandom random, Person person) {
    int draw = random.nextInt(10_000);
    for (int i = 0; i < GROUP_SHARES.length; i++) {
      draw -= GROUP_SHARES[i];
      if (draw < 0) {
        int from = Math.max(person.birth, firstDay - random.nextInt(900));
        person.groups.add(new GroupSpell(GROUP_KINDS[i], from, Days.NONE, person.home()));
        return;
      }
    }
  }
}
