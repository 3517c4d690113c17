package canbao.udfs;

import org.apache.spark.unsafe.types.UTF8String;

/**
 * Numbers of identity documents: whether one is valid on a day, and what it says of its holder.
 *
 * <p>Type and number come raw and are read first ({@link TextForm}). Types are those of AAC058; an
 * empty type with a valid citizen number is read as 01. What is not valid gives null. Days are
 * counted from 1970-01-01; a birth date after the day makes a number invalid.
 */
public final class IdNumber {

  private static final UTF8String MALE = UTF8String.fromString("1");
  private static final UTF8String FEMALE = UTF8String.fromString("2");

  private IdNumber() {}

  /**
   * The number in the one form that people are linked by: alone for types 01, 16 and 07 (15 digits
   * upgraded to 18), as type:number without renewal digits for 04, 05 and 06.
   */
  public static UTF8String canonical(UTF8String rawType, UTF8String rawNumber, int day) {
    UTF8String number = TextForm.read(rawNumber);
    DocumentKind kind = DocumentRules.kindOf(TextForm.read(rawType), number, day);
    return switch (kind) {
      case CITIZEN, RESIDENCE_PERMIT, PERMANENT_RESIDENCE, PERMANENT_RESIDENCE_OF_15_CHARACTERS ->
          number;
      case CITIZEN_OF_15_DIGITS -> upgraded(number);
      case HONG_KONG_PASS, MACAO_PASS -> pass(kind, number, 9);
      case TAIWAN_PASS -> pass(kind, number, 8);
      case NONE -> null;
    };
  }

  /** The type the document was read as; null if the number is not valid. */
  public static UTF8String kind(UTF8String rawType, UTF8String rawNumber, int day) {
    DocumentKind kind = DocumentRules.kindOf(TextForm.read(rawType), TextForm.read(rawNumber), day);
    return kind == null ? null : kind.type();
  }

  /** True if the number is valid for its type. */
  public static boolean isValid(UTF8String rawType, UTF8String rawNumber, int day) {
    return DocumentRules.kindOf(TextForm.read(rawType), TextForm.read(rawNumber), day)
        != DocumentKind.NONE;
  }

  /** The birth date in the number; null if not valid or if the number holds none with a century. */
  public static Integer birth(UTF8String rawType, UTF8String rawNumber, int day) {
    UTF8String number = TextForm.read(rawNumber);
    DocumentKind kind = DocumentRules.kindOf(TextForm.read(rawType), number, day);
    return switch (kind) {
      case CITIZEN, RESIDENCE_PERMIT, PERMANENT_RESIDENCE ->
          dayOrNull(Digits.number(number, 6, 14));
      case CITIZEN_OF_15_DIGITS -> dayOrNull(1900_00_00 + Digits.number(number, 6, 12));
      case PERMANENT_RESIDENCE_OF_15_CHARACTERS, HONG_KONG_PASS, MACAO_PASS, TAIWAN_PASS, NONE ->
          null;
    };
  }

  /** The sex in the number, 1 male, 2 female; null if not valid or if the number holds none. */
  public static UTF8String sex(UTF8String rawType, UTF8String rawNumber, int day) {
    UTF8String number = TextForm.read(rawNumber);
    DocumentKind kind = DocumentRules.kindOf(TextForm.read(rawType), number, day);
    return switch (kind) {
      case CITIZEN, RESIDENCE_PERMIT, PERMANENT_RESIDENCE -> sexOf(TextForm.byteAt(number, 16));
      case CITIZEN_OF_15_DIGITS -> sexOf(TextForm.byteAt(number, 14));
      case PERMANENT_RESIDENCE_OF_15_CHARACTERS -> sexOf(TextForm.byteAt(number, 13));
      case HONG_KONG_PASS, MACAO_PASS, TAIWAN_PASS, NONE -> null;
    };
  }

  /** Foreigners' numbers are valid by their check alone, so that their date may be none. */
  private static Integer dayOrNull(int yyyyMmDd) {
    return DateForm.isCalendarDate(yyyyMmDd) ? DateForm.epochDay(yyyyMmDd) : null;
  }

  private static UTF8String sexOf(byte digit) {
    return (digit - '0') % 2 == 1 ? MALE : FEMALE;
  }

  private static UTF8String upgraded(UTF8String number) {
    byte[] upgraded = new byte[18];
    for (int at = 0; at < 6; at++) {
      upgraded[at] = TextForm.byteAt(number, at);
    }
    upgraded[6] = '1';
    upgraded[7] = '9';
    for (int at = 6; at < 15; at++) {
      upgraded[at + 2] = TextForm.byteAt(number, at);
    }
    return CheckCharacter.withMod11_2(upgraded);
  }

  private static UTF8String pass(DocumentKind kind, UTF8String number, int lengthWithoutRenewal) {
    byte[] canonical = new byte[3 + lengthWithoutRenewal];
    canonical[0] = TextForm.byteAt(kind.type(), 0);
    canonical[1] = TextForm.byteAt(kind.type(), 1);
    canonical[2] = ':';
    for (int at = 0; at < lengthWithoutRenewal; at++) {
      canonical[3 + at] = TextForm.byteAt(number, at);
    }
    return UTF8String.fromBytes(canonical);
  }
}
