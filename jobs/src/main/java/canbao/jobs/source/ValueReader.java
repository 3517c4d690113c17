package canbao.jobs.source;

import canbao.udfs.DateForm;
import canbao.udfs.Division;
import canbao.udfs.TextForm;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** How the texts of one declared column are read. */
final class ValueReader {

  private static final int AMOUNT_PRECISION = 18;
  private static final int AMOUNT_SCALE = 2;
  private static final int MOST_INTEGER_DIGITS = 9;

  private final ColumnSpec column;
  private final Map<UTF8String, UTF8String> crosswalk = new HashMap<>();
  private final Set<UTF8String> declared = new HashSet<>();

  ValueReader(ColumnSpec column) {
    this.column = column;
    column
        .crosswalk()
        .forEach((sent, ours) -> crosswalk.put(UTF8String.fromString(sent), utf8(ours)));
    column.values().forEach(value -> declared.add(utf8(value)));
  }

  DataType type() {
    return switch (column.kind()) {
      case DATE_FIRST, DATE_LAST, MONTH -> DataTypes.DateType;
      case AMOUNT -> DataTypes.createDecimalType(AMOUNT_PRECISION, AMOUNT_SCALE);
      case INTEGER -> DataTypes.IntegerType;
      case DOCUMENT_TYPE, DOCUMENT_NUMBER, NAME, CODE, DIVISION, TEXT -> DataTypes.StringType;
    };
  }

  /** The typed value; null where there is none or it cannot be read. */
  Object value(UTF8String raw) {
    return switch (column.kind()) {
      case DOCUMENT_NUMBER, TEXT -> TextForm.read(raw);
      case NAME -> raw;
      case CODE, DOCUMENT_TYPE -> code(raw);
      case DATE_FIRST, MONTH -> DateForm.first(raw);
      case DATE_LAST -> DateForm.last(raw);
      case DIVISION -> Division.county(raw);
      case AMOUNT -> amount(TextForm.read(raw));
      case INTEGER -> integer(TextForm.read(raw));
    };
  }

  boolean canBeUnreadable() {
    return switch (column.kind()) {
      case DATE_FIRST, DATE_LAST, MONTH, DIVISION, AMOUNT, INTEGER -> true;
      case DOCUMENT_TYPE, DOCUMENT_NUMBER, NAME, CODE, TEXT -> false;
    };
  }

  /** Whether the text says something that cannot be read. */
  boolean isUnreadable(UTF8String raw) {
    return switch (column.kind()) {
      case DATE_FIRST, DATE_LAST, MONTH -> !DateForm.isDate(raw);
      case DIVISION -> !Division.isDivision(raw);
      case DOCUMENT_TYPE, DOCUMENT_NUMBER, NAME, CODE, AMOUNT, INTEGER, TEXT ->
          TextForm.read(raw) != null && value(raw) == null;
    };
  }

  boolean canBeUndeclared() {
    return column.kind() == ColumnKind.CODE && !declared.isEmpty();
  }

  /** An empty code is outside the declared ones where the column is required. */
  boolean isUndeclared(UTF8String raw) {
    UTF8String code = code(raw);
    return code == null ? column.required() : !declared.contains(code);
  }

  /** The value as text; what cannot be read keeps its own text, so that it stays apart. */
  UTF8String readForm(UTF8String raw) {
    return switch (column.kind()) {
      case NAME -> raw;
      case CODE, DOCUMENT_TYPE -> code(raw);
      case DATE_FIRST, DATE_LAST, MONTH ->
          isUnreadable(raw) ? TextForm.read(raw) : dateText((Integer) value(raw));
      case DOCUMENT_NUMBER, DIVISION, AMOUNT, INTEGER, TEXT -> TextForm.read(raw);
    };
  }

  /** A code or document type in our words. */
  UTF8String code(UTF8String raw) {
    UTF8String sent = TextForm.read(raw);
    return sent == null ? null : crosswalk.getOrDefault(sent, sent);
  }

  private static UTF8String dateText(Integer epochDay) {
    return epochDay == null ? null : utf8(LocalDate.ofEpochDay(epochDay).toString());
  }

  private static Decimal amount(UTF8String text) {
    if (text == null) {
      return null;
    }
    try {
      BigDecimal sent = new BigDecimal(text.toString());
      // A number of a million digits is refused before it is written out.
      if (sent.precision() - sent.scale() > AMOUNT_PRECISION - AMOUNT_SCALE) {
        return null;
      }
      BigDecimal amount = sent.setScale(AMOUNT_SCALE, RoundingMode.HALF_UP);
      return amount.precision() > AMOUNT_PRECISION
          ? null
          : Decimal.apply(amount, AMOUNT_PRECISION, AMOUNT_SCALE);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Integer integer(UTF8String text) {
    if (text == null || text.numBytes() > MOST_INTEGER_DIGITS) {
      return null;
    }
    String digits = text.toString();
    return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.valueOf(digits) : null;
  }

  private static UTF8String utf8(String text) {
    return UTF8String.fromString(text);
  }
}
