package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * Lines in which nobody may be twice. 410 is not among them: two employers at once are lawful.
 * Supplements are not: they rest on another line.
 */
enum Line {
  EMPLOYEE_PENSION("110"),
  PUBLIC_INSTITUTION_PENSION("120"),
  RESIDENT_PENSION("170"),
  EMPLOYEE_MEDICAL("310"),
  CADRE_MEDICAL("340"),
  RESIDENT_MEDICAL("390"),
  UNEMPLOYMENT("210"),
  MATERNITY("510");

  static final List<Line> PENSIONS =
      List.of(EMPLOYEE_PENSION, PUBLIC_INSTITUTION_PENSION, RESIDENT_PENSION);
  static final List<Line> MEDICALS = List.of(EMPLOYEE_MEDICAL, CADRE_MEDICAL, RESIDENT_MEDICAL);

  /** Lines of which a period in one city ends where one in another begins. */
  static final List<Line> TRANSFERRED =
      List.of(EMPLOYEE_PENSION, PUBLIC_INSTITUTION_PENSION, RESIDENT_PENSION, EMPLOYEE_MEDICAL);

  private static final List<Line> IN_ORDER = List.of(values());

  /** Bits of a number of relations; eight lines have room in one number. */
  private static final int COUNT_BITS = 7;

  /** So many relations of one line would run over into the next line's bits. */
  static final int TOO_MANY_TO_COUNT = 1 << COUNT_BITS;

  private final String code;

  Line(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }

  private int place() {
    return IN_ORDER.indexOf(this);
  }

  /** Codes of some lines, for {@code isin}. */
  static Object[] codes(List<Line> lines) {
    return lines.stream().map(Line::code).toArray();
  }

  static Column isOneOf(List<Line> lines) {
    return col("line").isin(codes(lines));
  }

  /** One relation of the row's line, to be summed up; 0 for a line that is not here. */
  static Column one() {
    return number(line -> 1L << (COUNT_BITS * line.place()), IN_ORDER);
  }

  /** How many relations of the line a sum of {@link #one} has. */
  Column countIn(Column sum) {
    return shiftright(sum, COUNT_BITS * place()).bitwiseAND(TOO_MANY_TO_COUNT - 1L);
  }

  /** A number for the row's line; 0 for a line that is not among those. */
  static Column number(ToLongFunction<Line> ofLine, List<Line> lines) {
    return lines.stream()
        .map(
            line ->
                when(col("line").equalTo(line.code), lit(ofLine.applyAsLong(line)))
                    .otherwise(lit(0L)))
        .reduce(Column::plus)
        .orElseThrow();
  }

  static Stream<Line> all() {
    return IN_ORDER.stream();
  }
}
