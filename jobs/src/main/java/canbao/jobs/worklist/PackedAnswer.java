package canbao.jobs.worklist;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * An answer as one number, so that the newest of several is their greatest: day of the visit, day
 * of the list, class and code of the reason, from its first digits to its last.
 */
record PackedAnswer(Column number) {

  private static final long CODES = 1_000;
  private static final long CLASSES = 10;
  private static final long DAYS = 100_000;

  /** Of a row with visited, list_day, reason_class and reason_code. */
  static Column packed() {
    Column packed = unix_date(col("visited")).cast("bigint");
    packed = packed.multiply(DAYS).plus(unix_date(col("list_day")));
    packed = packed.multiply(CLASSES).plus(col("reason_class").cast("bigint"));
    return packed.multiply(CODES).plus(col("reason_code").cast("bigint"));
  }

  Column code() {
    return remainder(number, CODES);
  }

  Column reasonClass() {
    return remainder(over(CODES), CLASSES);
  }

  Column listDay() {
    return date_from_unix_date(remainder(over(CODES * CLASSES), DAYS));
  }

  Column visited() {
    return date_from_unix_date(over(CODES * CLASSES * DAYS).cast("int"));
  }

  /** Whether its reason is one of some, each as class and code together. */
  Column isOneOf(List<Integer> classesAndCodes) {
    return remainder(number, CODES * CLASSES).isin(classesAndCodes.toArray());
  }

  static int classAndCode(int reasonClass, int code) {
    return Math.toIntExact(reasonClass * CODES + code);
  }

  private Column over(long divisor) {
    return number.minus(number.mod(lit(divisor))).divide(lit(divisor)).cast("bigint");
  }

  private static Column remainder(Column whole, long divisor) {
    return whole.mod(lit(divisor)).cast("int");
  }
}
