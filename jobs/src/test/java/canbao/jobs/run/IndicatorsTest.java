package canbao.jobs.run;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IndicatorsTest {

  private final Settings settings = Settings.load(Path.of("../conf"), "local", Map.of());
  private final List<Indicator> rows = settings.plan().indicators();

  @Test
  void boxTwoHasThirteenIndicatorsWithTheFiguresThatAreInPrint() {
    assertThat(rows.stream().map(IndicatorsTest::drawn).collect(joining("\n")))
        .isEqualTo(
            """
            1 | EXACTLY 94 | EXACTLY 97 | EXACTLY 98 | RISING | pension_rate
            2 | EXACTLY 98 | AT_LEAST 98 | AT_LEAST 98 | FLOOR | medical_rate
            3 | EXACTLY 2930 | EXACTLY 2950 | EXACTLY 3000 | RISING | unemployment_people
            4 | EXACTLY 3123 | EXACTLY 3140 | EXACTLY 3200 | RISING | work_injury_people
            5 | EXACTLY 3082 | EXACTLY 3000 | EXACTLY 3000 | FLOOR_BELOW_BASE | maternity_people
            6 | NONE | AT_LEAST 80 | AT_LEAST 80 | FLOOR_WITHOUT_BASE | inpatient_share
            7 | EXACTLY 92.5 | EXACTLY 94 | EXACTLY 94.5 | RISING | card_rate
            8 城镇 | EXACTLY 510 | SHARE 30 | SHARE 35 | RELATIVE_BY_CITY |
            8 农村 | EXACTLY 400 | SHARE 50 | SHARE 60 | RELATIVE_BY_CITY |
            9 集中供养 | EXACTLY 8400 | SHARE 60 | SHARE 60 | RELATIVE_BY_COUNTY |
            9 分散供养 | EXACTLY 6500 | SHARE 60 | SHARE 60 | RELATIVE_BY_COUNTY |
            10 | AT_LEAST 70 | EXACTLY 80 | EXACTLY 80 | RISING | medical_aid_share
            11 | EXACTLY 100 | EXACTLY 130 | EXACTLY 150 | RISING |
            12 困难残疾人生活补贴 | EXACTLY 1200 | EXACTLY 1800 | EXACTLY 2100 | RISING |
            12 重度残疾人护理补贴 | EXACTLY 1800 | EXACTLY 2400 | EXACTLY 2800 | RISING |
            13 集中 | EXACTLY 1240 | EXACTLY 1560 | EXACTLY 1820 | RISING |
            13 散居 | EXACTLY 760 | EXACTLY 950 | EXACTLY 1110 | RISING |""");
  }

  /** The plan's figures of the two rates stand in two files of the settings. */
  @Test
  void theRatesOfBoxTwoAreTheTargetsThatJudgeCities() {
    for (Indicator indicator : rows.subList(0, 2)) {
      String family = indicator.source().measure().orElseThrow().family().orElseThrow();
      assertThat(
              Stream.of(2015, 2018, 2020)
                  .map(year -> settings.targets().on(family, LocalDate.of(year, 12, 31)))
                  .map(target -> target.orElseThrow().basisPoints()))
          .as(indicator.name())
          .containsExactly(
              basisPoints(indicator.goal().base2015()),
              basisPoints(indicator.goal().target2018()),
              basisPoints(indicator.goal().target2020()));
    }
  }

  @Test
  void whatThePlanContradictsIsKeptAsANote() {
    assertThat(rows.get(0).note())
        .startsWith("text of 第四节 says 98% by 2018 (到2018年…98%以上), the box says 97 (2018)");
  }

  private static int basisPoints(Figure figure) {
    return figure.number().orElseThrow().movePointRight(2).intValueExact();
  }

  private static String drawn(Indicator row) {
    Indicator.Goal goal = row.goal();
    return Stream.of(
            (row.number() + " " + row.sub()).strip(),
            drawn(goal.base2015()),
            drawn(goal.target2018()),
            drawn(goal.target2020()),
            goal.kind().name(),
            row.source().measure().map(Measure::word).orElse(""))
        .collect(joining(" | "))
        .stripTrailing();
  }

  private static String drawn(Figure figure) {
    return figure.form() + figure.number().map(number -> " " + number).orElse("");
  }
}
