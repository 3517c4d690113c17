package canbao.jobs.sample;

import canbao.jobs.sample.CoverageCell.Coverage;
import canbao.jobs.sample.CoverageCell.Due;
import canbao.jobs.sample.Person.RegisterState;
import canbao.jobs.sample.Person.StatusKind;
import canbao.jobs.sample.Relation.Family;

/**
 * What is true of a person on a day, by the tables "A person on day d" and "Due" of coverage.md.
 */
final class TrueFacts {

  private final Person person;
  private final boolean isExcluded;
  private final boolean isDueForPension;
  private final boolean isDead;

  /** Places with a live relation, by family: bit c for city c, bit 21 for 顺德. */
  private final int[] pools = new int[Family.COUNT];

  TrueFacts(Person person, int day) {
    this.person = person;
    this.isDead = isDeadOn(person, day);
    this.isExcluded =
        person.hasStatus(StatusKind.SOLDIER, day)
            || person.hasStatus(StatusKind.ABROAD, day)
            || person.hasStatus(StatusKind.INSURED_OUTSIDE, day);
    this.isDueForPension =
        !isExcluded && person.ageOn(day) >= 16 && !person.hasStatus(StatusKind.STUDENT, day);
    for (Relation relation : person.relations) {
      if (relation.isLiveOn(day)) {
        pools[relation.line.family.position] |= bits(relation.pool);
      }
    }
  }

  boolean isDead() {
    return isDead;
  }

  Place registered() {
    return person.registerState == RegisterState.NORMAL
        ? Place.of(person.registration)
        : Place.NONE;
  }

  /** The stated residence; without one, where a person in good standing is registered. */
  Place resident() {
    return person.residence == 0 ? registered() : Place.of(person.residence);
  }

  boolean isDue(Due due) {
    return switch (due) {
      case PENSION -> isDueForPension;
      case MEDICAL -> !isExcluded;
      case EVERYBODY -> true;
      case NOBODY -> false;
    };
  }

  boolean isLive(Coverage coverage) {
    return switch (coverage) {
      case PENSION -> poolsOf(Family.PENSION) != 0;
      case MEDICAL -> poolsOf(Family.MEDICAL) != 0;
      case ANY -> poolsOf(Family.PENSION) != 0 || poolsOf(Family.MEDICAL) != 0;
      case BOTH -> poolsOf(Family.PENSION) != 0 && poolsOf(Family.MEDICAL) != 0;
      case UNEMPLOYMENT -> poolsOf(Family.UNEMPLOYMENT) != 0;
      case WORK_INJURY -> poolsOf(Family.WORK_INJURY) != 0;
      case MATERNITY -> poolsOf(Family.MATERNITY) != 0;
    };
  }

  boolean hasLiveRelation() {
    int anywhere = 0;
    for (int pool : pools) {
      anywhere |= pool;
    }
    return anywhere != 0;
  }

  int poolsOf(Family family) {
    return pools[family.position];
  }

  /** Places in which the person has what counts as covered. */
  int poolsOf(Coverage coverage) {
    return switch (coverage) {
      case PENSION -> poolsOf(Family.PENSION);
      case MEDICAL -> poolsOf(Family.MEDICAL);
      case ANY -> poolsOf(Family.PENSION) | poolsOf(Family.MEDICAL);
      case BOTH -> poolsOf(Family.PENSION) & poolsOf(Family.MEDICAL);
      case UNEMPLOYMENT -> poolsOf(Family.UNEMPLOYMENT);
      case WORK_INJURY -> poolsOf(Family.WORK_INJURY);
      case MATERNITY -> poolsOf(Family.MATERNITY);
    };
  }

  private static boolean isDeadOn(Person person, int day) {
    boolean inRegister =
        person.isDeadInRegister && (person.died == Days.NONE || person.died <= day);
    return inRegister || person.hasStatus(StatusKind.DEATH, day);
  }

  private static int bits(int pool) {
    int city = Cities.of(pool);
    int cityBit = city == Cities.OUTSIDE ? 0 : 1 << city;
    return pool == Cities.SHUNDE ? cityBit | 1 << CoverageTally.SHUNDE : cityBit;
  }

  /** A city, {@link Cities#OUTSIDE} for none, and whether the place is in 顺德. */
  record Place(int city, boolean isShunde) {

    static final Place NONE = of(0);

    static Place of(int code) {
      return new Place(Cities.of(code), code == Cities.SHUNDE);
    }
  }
}
