package canbao.jobs.coverage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Rows of {@code coverage.register_completeness}: how many people live in a place by the population
 * register, by the enrolment records and by both, and how many by {@link DualSystem} there are.
 * Experimental; no verdict rests on it.
 *
 * <p>The second list of a city is those enrolled in its pools for a pension or medical care whom
 * the register knows to live there, and those whom the register does not know and who have a valid
 * number: that these live where they are enrolled is assumed.
 *
 * <p>The trimmed estimate leaves out records of the register without a valid number: if it is
 * clearly the smaller one, some of these are of nobody, or of somebody who stands there twice.
 */
record RegisterCompleteness(LocalDate day, String runId) {

  /** Printed beside every figure. */
  private static final String ASSUMPTIONS =
      "独立, 无误登, 无漏链, 参保地即居住地 / lists independent, nobody wrongly listed, no link missed,"
          + " people outside the register live where they are enrolled";

  private static final int SHARE_PLACES = 6;

  List<Row> rows(PersonGroups groups) {
    Predicate<PersonGroup> isResident = group -> !group.isDead();
    Predicate<PersonGroup> isSuspected = group -> !group.isExact();
    Map<String, long[]> residents =
        groups.sums(Basis.RESIDENCE, List.of(isResident, isResident.and(isSuspected)));
    Predicate<PersonGroup> isEnrolled =
        group ->
            !group.isDead()
                && (group.isEnrolledHere(Family.PENSION) || group.isEnrolledHere(Family.MEDICAL));
    Predicate<PersonGroup> isOnBoth =
        isEnrolled.and(PersonGroup::inRegister).and(PersonGroup::livesHere);
    Map<String, long[]> enrolled =
        groups.sums(
            Basis.ENROLMENT,
            List.of(
                isOnBoth,
                isEnrolled.and(group -> !group.inRegister() && group.isExact()),
                isOnBoth.and(isSuspected)));
    List<Row> rows = new ArrayList<>();
    residents.forEach(
        (division, people) -> rows.add(row(division, people, enrolled.get(division))));
    return rows;
  }

  /**
   * One division.
   *
   * @param residents people, and those of them without a valid number
   * @param enrolled people on both lists, those on the second alone, those on both without a valid
   *     number
   */
  private Row row(String division, long[] residents, long[] enrolled) {
    long both = enrolled[0];
    DualSystem lists = new DualSystem(residents[0], both + enrolled[1], both);
    boolean isKnown = both > 0;
    return RowFactory.create(
        day,
        division,
        CityCoverage.name(division),
        residents[0],
        both + enrolled[1],
        both,
        isKnown ? Math.round(lists.people()) : null,
        isKnown ? Math.round(lists.standardError()) : null,
        isKnown ? Math.round(lists.low()) : null,
        isKnown ? Math.round(lists.high()) : null,
        share(lists.completeness()),
        isKnown ? Math.round(lists.petersen()) : null,
        residents[1],
        enrolled[2],
        lists.trimmed(residents[1], enrolled[2]).map(Math::round).orElse(null),
        ASSUMPTIONS,
        runId);
  }

  private static BigDecimal share(Optional<Double> share) {
    return share
        .map(part -> BigDecimal.valueOf(part).setScale(SHARE_PLACES, RoundingMode.HALF_UP))
        .orElse(null);
  }
}
