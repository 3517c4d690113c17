package canbao.jobs.register;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;

import canbao.udfs.Functions;
import java.io.Serializable;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What somebody has of some blocks, as numbers of 64 bits. Two things have one number by chance as
 * seldom as two people have one key. One method of Java does it: what Spark would compile of as
 * many expressions is longer than what HotSpot translates. Public for the code that Spark compiles
 * of plans.
 */
public final class BlockNumbers implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Stands for a birth that is not known. */
  private static final int NO_DAY = Integer.MIN_VALUE;

  private final List<Block> blocks;

  BlockNumbers(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * Over {@link Evidence}: what may be looked for of somebody, an array of numbers. Two valid
   * numbers are two people: who has one is looked for among those alone who have none, by numbers
   * of their own.
   */
  Column had() {
    return of(lit(true), col(Evidence.HAS_VALID_NUMBER).equalTo(lit(false)));
  }

  /** Over {@link Evidence}: the numbers by which all alike are found. */
  Column all() {
    return of(lit(true), lit(false));
  }

  /** Over {@link Evidence}: what is looked for of somebody outside the population. */
  Column sought() {
    Column hasNumber = col(Evidence.HAS_VALID_NUMBER);
    return of(hasNumber.equalTo(lit(false)), hasNumber);
  }

  private Column of(Column amongAll, Column amongNumberless) {
    Functions.Method method =
        new Functions.Method(
            this,
            "of",
            List.of(
                DataTypes.BooleanType,
                DataTypes.BooleanType,
                DataTypes.StringType,
                DataTypes.StringType,
                DataTypes.IntegerType,
                DataTypes.createArrayType(DataTypes.StringType)),
            DataTypes.createArrayType(DataTypes.LongType, false));
    return Functions.invoke(
        method,
        amongAll,
        amongNumberless,
        coalesce(col(Evidence.DOCUMENT), lit("")),
        coalesce(col(Evidence.NAME), lit("")),
        coalesce(unix_date(col(Evidence.BIRTH)), lit(NO_DAY)),
        coalesce(col(Evidence.CITIES), array().cast("array<string>")));
  }

  /** Called by plans. A text that is empty, or no day, is not known: nobody is found by it. */
  public ArrayData of(
      boolean amongAll,
      boolean amongNumberless,
      UTF8String document,
      UTF8String name,
      int birth,
      ArrayData cities) {
    LongBuffer numbers = LongBuffer.allocate(2 * blocks.size() * Math.max(1, cities.numElements()));
    for (Block block : blocks) {
      if (isKnown(block, document, name, birth)) {
        for (long kind = amongAll ? 0 : 1; kind <= (amongNumberless ? 1 : 0); kind++) {
          add(numbers, 2L * block.name().hashCode() + kind, block, document, name, birth, cities);
        }
      }
    }
    return UnsafeArrayData.fromPrimitiveArray(Arrays.copyOf(numbers.array(), numbers.position()));
  }

  private static boolean isKnown(Block block, UTF8String document, UTF8String name, int birth) {
    boolean hasName = name.numBytes() > 0;
    boolean hasBirth = birth != NO_DAY;
    return switch (block) {
      case NUMBER -> document.numBytes() > 0;
      case NAME_AND_BIRTH, BIRTH_AND_INITIAL -> hasName && hasBirth;
      case NAME_AND_PLACE -> hasName;
      case BIRTH_AND_PLACE -> hasBirth;
    };
  }

  private static void add(
      LongBuffer numbers,
      long kind,
      Block block,
      UTF8String document,
      UTF8String name,
      int birth,
      ArrayData cities) {
    switch (block) {
      case NUMBER -> numbers.put(XXH64.hashUTF8String(document, kind));
      case NAME_AND_BIRTH -> numbers.put(XXH64.hashInt(birth, XXH64.hashUTF8String(name, kind)));
      case BIRTH_AND_INITIAL ->
          numbers.put(XXH64.hashInt(birth, XXH64.hashUTF8String(name.substring(0, 1), kind)));
      case NAME_AND_PLACE -> addPlaces(numbers, XXH64.hashUTF8String(name, kind), cities);
      case BIRTH_AND_PLACE -> addPlaces(numbers, XXH64.hashInt(birth, kind), cities);
    }
  }

  private static void addPlaces(LongBuffer numbers, long of, ArrayData cities) {
    for (int i = 0; i < cities.numElements(); i++) {
      if (!cities.isNullAt(i)) {
        numbers.put(XXH64.hashUTF8String(cities.getUTF8String(i), of));
      }
    }
  }

  @Override
  public String toString() {
    return "numbers of " + blocks;
  }
}
