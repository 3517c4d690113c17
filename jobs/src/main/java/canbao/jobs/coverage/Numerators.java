package canbao.jobs.coverage;

import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Rows of {@code coverage.numerator}: of the people due by the first denominator of registration
 * and of residence, who is enrolled (the headline), who has lately contributed, who draws a pension
 * (the three numerators of SDG indicator 1.3.1). Nobody's contribution makes cover and nobody's
 * cover needs one: who contributes may not be enrolled any more.
 */
record Numerators(LocalDate day, Denominators denominators) {

  private static final String CONTRIBUTING = "contributing";

  /** The rows, by basis, family, numerator and division. */
  List<Row> rows(PersonGroups groups, String runId) {
    List<Row> rows = new ArrayList<>();
    for (Basis basis : List.of(Basis.REGISTRATION, Basis.RESIDENCE)) {
      Denominator denominator = denominators.first(basis.word());
      for (Family family : List.of(Family.PENSION, Family.MEDICAL)) {
        int bit = new DueBits(denominators).of(denominator, family);
        Predicate<PersonGroup> isDue = group -> group.hasDueBit(bit);
        numerators(family)
            .forEach(
                (numerator, isCounted) ->
                    groups
                        .sums(basis, List.of(isDue, isDue.and(isCounted)))
                        .forEach(
                            (division, people) ->
                                rows.add(
                                    RowFactory.create(
                                        day,
                                        basis.word(),
                                        division,
                                        CityCoverage.name(division),
                                        family.word(),
                                        denominator.id(),
                                        numerator,
                                        months(numerator),
                                        people[0],
                                        people[1],
                                        cell(people).rate().orElse(null),
                                        runId))));
      }
    }
    return rows;
  }

  private static Map<String, Predicate<PersonGroup>> numerators(Family family) {
    Map<String, Predicate<PersonGroup>> numerators = new LinkedHashMap<>();
    numerators.put("enrolled", group -> group.isEnrolled(family));
    numerators.put(CONTRIBUTING, group -> group.isContributing(family));
    // Who receives care is no state of a relation: of medical care there is no such number.
    if (family == Family.PENSION) {
      numerators.put("receiving", PersonGroup::isPensionReceiving);
    }
    return numerators;
  }

  private Integer months(String numerator) {
    return numerator.equals(CONTRIBUTING) ? denominators.contributingMonths() : null;
  }

  private static CoverageCell cell(long[] people) {
    return new CoverageCell(
        Optional.of(people[0]), new CoverageCell.Bounds(people[1], people[1], people[1]), 0);
  }
}
