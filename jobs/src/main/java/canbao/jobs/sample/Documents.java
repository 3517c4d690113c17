package canbao.jobs.sample;

/**
 * Gives every person a valid document number that nobody else has, and the birth date in it.
 *
 * <p>Nobody remembers which numbers are taken. The rank of a person in a group ({@link Homes})
 * picks area and serial; when ranks go round, births are moved back by a few days so that equal
 * area and serial never meet an equal birth date.
 */
final class Documents {

  /** Serials of one sex for people who are there from the first day; later ones are newborns'. */
  private static final int SERIALS = 480;

  private static final int NEWBORN_SERIALS = 15;
  private static final int[] PERMIT_AREAS = {810_000, 820_000, 830_000};
  private static final String[] NATIONS = {
    "USA", "JPN", "KOR", "GBR", "FRA", "DEU", "IND", "VNM", "THA", "MYS", "KAZ", "AUS"
  };
  private static final int[] NATION_NUMBERS = {
    840, 392, 410, 826, 250, 276, 356, 704, 764, 458, 398, 36
  };
  private static final int CARD_SERIALS = 5;

  private final Homes homes;
  private final int[] birthStrides = new int[Homes.GROUPS];

  Documents(Homes homes, long persons) {
    this.homes = homes;
    for (int group = 0; group < Homes.GROUPS; group++) {
      long rounds = homes.rankLimit(group, persons) / slots(group) + 1;
      birthStrides[group] = Math.toIntExact(rounds);
    }
  }

  /**
   * Sets birth and document of a person who is there from the first day.
   *
   * @param draftBirth birth date that the person gets or that is moved back
   */
  void issue(Person person, int draftBirth) {
    int group = homes.group(person.number);
    long rank = homes.rank(person.number);
    int slot = (int) (rank % slots(group));
    int round = (int) (rank / slots(group));
    person.birth = draftBirth - Math.floorMod(draftBirth - round, birthStrides[group]);
    switch (group) {
      case Homes.PERMIT_GROUP -> issuePermit(person, slot);
      case Homes.RESIDENCE_CARD_GROUP -> issueResidenceCard(person, slot);
      case Homes.PASS_GROUP -> issuePass(person, rank);
      default -> issueCitizen(person, Counties.areas(group), slot);
    }
  }

  /** Sets birth and number of a child born during the days; ordinal counts the births. */
  void issueNewborn(Person person, int birth, long ordinal) {
    int[] areas = Counties.all();
    int serial = SERIALS + (int) (ordinal / areas.length % NEWBORN_SERIALS);
    person.birth = birth;
    person.documentType = "01";
    int area = areas[(int) (ordinal % areas.length)];
    person.documentNumber = DocumentNumbers.citizen(area, birth, sexed(serial, person));
  }

  private static int slots(int group) {
    return switch (group) {
      case Homes.PERMIT_GROUP -> PERMIT_AREAS.length * SERIALS;
      case Homes.RESIDENCE_CARD_GROUP -> NATIONS.length * Cities.COUNT * CARD_SERIALS;
      case Homes.PASS_GROUP -> 30_000_000;
      default -> Counties.areas(group).length * SERIALS;
    };
  }

  private static void issueCitizen(Person person, int[] areas, int slot) {
    int serial = sexed(slot / areas.length, person);
    person.documentType = "01";
    person.documentNumber =
        DocumentNumbers.citizen(areas[slot % areas.length], person.birth, serial);
  }

  private static void issuePermit(Person person, int slot) {
    issueCitizen(person, PERMIT_AREAS, slot);
    person.documentType = "16";
    person.nationality = slot % PERMIT_AREAS.length == 2 ? "TWN" : "HKG";
  }

  private static void issueResidenceCard(Person person, int slot) {
    int nation = slot % NATIONS.length;
    int rest = slot / NATIONS.length;
    person.documentType = "07";
    person.nationality = NATIONS[nation];
    if (slot % 8 == 0) {
      person.documentNumber =
          DocumentNumbers.newResidenceCard(
              NATION_NUMBERS[nation], person.birth, sexed(rest, person));
    } else {
      int area = Cities.code(rest % Cities.COUNT) / 100;
      int serial = rest / Cities.COUNT * 2 + (person.isFemale ? 0 : 1);
      String birthAndSerial = Days.compact(person.birth).substring(2) + serial;
      person.documentNumber =
          DocumentNumbers.oldResidenceCard(NATIONS[nation], area, birthAndSerial);
    }
  }

  private static void issuePass(Person person, long rank) {
    int serial = (int) (10_000_000 + rank % 30_000_000);
    String[] types = {"04", "05", "06"};
    int place = (int) (rank % types.length);
    person.documentType = types[place];
    person.nationality = new String[] {"HKG", "MAC", "TWN"}[place];
    person.documentNumber =
        place == 2 ? Integer.toString(serial) : DocumentNumbers.pass("HM".charAt(place), serial);
  }

  /** The odd serials are men's, the even ones women's; none is 000 or a reserved 996–999. */
  private static int sexed(int serial, Person person) {
    return 2 * serial + (person.isFemale ? 2 : 1);
  }
}
