package canbao.jobs.evaluation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.evaluation.Provenance.Edition;
import canbao.jobs.evaluation.Statistics.LocalAmount;
import canbao.jobs.run.Figure;
import canbao.jobs.run.Indicator.Goal;
import canbao.jobs.run.TargetKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AssessorTest {

  /** Figures of box 2 where it has such a case; each line: what is given, then what is judged. */
  private static final String GOLDEN =
      """
      case                                    | kind               | base   | 2018   | 2020   | local | how     | day        | level   | due  | reached | completion | progress     | judgement    | reason
      rising, on schedule to the point        | RISING             | 2930   | 2950   | 3000   |       | annual  | 2018-12-31 | 2972    | 2018 | 达标    | 0.600000   | 达到预期进度 | 达到预期进度 |
      rising, one person short of it          | RISING             | 2930   | 2950   | 3000   |       | annual  | 2018-12-31 | 2971.9999 | 2018 | 达标  | 0.599999   | 滞后         | 滞后         |
      rising, a mid-term says the same        | RISING             | 2930   | 2950   | 3000   |       | midterm | 2018-12-31 | 2972    | 2018 | 达标    | 0.600000   | 达到预期进度 | 达到预期进度 |
      rising, the target of 2018 just reached | RISING             | 2930   | 2950   | 3000   |       | annual  | 2018-12-31 | 2950    | 2018 | 达标    | 0.285714   | 滞后         | 滞后         |
      on schedule, but 97 is missed           | RISING             | 94     | 97     | 98     |       | annual  | 2018-12-31 | 96.82   | 2018 | 未达标  | 0.705000   | 达到预期进度 | 未达标       |
      the last target before its time         | RISING             | 94     | 97     | 98     |       | annual  | 2018-12-31 | 98      | 2018 | 达标    | 1.000000   | 提前完成     | 提前完成     |
      below the base                          | RISING             | 94     | 97     | 98     |       | annual  | 2018-12-31 | 93.9999 | 2018 | 未达标  | -0.000025  | 逆向         | 逆向         |
      still at the base                       | RISING             | 94     | 97     | 98     |       | annual  | 2018-12-31 | 94      | 2018 | 未达标  | 0.000000   | 滞后         | 未达标       |
      no target is due in 2017                | RISING             | 94     | 97     | 98     |       | annual  | 2017-12-31 | 95.6    |      |         | 0.400000   | 达到预期进度 | 达到预期进度 |
      97 stays due in 2019                    | RISING             | 94     | 97     | 98     |       | annual  | 2019-12-31 | 96.9    | 2018 | 未达标  | 0.725000   | 滞后         | 未达标       |
      the end: reached                        | RISING             | 94     | 97     | 98     |       | annual  | 2020-12-31 | 98      | 2020 | 达标    | 1.000000   |              | 达标         |
      the end: not reached                    | RISING             | 94     | 97     | 98     |       | annual  | 2020-12-31 | 97.99   | 2020 | 未达标  | 0.997500   |              | 未达标       |
      after the end                           | RISING             | 94     | 97     | 98     |       | annual  | 2023-12-31 | 93      | 2020 | 未达标  | -0.250000  |              | 未达标       |
      final, by 2020 alone                    | RISING             | 94     | 97     | 98     |       | final   | 2020-12-31 | 98.1    | 2020 | 达标    | 1.025000   |              | 达标         |
      final, asked for too early              | RISING             | 94     | 97     | 98     |       | final   | 2018-12-31 | 97.5    | 2020 | 未达标  | 0.875000   |              | 未达标       |
      the day the plan begins                 | RISING             | 94     | 97     | 98     |       | annual  | 2015-12-31 | 94      |      |         | 0.000000   | 达到预期进度 | 达到预期进度 |
      before the plan                         | RISING             | 94     | 97     | 98     |       | annual  | 2015-12-30 | 94      |      |         |            |              |              | before_the_plan
      no base, before any target              | RISING             | —      | 97     | 98     |       | annual  | 2017-12-31 | 99      |      |         |            |              |              | no_target_due
      no base: the level alone                | RISING             | —      | 97     | 98     |       | annual  | 2018-12-31 | 97      | 2018 | 达标    |            |              | 达标         | no_base
      open base: no completion                | RISING             | 70以上 | 80     | 80     |       | annual  | 2018-12-31 | 79      | 2018 | 未达标  |            |              | 未达标       | open_base
      open base, before any target            | RISING             | 70以上 | 80     | 80     |       | annual  | 2016-12-31 | 79      |      |         |            |              |              | no_target_due
      rising, but target = base               | RISING             | 98     | 98     | 98     |       | annual  | 2016-12-31 | 98      | 2018 | 达标    |            |              | 达标         | target_not_above_base
      rising, but target below base           | RISING             | 98     | 97     | 96     |       | annual  | 2018-12-31 | 96.5    | 2018 | 未达标  |            |              | 未达标       | target_not_above_base
      floor, base = target, kept              | FLOOR              | 98     | 98以上 | 98以上 |       | annual  | 2018-12-31 | 98      | 2018 | 达标    |            |              | 达标         | floor
      floor, a ten-thousandth below           | FLOOR              | 98     | 98以上 | 98以上 |       | annual  | 2018-12-31 | 97.9999 | 2018 | 未达标  |            |              | 未达标       | floor
      a floor holds from the beginning        | FLOOR              | 98     | 98以上 | 98以上 |       | annual  | 2016-12-31 | 97      | 2018 | 未达标  |            |              | 未达标       | floor
      floor below base: a fall is allowed     | FLOOR_BELOW_BASE   | 3082   | 3000   | 3000   |       | annual  | 2018-12-31 | 3001    | 2018 | 达标    |            |              | 达标         | floor
      floor below base: but not below it      | FLOOR_BELOW_BASE   | 3082   | 3000   | 3000   |       | annual  | 2018-12-31 | 2999.9999 | 2018 | 未达标 |           |              | 未达标       | floor
      floor without a base                    | FLOOR_WITHOUT_BASE | —      | 80以上 | 80以上 |       | final   | 2020-12-31 | 80      | 2020 | 达标    |            |              | 达标         | floor
      relative: no limit is known             | RELATIVE_BY_CITY   | 510    | 占当地城镇居民上年度人均消费支出30% | 占当地城镇居民上年度人均消费支出35% |       | annual | 2018-12-31 | 600 | | | | | | local_limit_unknown
      relative: 30 % of what is spent a month  | RELATIVE_BY_CITY   | 510    | 占当地城镇居民上年度人均消费支出30% | 占当地城镇居民上年度人均消费支出35% | 2000  | annual | 2018-12-31 | 600 | 2018 | 达标 | | | 达标 | local_limit
      relative: a cent a hundred short of it   | RELATIVE_BY_CITY   | 510    | 占当地城镇居民上年度人均消费支出30% | 占当地城镇居民上年度人均消费支出35% | 2000.03 | annual | 2018-12-31 | 600 | 2018 | 未达标 | | | 未达标 | local_limit
      relative: above the base, below the limit | RELATIVE_BY_CITY  | 510    | 占当地城镇居民上年度人均消费支出30% | 占当地城镇居民上年度人均消费支出35% | 2000  | annual | 2018-12-31 | 599.99 | 2018 | 未达标 | | | 未达标 | local_limit
      relative: 35 % from 2020 on              | RELATIVE_BY_CITY   | 510    | 占当地城镇居民上年度人均消费支出30% | 占当地城镇居民上年度人均消费支出35% | 2000  | annual | 2020-12-31 | 699 | 2020 | 未达标 | | | 未达标 | local_limit
      relative: final, by 35 %                 | RELATIVE_BY_CITY   | 510    | 占当地城镇居民上年度人均消费支出30% | 占当地城镇居民上年度人均消费支出35% | 2000  | final  | 2018-12-31 | 700 | 2020 | 达标 | | | 达标 | local_limit
      relative: no limit is due in 2017        | RELATIVE_BY_CITY   | 510    | 占当地城镇居民上年度人均消费支出30% | 占当地城镇居民上年度人均消费支出35% | 2000  | annual | 2017-12-31 | 600 | | | | | | no_target_due
      relative: by the county's income         | RELATIVE_BY_COUNTY | 8400   | 占所在县上年度农村居民人均可支配收入60% | 占所在县上年度农村居民人均可支配收入60% (merged cell) | 15000 | annual | 2018-12-31 | 9000 | 2018 | 达标 | | | 达标 | local_limit
      the target of 2018 is missing            | RISING             | 94     | —      | 98     |       | annual  | 2018-12-31 | 96.4    |      |         | 0.600000   | 达到预期进度 | 达到预期进度 |
      the target of 2020 is missing            | RISING             | 94     | 97     | —      |       | annual  | 2018-12-31 | 96.4    | 2018 | 未达标  |            |              | 未达标       | no_target
      """;

  @Test
  void eachKindOfTargetIsJudgedByItsOwnRule() {
    List<String> lines = GOLDEN.lines().skip(1).map(AssessorTest::squeezed).toList();

    assertThat(lines.stream().map(AssessorTest::judged).collect(joining("\n")))
        .isEqualTo(String.join("\n", lines));
  }

  private static String squeezed(String line) {
    return String.join(" | ", cells(line));
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  /** The line with its last six cells computed. */
  private static String judged(String line) {
    List<String> given = cells(line).subList(0, 9);
    Goal goal =
        new Goal(
            TargetKind.valueOf(given.get(1)),
            figure(given.get(2)),
            figure(given.get(3)),
            figure(given.get(4)));
    Assessment assessment =
        new Assessor(
                goal,
                localAmount(given.get(5)),
                EvaluationKind.of("--kind", given.get(6)),
                LocalDate.parse(given.get(7)))
            .of(Ratio.of(new BigDecimal(given.get(8))));
    return String.join(
        " | ",
        String.join(" | ", given),
        assessment.milestone().map(due -> Integer.toString(due.year())).orElse(""),
        text(assessment.againstTarget()),
        assessment.completion().map(part -> part.decimal(6).toString()).orElse(""),
        text(assessment.progress()),
        text(assessment.judgement()),
        assessment.reason().map(Reason::word).orElse(""));
  }

  private static Optional<LocalAmount> localAmount(String yuan) {
    return Optional.of(yuan)
        .filter(text -> !text.isEmpty())
        .map(text -> new LocalAmount(Ratio.of(new BigDecimal(text)), 2017, new Edition("", "")));
  }

  private static String text(Optional<Judgement> judgement) {
    return judgement.map(Judgement::text).orElse("");
  }

  @Property
  void whoHasMoreIsNeverJudgedWorse(
      @ForAll EvaluationKind kind,
      @ForAll TargetKind target,
      @ForAll @IntRange(min = 90, max = 100) int base,
      @ForAll @IntRange(min = 90, max = 100) int target2018,
      @ForAll @IntRange(max = 10) int more,
      @ForAll @IntRange(max = 6 * 365) int days,
      @ForAll @IntRange(min = 8_500, max = 10_500) int level,
      @ForAll @IntRange(max = 500) int rise) {
    Goal goal =
        new Goal(
            target, figure("" + base), figure("" + target2018), figure("" + (target2018 + more)));
    Assessor assessor =
        new Assessor(goal, Optional.empty(), kind, LocalDate.of(2015, 12, 31).plusDays(days));

    Optional<Judgement> one = assessor.of(Ratio.of(level, 100)).judgement();
    Optional<Judgement> other = assessor.of(Ratio.of(level + rise, 100)).judgement();

    assertThat(other.isPresent()).isEqualTo(one.isPresent());
    one.ifPresent(judgement -> assertThat(other.get()).isGreaterThanOrEqualTo(judgement));
  }

  @Property
  void theTimeThatHasPassedGrowsDayByDayAndIsAFifthAtTheEndOfAYear(
      @ForAll @IntRange(min = -400, max = 2_500) int days) {
    LocalDate day = LocalDate.of(2015, 12, 31).plusDays(days);

    assertThat(TimeShare.of(day.plusDays(1))).isGreaterThanOrEqualTo(TimeShare.of(day));
    assertThat(TimeShare.of(LocalDate.of(day.getYear(), 12, 31)))
        .isEqualByComparingTo(Ratio.of(Math.min(day.getYear() - 2015, 5), 5));
  }

  private static Figure figure(String text) {
    return Figure.read(text).orElseThrow();
  }
}
