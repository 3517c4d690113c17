package canbao.jobs.supervision;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cases that relations make: Q07, Q08, Q10, Q11, Q12, Q16, Q17 and Q18. The city that is asked is
 * that of the relation that began last.
 */
final class RelationCases {

  private static final Comparator<SuspectRow> AS_THEY_BEGAN =
      Comparator.comparing(SuspectRow::from)
          .thenComparing(row -> row.place().source())
          .thenComparing(SuspectRow::relationId);

  private static final List<Line> MEDICALS_OF_PEOPLE =
      List.of(Line.EMPLOYEE_MEDICAL, Line.RESIDENT_MEDICAL);
  private static final List<String> LINES_OF_RETIRED = List.of("110", "120", "310");
  private static final List<String> LINES_OF_EMPLOYEES = List.of("210", "510");

  private final LocalDate day;
  private final Suspect suspect;
  private final List<SuspectRow> relations;

  private RelationCases(LocalDate day, Suspect suspect) {
    this.day = day;
    this.suspect = suspect;
    this.relations = suspect.rowsOf("enrolment").sorted(AS_THEY_BEGAN).toList();
  }

  /**
   * All of them.
   *
   * @param day the day that is spoken about
   */
  static Stream<Case> of(LocalDate day, Suspect suspect) {
    RelationCases cases = new RelationCases(day, suspect);
    return Stream.of(
            cases.twice(),
            cases.employeeAndResident(),
            cases.dead(),
            cases.stoppedLate(),
            cases.inPrison(),
            cases.retiredAndEmployed(),
            cases.beyondPensionAge(),
            cases.overlaps())
        .flatMap(all -> all);
  }

  private Stream<Case> twice() {
    return found(
        Suspicion.TWICE_IN_A_LINE,
        "Q07",
        "twice_in_a_line",
        row -> (isLive(row) || row.is(Trait.ANNOUNCED)) && row.isOfOneOf(Line.all().toList()),
        SuspectRow::code,
        rows -> areSeveral(rows, Trait.LIVE) || areSeveral(rows, Trait.ANNOUNCED));
  }

  private static boolean areSeveral(List<SuspectRow> rows, Trait trait) {
    return rows.stream().filter(row -> row.is(trait)).count() > 1;
  }

  private Stream<Case> employeeAndResident() {
    return Stream.concat(
        found(
            Suspicion.EMPLOYEE_AND_RESIDENT_PENSION,
            "Q08",
            "pension",
            row -> isLive(row) && row.isOfOneOf(Line.PENSIONS)),
        found(
            Suspicion.EMPLOYEE_AND_RESIDENT_MEDICAL,
            "Q08",
            "medical",
            row -> isLive(row) && row.isOfOneOf(MEDICALS_OF_PEOPLE)));
  }

  /** One case a city: each has its own officer. */
  private Stream<Case> dead() {
    return foundByCity(
        Suspicion.DEAD_AND_ENROLLED,
        "Q10",
        "enrolled",
        row -> isLive(row) && !isPaidBeforeDeath(row));
  }

  private Stream<Case> stoppedLate() {
    return suspect.is(Suspicion.STOPPED_AFTER_DEATH)
        ? relations.stream()
            .filter(this::isStoppedLate)
            .flatMap(
                row ->
                    of(
                        "Q11",
                        "stopped_late",
                        row.place().source() + "|" + row.relationId(),
                        List.of(row)))
        : Stream.empty();
  }

  private Stream<Case> inPrison() {
    return foundByCity(Suspicion.DRAWS_IN_PRISON, "Q12", "enrolled", row -> row.is(Trait.DRAWS));
  }

  private Stream<Case> retiredAndEmployed() {
    Predicate<SuspectRow> isRetired =
        row -> row.is(Trait.RETIRED) && LINES_OF_RETIRED.contains(row.code());
    return found(
        Suspicion.RETIRED_AND_EMPLOYED,
        "Q16",
        "retired_and_employed",
        row -> isLive(row) && (isRetired.test(row) || LINES_OF_EMPLOYEES.contains(row.code())));
  }

  private Stream<Case> beyondPensionAge() {
    return foundByCity(
        Suspicion.PAYS_BEYOND_PENSION_AGE,
        "Q17",
        "beyond_pension_age",
        row -> row.is(Trait.PAYS_WITHOUT_REASON));
  }

