package canbao.jobs.register;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.udfs.Functions;
import canbao.udfs.Pseudonym;
import canbao.udfs.RepairedNumber;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Keys of the people whose valid number one slip has made into the number that is there. Public for
 * the code that Spark compiles of plans.
 */
public final class MeantKeys implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Pseudonym pseudonym;
  private final int day;

  /**
   * @param day on which meant numbers must be valid
   */
  MeantKeys(Pseudonym pseudonym, LocalDate day) {
    this.pseudonym = pseudonym;
    this.day = Math.toIntExact(day.toEpochDay());
  }

  /** Over {@link Evidence} of people without a valid number: an array, null without any number. */
  Column keys() {
    return call("of");
  }

  /** The same with the complement of each key, which is nobody's key. */
  Column complements() {
    return call("complementsOf");
  }

  private Column call(String name) {
    Functions.Method method =
        new Functions.Method(
            this,
            name,
            List.of(DataTypes.StringType, DataTypes.StringType),
            DataTypes.createArrayType(DataTypes.LongType, false));
    return Functions.invoke(
        method, coalesce(col(Evidence.DOCUMENT_TYPE), lit("")), col(Evidence.DOCUMENT));
  }

  /** Called by plans. */
  public ArrayData of(UTF8String type, UTF8String number) {
    return UnsafeArrayData.fromPrimitiveArray(keys(type, number).toArray());
  }

  /** Called by plans. */
  public ArrayData complementsOf(UTF8String type, UTF8String number) {
    return UnsafeArrayData.fromPrimitiveArray(keys(type, number).map(key -> ~key).toArray());
  }

  private LongStream keys(UTF8String type, UTF8String number) {
    ArrayData meant = RepairedNumber.candidates(type, number, day);
    return meant == null
        ? LongStream.empty()
        : IntStream.range(0, meant.numElements())
            .mapToLong(i -> pseudonym.key(meant.getUTF8String(i)));
  }

  @Override
  public String toString() {
    return "keys of repaired numbers";
  }
}
