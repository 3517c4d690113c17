package canbao.udfs;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** What makes the number of each type of document valid; type and number have been read. */
final class DocumentRules {

  private static final int EARLIEST_BIRTH = 1850_01_01;
  private static final int GUANGDONG = 44;

  /** Which two digits are a province code that an area may begin with. */
  private static final boolean[] IS_PROVINCE = new boolean[100];

  static {
    int[][] ranges = {{11, 15}, {21, 23}, {31, 37}, {41, 46}, {50, 54}, {61, 65}};
    for (int[] range : ranges) {
      Arrays.fill(IS_PROVINCE, range[0], range[1] + 1, true);
    }
  }

  private DocumentRules() {}

  /** The kind of document the number is valid for on the day. */
  static DocumentKind kindOf(UTF8String type, UTF8String number, int day) {
    if (number == null) {
      return DocumentKind.NONE;
    }
    return switch (typeNumber(type)) {
      case 1 -> citizen(number, day);
      case 4 -> isPass(number) ? DocumentKind.HONG_KONG_PASS : DocumentKind.NONE;
      case 5 -> isPass(number) ? DocumentKind.MACAO_PASS : DocumentKind.NONE;
      case 6 -> isTaiwanPass(number) ? DocumentKind.TAIWAN_PASS : DocumentKind.NONE;
      case 7 -> permanentResidence(number);
      case 16 -> isResidencePermit(number, day) ? DocumentKind.RESIDENCE_PERMIT : DocumentKind.NONE;
      default -> DocumentKind.NONE;
    };
  }

  /** An empty type counts as the citizen's: if the number is no citizen's, nothing is known. */
  private static int typeNumber(UTF8String type) {
    if (type == null) {
      return 1;
    }
    return type.numBytes() == 2 ? Digits.number(type, 0, 2) : -1;
  }

  private static DocumentKind citizen(UTF8String number, int day) {
    return switch (number.numBytes()) {
      case 18 -> isCitizen(number, day) ? DocumentKind.CITIZEN : DocumentKind.NONE;
      case 15 ->
          isCitizenOf15Digits(number, day) ? DocumentKind.CITIZEN_OF_15_DIGITS : DocumentKind.NONE;
      default -> DocumentKind.NONE;
    };
  }

  private static boolean isCitizen(UTF8String number, int day) {
    return CheckCharacter.isMod11_2(number)
        && isArea(Digits.number(number, 0, 6))
        && isBirth(Digits.number(number, 6, 14), day);
  }

  /** Serials from 996 were given to people born before 1900: their century would be wrong. */
  private static boolean isCitizenOf15Digits(UTF8String number, int day) {
    return Digits.areDigits(number, 0, 15)
        && Digits.number(number, 12, 15) < 996
        && isArea(Digits.number(number, 0, 6))
        && isBirth(1900_00_00 + Digits.number(number, 6, 12), day);
  }

  private static boolean isResidencePermit(UTF8String number, int day) {
    if (number.numBytes() != 18 || !CheckCharacter.isMod11_2(number)) {
      return false;
    }
    int area = Digits.number(number, 0, 6);
    return (area == 810000 || area == 820000 || area == 830000)
        && isBirth(Digits.number(number, 6, 14), day);
  }

  private static DocumentKind permanentResidence(UTF8String number) {
    return switch (number.numBytes()) {
      case 18 ->
          TextForm.byteAt(number, 0) == '9' && CheckCharacter.isMod11_2(number)
              ? DocumentKind.PERMANENT_RESIDENCE
              : DocumentKind.NONE;
      case 15 ->
          isOldPermanentResidence(number)
              ? DocumentKind.PERMANENT_RESIDENCE_OF_15_CHARACTERS
              : DocumentKind.NONE;
      default -> DocumentKind.NONE;
    };
  }

  private static boolean isOldPermanentResidence(UTF8String number) {
    return isLetter(TextForm.byteAt(number, 0))
        && isLetter(TextForm.byteAt(number, 1))
        && isLetter(TextForm.byteAt(number, 2))
        && Digits.areDigits(number, 3, 15)
        && CheckCharacter.is7_3_1(number);
  }

  private static boolean isPass(UTF8String number) {
    int length = number.numBytes();
    byte territory = TextForm.byteAt(number, 0);
    return (length == 9 || length == 11)
        && (territory == 'H' || territory == 'M')
        && Digits.areDigits(number, 1, length);
  }

  private static boolean isTaiwanPass(UTF8String number) {
    int length = number.numBytes();
    return (length == 8 || length == 10) && Digits.areDigits(number, 0, length);
  }

  private static boolean isArea(int area) {
    int province = area / 10_000;
    if (province == GUANGDONG) {
      return Places.province().isKnown(area);
    }
    return IS_PROVINCE[province];
  }

  private static boolean isBirth(int yyyyMmDd, int day) {
    return yyyyMmDd >= EARLIEST_BIRTH
        && DateForm.isCalendarDate(yyyyMmDd)
        && DateForm.epochDay(yyyyMmDd) <= day;
  }

  private static boolean isLetter(byte b) {
    return b >= 'A' && b <= 'Z';
  }
}
