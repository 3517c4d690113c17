package canbao.jobs.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.coverage.CoverageCell.Bounds;
import canbao.jobs.coverage.PublishedFigures.Figure;
import canbao.udfs.Places;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedFiguresTest {

  private static final String POPULATION = "RESIDENT_POPULATION";
  private static final String SHARE = "SHARE_16PLUS_BP";
  private static final String GUANGZHOU = "440100";
  private static final String SHUNDE = "440606";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "tens of thousands are exact to the person, 1490.44, 万人, 14904400",
    "a small sample's too,                      0.0157,  万人, 157",
    "people as people,                          14904400, 人,  14904400",
    "half a person is one,                      0.00005, 万人, 1",
    "less than half is none,                    0.00004, 万人, 0",
  })
  void aFigureIsReadInPeople(String reason, String value, String unit, long people) {
    PublishedFigures figures =
        PublishedFigures.of(List.of(figure(POPULATION, value, unit, "2018")));

    assertThat(figures.people(POPULATION)).as(reason).isEqualTo(Map.of(GUANGZHOU, people));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "another unit,       1490.44,   千人",
    "no unit,            1490.44,",
    "no number,          约1490,    万人",
    "a negative one,     -1490.44,  万人",
    "grouped digits,     '1,490.44', 万人",
    "no value,           ,          万人",
  })
  void aFigureThatCannotBeReadIsNotKnown(String reason, String value, String unit) {
    PublishedFigures figures =
        PublishedFigures.of(List.of(figure(POPULATION, value, unit, "2018")));

    assertThat(figures.people(POPULATION)).as(reason).isEmpty();
  }

  @Test
  void theEditionThatIsLastInTheOrderOfItsTextCounts() {
    PublishedFigures figures =
        PublishedFigures.of(
            List.of(
                figure(POPULATION, "1500", "万人", "2020 CENSUS"),
                figure(POPULATION, "1490.44", "万人", "2019 YEARBOOK"),
                figure(POPULATION, "1", "万人", null),
                // Announced without a value.
                figure(POPULATION, null, "万人", "2021")));

    assertThat(figures.people(POPULATION)).isEqualTo(Map.of(GUANGZHOU, 15_000_000L));
  }

  /** Guangzhou 2018, as first published and after the census of 2020. */
  @Test
  void eachEditionCanBeTakenAlone() {
    PublishedFigures figures =
        PublishedFigures.of(
            List.of(
                figure(POPULATION, "1798.13", "万人", "2020 CENSUS"),
                figure(POPULATION, "1490.44", "万人", "2019 YEARBOOK"),
                figure(SHARE, "8550", null, null)));

    assertThat(figures.editions(POPULATION)).containsExactly("2019 YEARBOOK", "2020 CENSUS");
    assertThat(figures.of(POPULATION, "2019 YEARBOOK").people(POPULATION))
        .isEqualTo(Map.of(GUANGZHOU, 14_904_400L));
    assertThat(figures.of(POPULATION, "2019 YEARBOOK").peopleOfShare(POPULATION, SHARE))
        .isEqualTo(Map.of(GUANGZHOU, 12_743_262L));
    assertThat(figures.of(POPULATION, "2020 CENSUS").people(POPULATION))
        .isEqualTo(Map.of(GUANGZHOU, 17_981_300L));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "85.5 % of Guangzhou,              1490.44, 万人, 8550,   12743262",
    "half a person more is one,        3,       人,   5000,   2",
    "rounded once and not twice,       0.00006, 万人, 8000,   0",
    "everybody,                        7,       人,   10000,  7",
    "a part of a basis point,          1000000, 人,   8550.5, 855050",
  })
  void aShareIsInBasisPoints(String reason, String value, String unit, String share, long people) {
    PublishedFigures figures =
        PublishedFigures.of(
            List.of(figure(POPULATION, value, unit, "2018"), figure(SHARE, share, null, "2018")));

    assertThat(figures.peopleOfShare(POPULATION, SHARE))
        .as(reason)
        .isEqualTo(Map.of(GUANGZHOU, people));
  }

  @Test
  void withoutAShareOrWithMoreThanAllThereIsNoPartOfTheFigure() {
    Figure population = figure(POPULATION, "1490.44", "万人", "2018");
    Figure tooMuch = figure(SHARE, "10001", null, "2018");

    assertThat(PublishedFigures.of(List.of(population)).peopleOfShare(POPULATION, SHARE)).isEmpty();
    assertThat(PublishedFigures.of(List.of(population, tooMuch)).peopleOfShare(POPULATION, SHARE))
        .isEmpty();
  }

  @Test
  void aProvinceWithoutAFigureIsTheSumOfItsCitiesIfAllHaveOne() {
    List<Figure> cities = new ArrayList<>();
    Places.cities().forEach(city -> cities.add(figure(city.code(), "1.5", "万人")));

    assertThat(PublishedFigures.of(cities).people(POPULATION)).containsEntry("440000", 315_000L);
    assertThat(PublishedFigures.of(cities.subList(1, 21)).people(POPULATION))
        .hasSize(20)
        .doesNotContainKey("440000");

    cities.add(figure("440000", "31", "万人"));
    assertThat(PublishedFigures.of(cities).people(POPULATION)).containsEntry("440000", 310_000L);
  }

  @Test
  void whoIsCountedOffIsNotDueAndNoPlaceHasFewerThanNobodyDue() {
    assertThat(
            PublishedCounts.less(
                Map.of(GUANGZHOU, 1_000L, "440300", 500L, "440400", 3L),
                Map.of(GUANGZHOU, 20L, "440400", 4L, "440500", 9L)))
        .isEqualTo(Map.of(GUANGZHOU, 980L, "440300", 500L, "440400", 0L));
  }

  @Test
  void aDivisionHasACellWhereItHasAFigureAndCoveredMayExceedIt() {
    CoverageCell covered = new CoverageCell(Optional.of(100L), new Bounds(97, 98, 99), 1);
    Map<String, CoverageCell> cells = new LinkedHashMap<>();
    cells.put(GUANGZHOU, covered);
    cells.put(SHUNDE, covered);

    Map<String, CoverageCell> measured =
        PublishedCounts.measured(cells, Map.of(GUANGZHOU, 96L, "430100", 5L));

    assertThat(measured)
        .isEqualTo(
            Map.of(GUANGZHOU, new CoverageCell(Optional.of(96L), new Bounds(97, 98, 99), 1)));
    assertThat(measured.get(GUANGZHOU).rate()).hasToString("Optional[1.020833]");
    assertThat(measured.get(GUANGZHOU).gap(9800)).isZero();
  }

  private static Figure figure(String division, String value, String unit) {
    return new Figure(
        POPULATION, division, Optional.of(value), Optional.of(unit), Optional.of("2018"));
  }

  private static Figure figure(String code, String value, String unit, String edition) {
    return new Figure(
        code,
        GUANGZHOU,
        Optional.ofNullable(value),
        Optional.ofNullable(unit),
        Optional.ofNullable(edition));
  }
}
