package canbao.jobs.source;

import java.util.Locale;

/** How the text of a source's column is read; in {@code conf/sources} the name is lower-case. */
public enum ColumnKind {
  /** Type of an identity document, a code of AAC058. */
  DOCUMENT_TYPE,
  /** Number of an identity document; only together with its type does it mean a person. */
  DOCUMENT_NUMBER,
  /** Name of a person, kept as sent. */
  NAME,
  /** Word of a closed list, compared in its read form (NFKC, without blanks, upper-case). */
  CODE,
  /** Date; a month alone means its first day. */
  DATE_FIRST,
  /** Date; a month alone means its last day. */
  DATE_LAST,
  /** Month {@code yyyyMM}, kept as its first day. */
  MONTH,
  /** Division code of 6, 9 or 12 digits, kept as the county's six. */
  DIVISION,
  /** Amount with two decimals. */
  AMOUNT,
  /** Whole number, such as a year. */
  INTEGER,
  /** Free text in its read form. */
  TEXT;

  /** The kind's name in {@code conf/sources}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind that {@code word} names; the schema of {@code conf/sources} knows the same words. */
  public static ColumnKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
