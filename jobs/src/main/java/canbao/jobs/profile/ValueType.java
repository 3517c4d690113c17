package canbao.jobs.profile;

import canbao.udfs.CreditCode;
import canbao.udfs.DateForm;
import canbao.udfs.Division;
import canbao.udfs.IdNumber;
import java.util.Locale;
import org.apache.spark.unsafe.types.UTF8String;

/** What a text may be read as; the first that nearly all values of a column are is its type. */
enum ValueType {
  CITIZEN_NUMBER {
    @Override
    boolean matches(UTF8String text) {
      return text.numBytes() >= 15 && IdNumber.isValid(CITIZEN_DOCUMENT, text, Integer.MAX_VALUE);
    }
  },
  CREDIT_CODE {
    @Override
    boolean matches(UTF8String text) {
      return text.numBytes() >= 18 && Boolean.TRUE.equals(CreditCode.isValid(text));
    }
  },
  DIVISION {
    @Override
    boolean matches(UTF8String text) {
      return text.numBytes() >= 6 && Division.isDivision(text);
    }
  },
  DATE {
    @Override
    boolean matches(UTF8String text) {
      return text.numBytes() >= 6 && DateForm.isDate(text);
    }
  },
  INTEGER {
    @Override
    boolean matches(UTF8String text) {
      return hasDigitsAnd(text, 0);
    }
  },
  DECIMAL {
    @Override
    boolean matches(UTF8String text) {
      return hasDigitsAnd(text, 1);
    }
  },
  TEXT {
    @Override
    boolean matches(UTF8String text) {
      return true;
    }
  };

  private static final UTF8String CITIZEN_DOCUMENT = UTF8String.fromString("01");

  /**
   * @param text in its read form, not empty
   */
  abstract boolean matches(UTF8String text);

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static boolean hasDigitsAnd(UTF8String text, int mostPoints) {
    int digits = 0;
    int points = 0;
    String characters = text.toString();
    for (int at = 0; at < characters.length(); at++) {
      char one = characters.charAt(at);
      if (one >= '0' && one <= '9') {
        digits++;
      } else if (one == '.') {
        points++;
      } else if (one != '-' || at > 0) {
        return false;
      }
    }
    return digits > 0 && points <= mostPoints;
  }
}