  private Stream<Case> overlaps() {
    return found(
        Suspicion.PERIODS_OF_TWO_CITIES,
        "Q18",
        "overlap",
        row ->
            row.isOfOneOf(Line.TRANSFERRED)
                && (isLive(row) || row.is(Trait.OVER))
                && row.city() != null,
        SuspectRow::code,
        this::haveADayInCommon);
  }

  /** One case of all relations that belong to it, about the person. */
  private Stream<Case> found(
      Suspicion what, String check, String kind, Predicate<SuspectRow> belongs) {
    return suspect.is(what)
        ? of(check, kind, Long.toString(suspect.key()), relations.stream().filter(belongs).toList())
        : Stream.empty();
  }

  private Stream<Case> foundByCity(
      Suspicion what, String check, String kind, Predicate<SuspectRow> belongs) {
    return found(what, check, kind, belongs, RelationCases::city, rows -> true);
  }

  /** A case for each part of the relations that belong to it, about the person and the part. */
  private Stream<Case> found(
      Suspicion what,
      String check,
      String kind,
      Predicate<SuspectRow> belongs,
      Function<SuspectRow, String> part,
      Predicate<List<SuspectRow>> isCase) {
    return suspect.is(what)
        ? relations.stream()
            .filter(belongs)
            .collect(groupingBy(part, TreeMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .filter(rows -> isCase.test(rows.getValue()))
            .flatMap(rows -> of(check, kind, suspect.key() + "|" + rows.getKey(), rows.getValue()))
        : Stream.empty();
  }

  private Stream<Case> of(String check, String kind, String about, List<SuspectRow> rows) {
    return Case.of(check, kind, about, suspect.key(), rows, told(check, rows));
  }

  private static boolean isLive(SuspectRow row) {
    return row.is(Trait.LIVE);
  }

  private static String city(SuspectRow row) {
    return Optional.ofNullable(row.city()).orElse(Found.PROVINCE);
  }

  /** The year of death was paid for in advance. */
  private boolean isPaidBeforeDeath(SuspectRow row) {
    boolean isOfAnEarlierYear =
        row.year() == null || suspect.died() == null || row.year() <= suspect.died().getYear();
    return row.isOf(Line.RESIDENT_MEDICAL) && isOfAnEarlierYear;
  }

  /** A pause is seen a month late: it is lawful in the month after that of the death. */
  private boolean isStoppedLate(SuspectRow row) {
    if (!row.isOfOneOf(Line.PENSIONS) || !row.is(Trait.STOPPED) || suspect.died() == null) {
      return false;
    }
    YearMonth death = YearMonth.from(suspect.died());
    YearMonth last = row.is(Trait.SUSPENDED) ? death.plusMonths(1) : death;
    return YearMonth.from(row.to()).isAfter(last);
  }

  /** A period that has ended and another one, in another city, that have a day in common. */
  private boolean haveADayInCommon(List<SuspectRow> rows) {
    return rows.stream()
        .filter(row -> row.to() != null && row.to().isBefore(day))
        .anyMatch(one -> rows.stream().anyMatch(other -> meet(one, other)));
  }

  private boolean meet(SuspectRow one, SuspectRow other) {
    return !one.city().equals(other.city())
        && !one.from().isAfter(end(other))
        && !other.from().isAfter(end(one))
        && !one.from().isAfter(end(one))
        && !other.from().isAfter(end(other));
  }

  private LocalDate end(SuspectRow row) {
    return Optional.ofNullable(row.to()).orElse(day);
  }

  /** Codes and months: {@code died 2018-03; 110 in 440100 from 2015-03 to 2018-05}. */
  private String told(String check, List<SuspectRow> rows) {
    String death =
        List.of("Q10", "Q11").contains(check)
            ? "died "
                + (suspect.died() == null
                    ? "in an unknown month"
                    : YearMonth.from(suspect.died()).toString())
                + "; "
            : "";
    return death + rows.stream().map(RelationCases::told).collect(joining("; "));
  }

  private static String told(SuspectRow row) {
    String city = Optional.ofNullable(row.city()).orElse("no city");
    String to = row.to() == null ? "" : " to " + YearMonth.from(row.to());
    return row.code() + " in " + city + " from " + YearMonth.from(row.from()) + to;
  }
}
