package canbao.udfs;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static scala.collection.JavaConverters.asScalaBuffer;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;

/**
 * The functions of the domain as columns, for Java callers; they need no session extension.
 *
 * <p>What each returns is told at the {@link SqlFunction} of its name.
 */
public final class Functions {

  private Functions() {}

  public static Column readText(Column text) {
    return call(SqlFunction.READ_TEXT, text);
  }

  public static Column readDateFirst(Column text) {
    return call(SqlFunction.READ_DATE_FIRST, text);
  }

  public static Column readDateLast(Column text) {
    return call(SqlFunction.READ_DATE_LAST, text);
  }

  public static Column isDateText(Column text) {
    return call(SqlFunction.IS_DATE_TEXT, text);
  }

  public static Column countyOf(Column division) {
    return call(SqlFunction.COUNTY_OF, division);
  }

  public static Column isDivisionText(Column division) {
    return call(SqlFunction.IS_DIVISION_TEXT, division);
  }

  public static Column cityOf(Column division) {
    return call(SqlFunction.CITY_OF, division);
  }

  public static Column countyOn(Column division, Column day) {
    return call(SqlFunction.COUNTY_ON, division, day);
  }

  public static Column cityNumber(Column division) {
    return call(SqlFunction.CITY_NUMBER, division);
  }

  public static Column documentCanonical(Column type, Column number, Column day) {
    return call(SqlFunction.DOCUMENT_CANONICAL, type, number, day);
  }

  public static Column documentBirth(Column type, Column number, Column day) {
    return call(SqlFunction.DOCUMENT_BIRTH, type, number, day);
  }

  public static Column documentSex(Column type, Column number, Column day) {
    return call(SqlFunction.DOCUMENT_SEX, type, number, day);
  }

  public static Column documentKind(Column type, Column number, Column day) {
    return call(SqlFunction.DOCUMENT_KIND, type, number, day);
  }

  public static Column idValid(Column type, Column number, Column day) {
    return call(SqlFunction.ID_VALID, type, number, day);
  }

  public static Column documentRepairs(Column type, Column number, Column day) {
    return call(SqlFunction.DOCUMENT_REPAIRS, type, number, day);
  }

  public static Column nameCanonical(Column name) {
    return call(SqlFunction.NAME_CANONICAL, name);
  }

  public static Column namesAgree(Column name, Column other) {
    return call(SqlFunction.NAMES_AGREE, name, other);
  }

  public static Column maskName(Column name) {
    return call(SqlFunction.MASK_NAME, name);
  }

  public static Column maskDocument(Column number) {
    return call(SqlFunction.MASK_DOCUMENT, number);
  }

  public static Column isCreditCode(Column code) {
    return call(SqlFunction.IS_CREDIT_CODE, code);
  }

  /** The 64-bit key of a canonical document (BIGINT); null for null. */
  public static Column personKey(Pseudonym pseudonym, Column canonical) {
    return invoke(new Method(pseudonym, "key", StringType, LongType), canonical);
  }

  /** The whole digest of a canonical document (BINARY, 32 bytes); null for null. */
  public static Column personDigest(Pseudonym pseudonym, Column canonical) {
    return invoke(new Method(pseudonym, "digest", StringType, BinaryType), canonical);
  }

  /** The first 64 bits of a digest in hexadecimal digits (BIGINT); null for null. */
  public static Column firstBits(Column hexDigest) {
    return invoke(new Method(new HexDigest(), "firstBits", StringType, LongType), hexDigest);
  }

  /**
   * A public, deterministic method of an object, that never gives null.
   *
   * @param target stands in the plan as it is; plans show its toString
   * @param parameters types of its parameters, which come in Spark's internal form
   */
  public record Method(
      Serializable target, String name, List<DataType> parameters, DataType result) {

    /** A method with one parameter. */
    public Method(Serializable target, String name, DataType parameter, DataType result) {
      this(target, name, List.of(parameter), result);
    }
  }

  /** What a method gives for columns; null if one of them is null. */
  public static Column invoke(Method method, Column... arguments) {
    List<Expression> given = Arrays.stream(arguments).map(Column::expr).toList();
    List<AbstractDataType> types = List.copyOf(method.parameters());
    return new Column(
        new Invoke(
            Literal.fromObject(method.target()),
            method.name(),
            method.result(),
            asScalaBuffer(given).toSeq(),
            asScalaBuffer(types).toSeq(),
            true,
            false,
            true));
  }

  private static Column call(SqlFunction function, Column... arguments) {
    List<Expression> expressions = Arrays.stream(arguments).map(Column::expr).toList();
    return new Column(SqlCall.of(function, expressions));
  }
}
