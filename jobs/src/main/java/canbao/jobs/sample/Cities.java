package canbao.jobs.sample;

import java.util.Arrays;
import java.util.List;

/**
 * The 21 cities by their position in {@code cities.csv}, with the margins that people are drawn by.
 */
final class Cities {

  /** How many prefecture-level cities the province has. */
  static final int COUNT = 21;

  /** The place of everybody and everything that is in none of the cities. */
  static final int OUTSIDE = COUNT;

  /** 顺德, a district of 佛山 that is also counted apart. */
  static final int SHUNDE = 440606;

  private static final int[] BY_MIDDLE_DIGITS = new int[100];

  private static final List<String[]> LINES = PlaceFile.lines("canbao/places/cities.csv");

  private static final double[][] NUMBERS =
      LINES.stream()
          .map(line -> Arrays.stream(line).mapToDouble(Cities::numberOrNone).toArray())
          .toArray(double[][]::new);

  static {
    Arrays.fill(BY_MIDDLE_DIGITS, OUTSIDE);
    for (int city = 0; city < COUNT; city++) {
      BY_MIDDLE_DIGITS[code(city) / 100 % 100] = city;
    }
  }

  private Cities() {}

  /** The city of a six-digit code, {@link #OUTSIDE} for 0 and for every code of elsewhere. */
  static int of(int code) {
    return code / 10_000 == 44 ? BY_MIDDLE_DIGITS[code / 100 % 100] : OUTSIDE;
  }

  static int code(int city) {
    return (int) number(city, 0);
  }

  static boolean isDelta(int city) {
    return LINES.get(city)[3].equals("PRD");
  }

  /** Residents at the end of 2018 in units of 10 000, column resident_2018_wan. */
  static double residents(int city) {
    return number(city, 7);
  }

  /** Registered people at the end of 2018 in units of 10 000, column registered_2018_wan. */
  static double registered(int city) {
    return number(city, 9);
  }

  /** Share of residents aged 0–14, column share_0_14_2020_pct. */
  static double shareOfChildren(int city) {
    return number(city, 11) / 100;
  }

  /** Share of residents aged 60 and more, column share_60plus_2020_pct. */
  static double shareOfOld(int city) {
    return number(city, 12) / 100;
  }

  private static double number(int city, int column) {
    return NUMBERS[city][column];
  }

  private static double numberOrNone(String text) {
    return text.matches("[0-9.]+") ? Double.parseDouble(text) : Double.NaN;
  }
}
