package canbao.jobs.province;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** Of {@code coverage.city_coverage}. */
final class CityLaws {

  private static final String[] MEASURE = {"basis", "family", "denominator"};
  private static final String PUBLISHED = "published_resident";

  private CityLaws() {}

  static List<Law> all() {
    return List.of(
        Law.ofEachNight("cities add up to the province", CityLaws::citiesAddUp),
        Law.ofEachNight(
            "upper bounds of cities add up where nobody may be any of several",
            CityLaws::upperBoundsAddUp),
        Law.ofEachNight("no more people are covered than due", CityLaws::coveredAreOfThoseDue),
        Law.ofEachNight("the memo district is a part of its city", CityLaws::memoIsAPart),
        Law.ofEachNight(
            "a published figure changes who is due and not who is covered",
            CityLaws::figuresChangeWhoIsDue),
        Law.ofEachNight("numbers are those of the people one by one", CityLaws::numbersArePeople),
        Law.ofEachNight(
            "what is said of a target follows from the counts", CityLaws::targetsFollow));
  }

  private static void citiesAddUp(Night night) {
    for (String column : List.of("due", "covered", "covered_low", "suspended")) {
      assertAddUp(column, byPeople(night));
    }
  }

  private static void upperBoundsAddUp(Night night) {
    if (new People(night.people()).all().noneMatch(person -> Rows.is(person, "is_ambiguous"))) {
      assertAddUp("covered_high", byPeople(night));
    }
  }

  private static void assertAddUp(String column, Rows rows) {
    assertThat(rows.ofCities().sums(column, MEASURE))
        .as(column)
        .isNotEmpty()
        .isEqualTo(rows.where("division", Rows.PROVINCE).sums(column, MEASURE));
  }

  /** By denominators that say of each person whether he or she is due. */
  private static Rows byPeople(Night night) {
    return new Rows(night.cities())
        .where(row -> !row.getAs("basis").equals("enrolment"))
        .where(row -> !row.getAs("denominator").equals(PUBLISHED));
  }

  private static void coveredAreOfThoseDue(Night night) {
    for (Row row : byPeople(night).where(row -> row.getAs("due") != null).all()) {
      assertThat(
              List.of(
                  0L,
                  Rows.number(row, "covered_low"),
                  Rows.number(row, "covered"),
                  Rows.number(row, "covered_high"),
                  Rows.number(row, "due")))
          .as(row.toString())
          .isSorted();
      assertThat(Rows.number(row, "covered") + Rows.number(row, "suspended"))
          .as(row.toString())
          .isLessThanOrEqualTo(Rows.number(row, "due"));
    }
  }

  private static void memoIsAPart(Night night) {
    Rows rows = byPeople(night);
    for (String column : List.of("due", "covered", "covered_low", "suspended")) {
      Map<String, Long> city = rows.where("division", Rows.FOSHAN).sums(column, MEASURE);
      rows.where("division", Rows.MEMO)
          .sums(column, MEASURE)
          .forEach((measure, people) -> assertThat(people).isLessThanOrEqualTo(city.get(measure)));
    }
  }

  private static void figuresChangeWhoIsDue(Night night) {
    Rows residence = new Rows(night.cities()).where("basis", "residence");
    Map<String, Row> register =
        residence.where("denominator", "resident_due").by("family", "division");
    for (Row row : residence.where("denominator", PUBLISHED).all()) {
      Row same = register.get(Rows.text(row, "family", "division"));
      for (String column : List.of("covered", "covered_low", "covered_high", "suspended")) {
        assertThat(Rows.number(row, column))
            .as(row.toString())
            .isEqualTo(Rows.number(same, column));
      }
      assertThat(Rows.number(row, "due")).as(row.toString()).isNotNegative();
    }
  }

  private static void numbersArePeople(Night night) {
    Map<String, List<Long>> counted = new TreeMap<>();
    Rows rows = byPeople(night).where(row -> People.FAMILIES.contains(row.getAs("family")));
    rows.all()
        .forEach(
            row ->
                counted.put(
                    Rows.text(row, "basis", "family", "denominator", "division"),
                    List.of(Rows.number(row, "due"), Rows.number(row, "covered"))));
    Map<String, List<Long>> people = new TreeMap<>();
    counted.keySet().forEach(cell -> people.put(cell, new ArrayList<>(List.of(0L, 0L))));
    List<String> denominators =
        rows.all().stream().map(row -> row.<String>getAs("denominator")).distinct().toList();
    new People(night.people())
        .all()
        .forEach(person -> denominators.forEach(of -> count(person, of, people)));
    assertThat(counted).isEqualTo(people);
  }

  private static void count(Row person, String denominator, Map<String, List<Long>> people) {
    String basis = denominator.startsWith("registered") ? "registration" : "residence";
    for (String family : People.FAMILIES) {
      if (People.isDue(person, denominator, family)) {
        for (String division : People.divisions(person, basis)) {
          List<Long> counts = people.get(String.join("/", basis, family, denominator, division));
          counts.set(0, counts.get(0) + 1);
          counts.set(1, counts.get(1) + (People.isCovered(person, family) ? 1 : 0));
        }
      }
    }
  }

  /** The gap is what is lacking and not one more. */
  private static void targetsFollow(Night night) {
    for (Row row : night.cities()) {
      assertThat(row.getAs("gap") != null)
          .as(row.toString())
          .isEqualTo(row.getAs("due") != null && row.getAs("target_bp") != null);
      if (row.getAs("gap") != null) {
        long gap = Rows.number(row, "gap");
        assertThat(gap).as(row.toString()).isNotNegative();
        assertThat(isReached(row, gap)).as(row.toString()).isTrue();
        assertThat(gap > 0 && isReached(row, gap - 1)).as(row.toString()).isFalse();
        assertThat(row.<Boolean>getAs("met"))
            .as(row.toString())
            .isEqualTo(Rows.number(row, "due") == 0 ? null : Boolean.valueOf(gap == 0));
      }
    }
  }

  private static boolean isReached(Row row, long more) {
    return (Rows.number(row, "covered") + more) * 10_000
        >= Rows.number(row, "due") * Rows.number(row, "target_bp");
  }
}
