package canbao.jobs.sample;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Faults of codes, of states that contradict each other, and of keys that are missing. */
final class CodeFaults {

  private static final Set<Source> ENROLMENTS =
      EnumSet.of(Source.ENROLMENT_PENSION, Source.ENROLMENT_LABOUR, Source.ENROLMENT_MEDICAL);

  private static final Set<Source> CORE =
      EnumSet.of(Source.ENROLMENT_PENSION, Source.ENROLMENT_LABOUR);

  private CodeFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("undeclared_state", "rule 2", 50, row -> row.set(FaultyRow.STATE, "9"))
            .in(ENROLMENTS),
        Fault.of("local_line", "rule 1", 40, row -> line(row, "902", "907", "933")).in(ENROLMENTS),
        Fault.of("old_one_digit_line", "rule 1", 30, row -> line(row, "1", "3", "4"))
            .in(ENROLMENTS),
        Fault.of("seven_digit_line", "rule 1", 30, CodeFaults::lengthenLine).in(ENROLMENTS),
        Fault.of("line_of_another_source", "rule 1", 20, CodeFaults::otherLine).in(ENROLMENTS),
        Fault.of("ended_but_paying", "rule 6", 40, CodeFaults::endedButPaying).in(CORE),
        Fault.of("never_enrolled_with_start", "rule 6", 40, CodeFaults::neverEnrolled).in(CORE),
        Fault.of("retired_in_labour_line", "rule 6", 60, CodeFaults::retireInLabour)
            .in(Source.ENROLMENT_LABOUR),
        Fault.of("empty_relation_id", "rule 7", 40, row -> row.set(FaultyRow.ID, ""))
            .in(ENROLMENTS),
        Fault.of("undeclared_kind", "rule 2", 100, row -> row.set("KIND", "working"))
            .in(Source.STATUS),
        Fault.of("undeclared_card_state", "rule 2", 40, row -> row.set("CARD_STATE", "3"))
            .in(Source.CARD),
        Fault.of("undeclared_group", "rule 2", 200, row -> row.set("GROUP", "veteran"))
            .in(Source.GROUP_MEMBER),
        Fault.of("unreadable_sex", "Q15", 50, row -> row.set("AAC004", row.pick("男", "X")))
            .in(Source.POPULATION),
        Fault.of("undeclared_register_state", "Q15", 30, row -> row.set("HJZT", "未知"))
            .in(Source.POPULATION),
        Fault.of("sex_contradicts_number", "Q02", 50, CodeFaults::contradictSex)
            .in(Source.POPULATION),
        Fault.of("missing_insurance_year", "finding", 60, row -> row.set("INSU_YEAR", ""))
            .in(Source.ENROLMENT_MEDICAL));
  }

  /** Faults that only change lists can have, as shares of their rows. */
  static List<Fault> ofChanges() {
    return List.of(
        Fault.of("undeclared_op", "rule 2", 5_000, CodeFaults::undeclareOp)
            .in(Source.POPULATION, Source.ENROLMENT_PENSION, Source.ENROLMENT_MEDICAL));
  }

  private static boolean line(FaultyRow row, String... lines) {
    return row.set(FaultyRow.LINE, row.pick(lines));
  }

  private static boolean lengthenLine(FaultyRow row) {
    return row.set(FaultyRow.LINE, row.get(FaultyRow.LINE) + "0100");
  }

  private static boolean otherLine(FaultyRow row) {
    boolean pension = row.source == Source.ENROLMENT_PENSION;
    return row.set(FaultyRow.LINE, pension ? "310" : "110");
  }

  private static boolean endedButPaying(FaultyRow row) {
    return states(row, "4", "1");
  }

  private static boolean neverEnrolled(FaultyRow row) {
    return states(row, "0", "0");
  }

  private static boolean states(FaultyRow row, String enrolment, String payment) {
    boolean enrolmentChanges = row.set(FaultyRow.STATE, enrolment);
    boolean paymentChanges = row.set("AAC031", payment);
    return enrolmentChanges || paymentChanges;
  }

  private static boolean retireInLabour(FaultyRow row) {
    boolean applies = row.isEnrolled() && !row.get(FaultyRow.LINE).equals("410");
    return applies && row.set("AAC084", "1");
  }

  private static boolean contradictSex(FaultyRow row) {
    return row.person.documentType.equals("01")
        && row.set("AAC004", row.person.isFemale ? "1" : "2");
  }

  private static boolean undeclareOp(FaultyRow row) {
    if (row.op == null) {
      return false;
    }
    row.op = "X";
    return true;
  }
}
