package canbao.jobs.datacontract;

import canbao.jobs.source.ColumnKind;
import java.util.Locale;

/** The types of the standard that columns have. */
enum LogicalType {
  STRING,
  NUMBER,
  INTEGER,
  DATE;

  static LogicalType of(ColumnKind kind) {
    return switch (kind) {
      case DATE_FIRST, DATE_LAST, MONTH -> DATE;
      case AMOUNT -> NUMBER;
      case INTEGER -> INTEGER;
      case DOCUMENT_TYPE, DOCUMENT_NUMBER, NAME, CODE, DIVISION, TEXT -> STRING;
    };
  }

  /** As the standard spells it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether every value of another type is one of this type: everything that comes is text.
   *
   * @param other as the standard spells it; empty if a contract does not say
   */
  boolean holdsAllOf(String other) {
    return switch (this) {
      case STRING -> true;
      case NUMBER -> other.equals("number") || other.equals("integer");
      case INTEGER, DATE -> other.equals(word());
    };
  }
}
