package canbao.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import canbao.udfs.CreditCode;
import canbao.udfs.IdNumber;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Who lives in a province of 100 000. */
class PersonMakerTest {

  private static final LocalDate LAST_DAY = LocalDate.of(2018, 12, 31);
  private static final int DAY = (int) LAST_DAY.toEpochDay();
  private static final SampleOptions OPTIONS =
      new SampleOptions("nowhere", 100_000, 1, 7, Dirt.CLEAN, LAST_DAY);
  private static final PersonMaker MAKER = new PersonMaker(OPTIONS);

  @Test
  void everyDocumentIsValidAndNobodyElses() {
    Set<String> seen = new HashSet<>();
    Set<String> types = new HashSet<>();
    people()
        .forEach(
            person -> {
              UTF8String type = UTF8String.fromString(person.documentType);
              UTF8String number = UTF8String.fromString(person.documentNumber);
              UTF8String canonical = IdNumber.canonical(type, number, DAY);
              assertThat(canonical).as(person.documentType).isNotNull();
              assertThat(seen.add(canonical.toString())).isTrue();
              types.add(person.documentType);
            });
    assertThat(types).containsExactlyInAnyOrder("01", "16", "07", "04", "05", "06");
  }

  @Test
  void numbersStayUniqueAmongFiveMillion() {
    PersonMaker maker =
        new PersonMaker(new SampleOptions("nowhere", 5_000_000, 1, 7, Dirt.CLEAN, LAST_DAY));
    // Ranks go round every few thousand people of a place: those whose slots meet lie apart.
    Set<String> seen = new HashSet<>();
    LongStream.range(0, 200_000)
        .map(i -> i * 25 % 5_000_000 + i / 200_000)
        .mapToObj(maker::make)
        .forEach(
            person -> assertThat(seen.add(person.documentType + person.documentNumber)).isTrue());
  }

  @Test
  void the15DigitFormOfANumberIsTheSameNumber() {
    UTF8String type = UTF8String.fromString("01");
    String number = DocumentNumbers.citizen(440_524, Days.day(1980, 1, 1), 1);
    assertThat(number).isEqualTo("440524198001010013");
    UTF8String old = UTF8String.fromString(DocumentNumbers.oldCitizen(number));
    assertThat(IdNumber.canonical(type, old, DAY)).hasToString(number);
  }

  @Test
  void employersHaveValidCreditCodes() {
    assertThat(
            people()
                .flatMap(person -> person.relations.stream())
                .map(relation -> relation.employer))
        .filteredOn(employer -> !employer.isEmpty())
        .hasSizeGreaterThan(10_000)
        .allMatch(employer -> CreditCode.isValid(UTF8String.fromString(employer)));
  }

  @Test
  void residentsAndRegisteredPeopleHaveTheProportionsOfTheCities() {
    for (int city = 0; city < Cities.COUNT; city++) {
      int here = city;
      long residents = count(person -> Cities.of(person.home()) == here);
      long registered = count(person -> Cities.of(person.registration) == here);
      double ratio = Cities.registered(city) / Cities.residents(city);
      assertThat(residents / 100_000.0)
          .as("residents of " + Cities.code(city))
          .isCloseTo(Cities.residents(city) / 11_510, within(0.003));
      assertThat((double) registered / residents)
          .as("registered people of " + Cities.code(city))
          .isCloseTo(ratio, within(0.03 * ratio));
    }
  }

  @Test
  void childrenAndOldPeopleHaveTheSharesOfTheCities() {
    for (int city = 0; city < Cities.COUNT; city++) {
      int here = city;
      double residents = count(person -> Cities.of(person.home()) == here);
      double children = count(person -> Cities.of(person.home()) == here && person.ageOn(DAY) < 15);
      double old = count(person -> Cities.of(person.home()) == here && person.ageOn(DAY) >= 60);
      assertThat(children / residents)
          .as("children of " + Cities.code(city))
          .isCloseTo(Cities.shareOfChildren(city), within(0.02));
      assertThat(old / residents)
          .as("old people of " + Cities.code(city))
          .isCloseTo(Cities.shareOfOld(city), within(0.02));
    }
  }

  @Test
  void nobodyIsEnrolledBeforeTheMonthOfBirth() {
    assertThat(people())
        .allMatch(
            person ->
                person.relations.stream()
                    .allMatch(relation -> relation.start >= Days.firstOfMonth(person.birth)));
  }

  @Test
  void noRelationEndsBeforeItStarts() {
    assertThat(people().flatMap(person -> person.relations.stream()))
        .allMatch(relation -> relation.start <= relation.end);
  }

  private static long count(Predicate<Person> which) {
    return PEOPLE.stream().filter(which).count();
  }

  private static Stream<Person> people() {
    return PEOPLE.stream();
  }

  private static final java.util.List<Person> PEOPLE =
      LongStream.range(0, OPTIONS.persons()).mapToObj(MAKER::make).toList();
}
