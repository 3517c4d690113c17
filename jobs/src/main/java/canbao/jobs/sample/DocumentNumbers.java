package canbao.jobs.sample;

import java.util.Locale;

/** Spells valid document numbers from their parts; {@code id_rules.csv} has the rules. */
final class DocumentNumbers {

  private static final int[] CITIZEN_WEIGHTS = {
    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
  };
  private static final String CITIZEN_CHECKS = "10X98765432";
  private static final int[] CARD_WEIGHTS = {7, 3, 1};

  private DocumentNumbers() {}

  /** GB 11643: area, birth date, serial, MOD 11-2 check. */
  static String citizen(int area, int birth, int serial) {
    char[] number = new char[18];
    put(number, 0, 6, area);
    put(number, 6, 8, Days.number(birth));
    put(number, 14, 3, serial);
    return checked(number);
  }

  /** The 15 digits that citizens born in the 1900s had before the 18. */
  static String oldCitizen(String number) {
    return number.substring(0, 6) + number.substring(8, 17);
  }

  /** Permanent residence card of the 2017 style: nationality, area, YYMMDD, serial, 7-3-1 check. */
  static String oldResidenceCard(String nationality, int area, String birthAndSerial) {
    String body = nationality + area + birthAndSerial;
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      sum += Character.digit(body.charAt(i), 36) * CARD_WEIGHTS[i % 3];
    }
    return body + sum % 10;
  }

  /** Permanent residence card of 2023: 9, province, numeric nationality, birth, serial, check. */
  static String newResidenceCard(int nationality, int birth, int serial) {
    return citizen(944_000 + nationality, birth, serial);
  }

  /** A pass of residents of Hong Kong (H) or Macao (M). */
  static String pass(char place, int serial) {
    return String.format(Locale.ROOT, "%s%08d", place, serial);
  }

  /** Writes a number's decimal digits, with leading zeros, into a place. */
  static void put(char[] target, int from, int digits, int number) {
    int rest = number;
    for (int i = from + digits - 1; i >= from; i--) {
      target[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static String checked(char[] number) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (number[i] - '0') * CITIZEN_WEIGHTS[i];
    }
    number[17] = CITIZEN_CHECKS.charAt(sum % 11);
    return new String(number);
  }
}
