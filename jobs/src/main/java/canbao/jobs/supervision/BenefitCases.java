package canbao.jobs.supervision;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Cases that paid pensions make: Q09 two in one month, Q11 after the month of death, Q12 for a
 * month that was spent in prison. One case a person, with all its months; the city that paid last
 * is asked.
 */
final class BenefitCases {

  private static final Comparator<SuspectRow> BY_MONTH =
      Comparator.comparing(SuspectRow::from)
          .thenComparing(SuspectRow::code)
          .thenComparing(SuspectRow::city, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(SuspectRow::rowKey)
          .thenComparing(SuspectRow::place, SuspectRow.Place.IN_ORDER);

  private BenefitCases() {}

  static Stream<Case> of(Suspect suspect) {
    List<SuspectRow> benefits = suspect.rowsOf("benefit").sorted(BY_MONTH).toList();
    List<SuspectRow> prison =
        suspect.rowsOf("status").filter(row -> row.code().equals("PRISON")).toList();
    Map<LocalDate, Set<String>> linesByMonth =
        benefits.stream().collect(groupingBy(SuspectRow::from, mapping(SuspectRow::code, toSet())));
    return Stream.of(
            found(
                suspect,
                "Q09",
                "paid_twice",
                benefits,
                row -> linesByMonth.get(row.from()).size() > 1),
            found(suspect, "Q11", "paid", benefits, row -> isAfter(suspect.died(), row)),
            found(
                suspect,
                "Q12",
                "paid",
                benefits,
                row -> prison.stream().anyMatch(spell -> isSpentIn(spell, row))))
        .flatMap(all -> all);
  }

  private static Stream<Case> found(
      Suspect suspect,
      String check,
      String kind,
      List<SuspectRow> benefits,
      Predicate<SuspectRow> isCase) {
    List<SuspectRow> rows = benefits.stream().filter(isCase).toList();
    String told = rows.stream().map(BenefitCases::told).collect(joining("; "));
    return Case.of(check, kind, Long.toString(suspect.key()), suspect.key(), rows, told);
  }

  /** The month of death is paid for. */
  private static boolean isAfter(LocalDate died, SuspectRow benefit) {
    return died != null && month(benefit).isAfter(YearMonth.from(died));
  }

  /** The months in which somebody comes or goes are paid for. */
  private static boolean isSpentIn(SuspectRow spell, SuspectRow benefit) {
    boolean isBefore = spell.from().isAfter(benefit.from());
    boolean isOut = spell.to() != null && spell.to().isBefore(month(benefit).atEndOfMonth());
    return !isBefore && !isOut;
  }

  private static YearMonth month(SuspectRow benefit) {
    return YearMonth.from(benefit.from());
  }

  private static String told(SuspectRow row) {
    String city = Optional.ofNullable(row.city()).orElse("no city");
    return row.code() + " in " + city + " for " + month(row);
  }
}
