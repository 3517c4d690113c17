package canbao.jobs.sample;

import canbao.jobs.sample.Streams.Purpose;
import java.util.HashMap;
import java.util.Map;

/**
 * The spellings that the contract allows for one and the same value: 15-digit numbers, renewal
 * digits, dashed dates, months, sentinels for an open end, 6-, 9- and 12-digit divisions.
 *
 * <p>A row is spelled alike whenever it is written.
 */
final class Spelling {

  private static final String[] OPEN_ENDS = {"", "99991231", "9999-12-31", "999912"};
  private static final int BORN_BEFORE_18_DIGITS = Days.day(1970, 1, 1);
  private static final int FIRST_15_DIGITS = Days.day(1900, 1, 1);
  private static final int STREETS = 8;

  private final long seed;
  private final String[][] inProvince = new String[10_000][];
  private final Map<Integer, String[]> elsewhere = new HashMap<>();
  private long bits;

  Spelling(long seed) {
    this.seed = seed;
  }

  /** From now on spells the row of a person with this source and ordinal. */
  void turnTo(Person person, Source source, int ordinal) {
    bits = Streams.hash(seed + source.salt() + ordinal, person.number, Purpose.SPELLING);
  }

  /** Document type; of 300 citizens one has none, in the lists that are not the register itself. */
  String documentType(Person person) {
    boolean missing = (bits & 0xFF8) == 0xFF8 && person.documentType.equals("01");
    return missing ? "" : person.documentType;
  }

  /** Document number in any of its forms. */
  String documentNumber(Person person) {
    boolean old = (bits >>> 12 & 31) == 0;
    if (!old) {
      return person.documentNumber;
    }
    return switch (person.documentType) {
      case "01" -> oldCitizen(person);
      case "04", "05", "06" -> person.documentNumber + "01";
      default -> person.documentNumber;
    };
  }

  private static String oldCitizen(Person person) {
    return person.birth < BORN_BEFORE_18_DIGITS && person.birth >= FIRST_15_DIGITS
        ? DocumentNumbers.oldCitizen(person.documentNumber)
        : person.documentNumber;
  }

  String date(int day) {
    if (day == Days.NONE) {
      return "";
    }
    return (bits >>> 17 & 7) == 0 ? Days.dashed(day) : Days.compact(day);
  }

  /** A start; the first of a month is sometimes written as the month. */
  String start(int day) {
    return (bits >>> 20 & 3) == 0 && Days.isFirstOfMonth(day) ? Days.month(day) : date(day);
  }

  /** An end; the last of a month is sometimes written as the month, an open one as a sentinel. */
  String end(int day) {
    if (day == Days.NONE) {
      return OPEN_ENDS[(int) (bits >>> 22 & 3)];
    }
    return (bits >>> 20 & 3) == 1 && Days.isLastOfMonth(day) ? Days.month(day) : date(day);
  }

  /** A division; 0 is empty. */
  String division(int code) {
    String[] spellings = code / 10_000 == 44 ? ofProvince(code % 10_000) : ofElsewhere(code);
    int draw = (int) (bits >>> 32 & 0xFF);
    return draw < 128 ? spellings[0] : spellings[1 + draw % (2 * STREETS)];
  }

  private String[] ofProvince(int county) {
    if (inProvince[county] == null) {
      inProvince[county] = divisionSpellings(440_000 + county);
    }
    return inProvince[county];
  }

  private String[] ofElsewhere(int code) {
    return elsewhere.computeIfAbsent(code, Spelling::divisionSpellings);
  }

  private static String[] divisionSpellings(int code) {
    String[] spellings = new String[1 + 2 * STREETS];
    String county = code == 0 ? "" : Integer.toString(code);
    spellings[0] = county;
    for (int i = 1; i <= STREETS; i++) {
      spellings[i] = code == 0 ? "" : county + "00" + i;
      spellings[STREETS + i] = code == 0 ? "" : county + "00" + i + "20" + i;
    }
    return spellings;
  }

  /** Well-mixed bits of the row for what the agencies vary otherwise. */
  long bits() {
    return bits >>> 40;
  }
}
