package canbao.udfs;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Every function that Spark SQL gets: its name (the constant in lower case), the static method
 * behind it, its types and its sentence in DESCRIBE FUNCTION.
 */
@SuppressWarnings("ImmutableEnumChecker") // Spark's data types never change but do not say so
public enum SqlFunction {
  READ_TEXT(
      new Method(TextForm.class, "read", StringType),
      "(text) - Returns the text as codes and numbers are compared: NFKC, without blanks, control and zero-width characters, upper-cased; NULL if nothing is left.",
      StringType),
  READ_DATE_FIRST(
      new Method(DateForm.class, "first", DateType),
      "(text) - Returns the date written as yyyyMMdd, yyyy-MM-dd, yyyyMM or yyyy-MM, of a month its first day; NULL for sentinels and what is no calendar date.",
      StringType),
  READ_DATE_LAST(
      new Method(DateForm.class, "last", DateType),
      "(text) - Returns the date written as yyyyMMdd, yyyy-MM-dd, yyyyMM or yyyy-MM, of a month its last day; NULL for sentinels and what is no calendar date.",
      StringType),
  IS_DATE_TEXT(
      new Method(DateForm.class, "isDate", BooleanType),
      "(text) - Returns false if the text is neither empty, nor a sentinel, nor a calendar date; never NULL.",
      StringType),
  COUNTY_OF(
      new Method(Division.class, "county", StringType),
      "(division) - Returns the six digits of the county in a division code of 6, 9 or 12 digits; NULL if malformed.",
      StringType),
  IS_DIVISION_TEXT(
      new Method(Division.class, "isDivision", BooleanType),
      "(division) - Returns false if the text is neither empty nor a division code of 6, 9 or 12 digits; never NULL.",
      StringType),
  CITY_OF(
      new Method(Division.class, "city", StringType),
      "(division) - Returns the six digits of the city a division code lies in; NULL outside the province's cities.",
      StringType),
  COUNTY_ON(
      new Method(Division.class, "countyOn", StringType),
      "(division, day) - Returns the six digits that name the county on the day: codes retired by then become their successors.",
      StringType,
      DateType),
  CITY_NUMBER(
      new Method(Division.class, "cityNumber", IntegerType),
      "(division) - Returns the position, from 0, of the code's city in the list of cities; NULL outside the province's cities.",
      StringType),
  DOCUMENT_CANONICAL(
      new Method(IdNumber.class, "canonical", StringType),
      "(type, number, day) - Returns the document by which people are linked if the number is valid for its type (AAC058) on the day, else NULL.",
      StringType,
      StringType,
      DateType),
  DOCUMENT_BIRTH(
      new Method(IdNumber.class, "birth", DateType),
      "(type, number, day) - Returns the birth date in a valid number, else NULL.",
      StringType,
      StringType,
      DateType),
  DOCUMENT_SEX(
      new Method(IdNumber.class, "sex", StringType),
      "(type, number, day) - Returns the sex in a valid number, '1' male or '2' female, else NULL.",
      StringType,
      StringType,
      DateType),
  DOCUMENT_KIND(
      new Method(IdNumber.class, "kind", StringType),
      "(type, number, day) - Returns the type (AAC058) that a valid number was read as, else NULL.",
      StringType,
      StringType,
      DateType),
  ID_VALID(
      new Method(IdNumber.class, "isValid", BooleanType),
      "(type, number, day) - Returns whether the number is valid for its type (AAC058) on the day.",
      StringType,
      StringType,
      DateType),
  DOCUMENT_REPAIRS(
      new Method(RepairedNumber.class, "candidates", DataTypes.createArrayType(StringType, false)),
      "(type, number, day) - Returns the valid numbers of 18 characters that one slip (a wrong, missing or additional character, two neighbours swapped) turns into this invalid one; empty for a valid number.",
      StringType,
      StringType,
      DateType),
  NAME_CANONICAL(
      new Method(PersonName.class, "canonical", StringType),
      "(name) - Returns the name as it is compared: read like every text, with one middle dot for all the dots in use.",
      StringType),
  NAMES_AGREE(
      new Method(PersonName.class, "agree", BooleanType),
      "(name, other) - Returns whether the two names are one: equal as they are compared, or but for characters that one could not be written with.",
      StringType,
      StringType),
  MASK_NAME(
      new Method(Mask.class, "name", StringType),
      "(name) - Returns the first character of the name and a star for each other one.",
      StringType),
  MASK_DOCUMENT(
      new Method(Mask.class, "document", StringType),
      "(number) - Returns the number with stars in place of all but its first three and last four characters, fewer of a short number.",
      StringType),
  IS_CREDIT_CODE(
      new Method(CreditCode.class, "isValid", BooleanType),
      "(code) - Returns whether the text is a unified social credit code with a right check character (GB 32100).",
      StringType);

  /** A public static method and the SQL type of what it returns. */
  record Method(Class<?> home, String name, DataType returnType) {}

  private final Method method;
  private final String usage;
  private final List<DataType> argumentTypes;

  SqlFunction(Method method, String usage, DataType... argumentTypes) {
    this.method = method;
    this.usage = usage;
    this.argumentTypes = List.of(argumentTypes);
  }

  /** The name in SQL. */
  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The arguments in brackets, then what is returned. */
  public String usage() {
    return usage;
  }

  public List<DataType> argumentTypes() {
    return argumentTypes;
  }

  public DataType returnType() {
    return method.returnType();
  }

  Method method() {
    return method;
  }

  /** True of the functions that tell "no text" from "bad text": they answer NULL with true. */
  boolean answersNull() {
    return this == IS_DATE_TEXT || this == IS_DIVISION_TEXT;
  }

  /** True of the functions whose first argument is a type of document, which may be missing. */
  boolean takesDocumentType() {
    return method.home() == IdNumber.class || method.home() == RepairedNumber.class;
  }

  /** The function behind which the static method stands. */
  static SqlFunction of(Class<?> home, String methodName) {
    for (SqlFunction function : values()) {
      if (function.method.home() == home && function.method.name().equals(methodName)) {
        return function;
      }
    }
    throw new IllegalArgumentException("No SQL function calls " + home + "." + methodName);
  }
}
