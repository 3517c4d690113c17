package canbao.jobs.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The lines that make cover; supplements belong to no family and are not here. */
enum InsuranceLine {
  EMPLOYEE_PENSION("110", Family.PENSION),
  PUBLIC_INSTITUTION_PENSION("120", Family.PENSION),
  RESIDENT_PENSION("170", Family.PENSION),
  EMPLOYEE_MEDICAL("310", Family.MEDICAL),
  CADRE_MEDICAL("340", Family.MEDICAL),
  RESIDENT_MEDICAL("390", Family.MEDICAL),
  UNEMPLOYMENT("210", Family.UNEMPLOYMENT),
  WORK_INJURY("410", Family.WORK_INJURY),
  MATERNITY("510", Family.MATERNITY);

  private static final List<InsuranceLine> IN_ORDER = List.of(values());

  private static final Map<Family, Integer> BITS =
      IN_ORDER.stream().collect(groupingBy(line -> line.family, summingInt(InsuranceLine::bit)));

  private final String code;
  private final Family family;

  InsuranceLine(String code, Family family) {
    this.code = code;
    this.family = family;
  }

  String code() {
    return code;
  }

  Family family() {
    return family;
  }

  /** Column of {@code person_state}: the cities in whose pools the person has a live relation. */
  String citiesColumn() {
    return "cities_" + code;
  }

  /** The line in a set of lines. */
  int bit() {
    return 1 << IN_ORDER.indexOf(this);
  }

  /** The lines of a family, as a set. */
  static int bitsOf(Family family) {
    return BITS.get(family);
  }

  /** Whether cover is paid by the year, so that a relation is live in its insurance year alone. */
  boolean isPaidByTheYear() {
    return this == RESIDENT_MEDICAL;
  }

  static List<InsuranceLine> of(Family family) {
    return Arrays.stream(values()).filter(line -> line.family == family).toList();
  }
}
