package canbao.jobs.evaluation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.evaluation.ContradictionEffect.Result;
import canbao.jobs.evaluation.Counts.Bounds;
import canbao.jobs.evaluation.InpatientCosts.Sums;
import canbao.jobs.evaluation.Provenance.Source;
import canbao.jobs.run.Figure;
import canbao.jobs.run.FinishedIndicator;
import canbao.jobs.run.Indicator;
import canbao.jobs.run.Plan;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the plan's own figures give, number by number. */
class BoxesTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);

  private final Plan plan = Settings.load(Path.of("../conf"), "local", Map.of()).plan();

  @Test
  void boxOneHasFourteenIndicatorsWithWhatCameOfThem() {
    assertThat(
            FinishedAssessment.all(plan.finished()).stream()
                .map(BoxesTest::drawn)
                .collect(joining("\n")))
        .isEqualTo(
            """
            1 | 5087 of 3770 | 134.9 | 337.3 | 达标 |
            2 | 2500 of 2300 | 108.7 | 115.0 | 达标 |
            3 | 10136 of 9300 | 109.0 | 323.5 | 达标 |
            4 | 2930 of 2000 | 146.5 | 365.7 | 达标 |
            5 | 3123 of 3000 | 104.1 | 135.8 | 达标 |
            6 | 3082 of 2065 | 149.2 | 3866.7 | 达标 |
            7 城镇职工 | 87 of 80 | 108.8 | | 达标 | target_not_above_base
            7 城镇居民 | 76 of 75左右 | 101.3 | 110.0 | 达标 |
            8 | 9788 of 7800 | 125.5 | 132.7 | 达标 |
            9 城镇 | 410 of 374以上 | 109.6 | 116.1 | 达标 |
            9 农村 | 200 of 172以上 | 116.3 | 130.8 | 达标 |
            10 集中供养 | 8400 of 所在县上年度农村居民人均可支配收入60%以上 | | | | local_limit_unknown
            10 分散供养 | 6500 of 所在县上年度农村居民人均可支配收入60%以上 (merged cell) | | | | local_limit_unknown
            11 | 70以上 of 70以上 | 100.0 | | 达标 | open_actual
            12 | 100 of 100 | 100.0 | 100.0 | 达标 |
            13 困难残疾人生活补贴 | 1200 of 1200 | 100.0 | | 达标 | no_base
            13 重度残疾人护理补贴 | 1800 of 1800 | 100.0 | | 达标 | no_base
            14 集中 | 1240 of 1240 | 100.0 | | 达标 | no_base
            14 散居 | 760 of 760 | 100.0 | | 达标 | no_base""");
  }

  /** What was reached in 2015 by box 1 is where box 2 begins, but for what it calls otherwise. */
  @Test
  void boxTwoBeginsWhereBoxOneEnds() {
    assertThat(
            plan.indicators().stream()
                .flatMap(row -> before(row).map(before -> drawn(row, before)).stream())
                .collect(joining("\n")))
        .isEqualTo(
            """
            3 = 4: 2930 2930
            4 = 5: 3123 3123
            5 = 6: 3082 3082
            8 城镇 = 9: 510 410
            8 农村 = 9: 400 200
            9 集中供养 = 10: 8400 8400
            9 分散供养 = 10: 6500 6500
            10 = 11: 70以上 70以上
            11 = 12: 100 100
            12 困难残疾人生活补贴 = 13: 1200 1200
            12 重度残疾人护理补贴 = 13: 1800 1800
            13 集中 = 14: 1240 1240
            13 散居 = 14: 760 760""");
  }

  /** Of 10 000 due 9 750 are covered: 97 is reached, 98 is not. */
  @Test
  void eachContradictionHasBothReadingsAndWhatBecomesOfThem() {
    Indicator pension = plan.indicators().get(0);
    Counts counts = new Counts(new Bounds(9_750, 9_750, 9_750), Optional.of(10_000L));
    AssessedIndicator assessed =
        AssessedIndicator.of(
            IndicatorValue.of(pension, Division.PROVINCE, counts, Provenance.of(Source.RELEASE)),
            Optional.empty(),
            EvaluationKind.MIDTERM,
            DAY);
    InpatientCosts costs =
        new InpatientCosts(List.of(new Sums(2018, "440100", 0, 0, 100_00, 160_00, 80_00)));

    assertThat(drawn(List.of(assessed), costs))
        .isEqualTo(
            """
            pension_2018 | 达到预期进度 差距0人 | 未达标 差距50人 | 人 | 50.00
            tasks_before | 118% | 26858 ÷ 22435 = 119.7% | % | 1.71
            pension_by_residents | 7587 ÷ 94% = 8071 (8029–8114) | 7587 ÷ 10849 = 69.93% | 万人 | 2777.72
            pension_by_registered | 7587 ÷ 94% = 8071 (8029–8114) | 7587 ÷ 9008 = 84.23% | 万人 | 936.72
            medical_by_residents | 10136 ÷ 98% = 10343 (10290–10396) | 10136 ÷ 10849 = 93.43% | 万人 | 506.14
            medical_by_registered | 10136 ÷ 98% = 10343 (10290–10396) | 10136 ÷ 9008 = 112.52% | 万人 | -1334.86
            card_by_residents | 9788 ÷ 92.5% = 10582 (10576–10587) | 9788 ÷ 10849 = 90.22% | 万人 | 267.38
            card_by_registered | 9788 ÷ 92.5% = 10582 (10576–10587) | 9788 ÷ 9008 = 108.66% | 万人 | -1573.62
            self_paid | 80.00% | 50.00% | % | -30.00
            minimum_urban | 补差水平 410 | 保障标准 510 | 元/人·月 | 100.00
            minimum_rural | 补差水平 200 | 保障标准 400 | 元/人·月 | 200.00
            destitute_collective | 五保供养标准 8400 | 特困人员供养标准 8400 | 元/人·年 | 0.00
            destitute_scattered | 五保供养标准 6500 | 特困人员供养标准 6500 | 元/人·年 | 0.00""");
    assertThat(drawn(List.of(), InpatientCosts.NONE))
        .contains("pension_2018 | not_released\n", "self_paid | no_settlement\n");
  }

  private String drawn(List<AssessedIndicator> assessed, InpatientCosts costs) {
    return new Contradictions(plan, assessed, costs, EvaluationKind.MIDTERM, DAY)
        .effects().stream().map(BoxesTest::drawn).collect(joining("\n"));
  }

  private static String drawn(ContradictionEffect effect) {
    Stream<String> cells =
        effect.reason().isPresent()
            ? Stream.of(effect.reason().get().word())
            : Stream.of(
                effect.first().orElseThrow().text(),
                effect.second().orElseThrow().text(),
                effect.first().map(Result::unit).orElseThrow(),
                effect.difference().orElseThrow().decimal(2).toString());
    return effect.contradiction().id() + cells.collect(joining(" | ", " | ", ""));
  }

  private static String drawn(FinishedAssessment one) {
    FinishedIndicator row = one.indicator();
    return "%s | %s of %s | %s | %s | %s | %s"
        .formatted(
            (row.number() + " " + row.sub()).strip(),
            row.actual2015().text(),
            row.target2015().text(),
            percent(one.fulfilment()),
            percent(one.completion()),
            one.judgement().map(Judgement::text).orElse(""),
            one.reason().map(Reason::word).orElse(""))
        .replace("|  |", "| |")
        .replace("|  |", "| |")
        .stripTrailing();
  }

  private static String percent(Optional<Ratio> share) {
    return share.map(part -> part.times(100).decimal(1).toString()).orElse("");
  }

  /** The row of box 1 that says the same thing: of the same place, one number further. */
  private Optional<FinishedIndicator> before(Indicator row) {
    return plan.finished().stream()
        .filter(before -> before.number() == row.number() + 1 && before.sub().equals(row.sub()))
        .filter(before -> row.number() >= 3 && before.unit() == row.unit())
        .filter(before -> row.goal().base2015().form() != Figure.Form.NONE)
        .findFirst();
  }

  private static String drawn(Indicator row, FinishedIndicator before) {
    return "%s = %d: %s %s"
        .formatted(
            (row.number() + " " + row.sub()).strip(),
            before.number(),
            row.goal().base2015().text(),
            before.actual2015().text());
  }
}
