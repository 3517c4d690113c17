package canbao.jobs.sample;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Faults of dates. */
final class DateFaults {

  private static final Set<Source> SPELLS =
      EnumSet.of(
          Source.ENROLMENT_PENSION,
          Source.ENROLMENT_LABOUR,
          Source.ENROLMENT_MEDICAL,
          Source.STATUS);

  private static final Set<Source> ENROLMENTS =
      EnumSet.of(Source.ENROLMENT_PENSION, Source.ENROLMENT_LABOUR, Source.ENROLMENT_MEDICAL);

  private DateFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("impossible_date", "rule 3", 50, DateFaults::startNever).in(SPELLS),
        Fault.of("missing_start", "rule 3", 40, row -> row.set(FaultyRow.START, "")).in(SPELLS),
        Fault.of("sentinel_start", "rule 3", 40, DateFaults::startAtSentinel).in(SPELLS),
        Fault.of("end_before_start", "rule 4", 50, DateFaults::endBeforeStart).in(SPELLS),
        Fault.of("start_before_birth", "rule 5", 50, DateFaults::startBeforeBirth).in(ENROLMENTS),
        Fault.of("unreadable_birth", "Q14", 60, DateFaults::spoilBirth).in(Source.POPULATION));
  }

  /** Faults that only dead people's rows can have, as shares of those. */
  static List<Fault> ofTheDead() {
    return List.of(
        Fault.of("unreadable_death", "Q14", 20_000, DateFaults::spoilDeath).in(Source.POPULATION));
  }

  private static boolean startNever(FaultyRow row) {
    return row.set(FaultyRow.START, row.pick("20180230", "2017-13-01", "201800", "2018年3月"));
  }

  private static boolean startAtSentinel(FaultyRow row) {
    return row.set(FaultyRow.START, row.pick("19000101", "1900-01-01", "99991231", "999912"));
  }

  /** Every spelling of a start begins with its year. */
  private static boolean endBeforeStart(FaultyRow row) {
    int year = Integer.parseInt(row.get(FaultyRow.START).substring(0, 4));
    return row.set(FaultyRow.END, year - 1 + "0630");
  }

  private static boolean startBeforeBirth(FaultyRow row) {
    int year = Days.year(row.person.birth);
    return row.person.documentType.equals("01")
        && year > 1901
        && row.set(FaultyRow.START, year - 1 + "0901");
  }

  private static boolean spoilBirth(FaultyRow row) {
    return row.set("AAC006", row.pick("19850231", "不详", "1985-00-00", "850101"));
  }

  private static boolean spoilDeath(FaultyRow row) {
    return row.get("AAC060").equals("2") && row.set("AAE037", row.pick("20181399", "不详"));
  }
}
