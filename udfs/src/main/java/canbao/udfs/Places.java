package canbao.udfs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The province's places: its cities, every division code it ever had, and what became of codes.
 *
 * <p>Read once a JVM from cities.csv, gb2260_guangdong.csv and gb2260_changes.csv (class path
 * canbao/places, built from conf/places).
 */
public final class Places {

  /** A city: six-digit code, names; its number is its place in the list. */
  public record City(String code, String nameZh, String nameEn) {}

  /** A county of today: six-digit code and name. */
  public record County(String code, String nameZh) {}

  /** From the day on (days since 1970-01-01) the code is written as its successor. */
  private record Change(int fromDay, int successor) {}

  /**
   * A change of a whole county that the table tells in the note of another row, "440682>440605".
   */
  private static final Pattern CHANGE_IN_NOTE = Pattern.compile("(\\d{6})>(\\d{6})");

  private static final List<String> TABLES =
      List.of("cities.csv", "gb2260_guangdong.csv", "gb2260_changes.csv");

  private static final Pattern CODE = Pattern.compile("\\d{6}");
  private static final int NO_CITY = -1;

  /** Last of the constants, because reading the tables uses the others. */
  private static final Places PROVINCE = new Places();

  private final List<City> cities;
  private final List<County> counties;
  private final UTF8String[] cityCodes;
  private final byte[] cityNumbers = new byte[10_000];
  private final BitSet knownCodes = new BitSet();
  private final BitSet changedCodes = new BitSet();
  private final Map<Integer, Change> changes = new HashMap<>();
  private final String fingerprint = PlaceTable.fingerprint(TABLES);

  private Places() {
    this.cities = readCities();
    this.counties = readCounties();
    this.cityCodes =
        cities.stream().map(city -> UTF8String.fromString(city.code())).toArray(UTF8String[]::new);
    numberCities();
    PlaceTable.read("gb2260_guangdong.csv")
        .forEach(row -> knownCodes.set(Integer.parseInt(row.get("code"))));
    PlaceTable.read("gb2260_changes.csv").forEach(this::addChanges);
  }

  static Places province() {
    return PROVINCE;
  }

  /** The cities in the order of cities.csv. */
  public static List<City> cities() {
    return PROVINCE.cities;
  }

  /** The counties of today, in the order of gb2260_guangdong.csv. */
  public static List<County> counties() {
    return PROVINCE.counties;
  }

  /** Whether a code has another successor on one of two days than on the other. */
  public static boolean haveChangedBetween(LocalDate first, LocalDate second) {
    return !changesBetween(first, second).isEmpty();
  }

  /** The days after one and up to another from which on some code has another successor. */
  public static List<LocalDate> changesBetween(LocalDate first, LocalDate second) {
    return PROVINCE.changes.values().stream()
        .map(change -> LocalDate.ofEpochDay(change.fromDay()))
        .filter(day -> day.isAfter(first) && !day.isAfter(second))
        .distinct()
        .sorted()
        .toList();
  }

  /** True if the province ever used the six-digit code, at any level. */
  public static boolean isKnownCode(int code) {
    return PROVINCE.isKnown(code);
  }

  /** SHA-256 over the tables that places are known by. */
  public static String fingerprint() {
    return PROVINCE.fingerprint;
  }

  /** The position in cities.csv of the city whose code begins with the four digits; -1 if none. */
  int cityNumber(int firstFourDigits) {
    return cityNumbers[firstFourDigits];
  }

  UTF8String cityCode(int cityNumber) {
    return cityCodes[cityNumber];
  }

  /** True if the province ever used the six-digit code, at any level. */
  boolean isKnown(int code) {
    return knownCodes.get(code);
  }

  /**
   * The code in force on the day for what the code once named; the code itself if nothing changed.
   */
  int codeOn(int code, int day) {
    int current = code;
    while (changedCodes.get(current)) {
      Change change = changes.get(current);
      if (day < change.fromDay()) {
        return current;
      }
      current = change.successor();
    }
    return current;
  }

  private static List<City> readCities() {
    return PlaceTable.read("cities.csv").stream()
        .map(row -> new City(row.get("code"), row.get("name_zh"), row.get("name_en")))
        .toList();
  }

  private static List<County> readCounties() {
    return PlaceTable.read("gb2260_guangdong.csv").stream()
        .filter(row -> row.get("level").equals("county") && row.get("status").equals("current"))
        .map(row -> new County(row.get("code"), row.get("name_zh")))
        .toList();
  }

  private void numberCities() {
    Arrays.fill(cityNumbers, (byte) NO_CITY);
    for (int number = 0; number < cities.size(); number++) {
      cityNumbers[Integer.parseInt(cities.get(number).code()) / 100] = (byte) number;
    }
  }

  /**
   * Takes the changes that are true of a whole county. A part of a county, a county divided among
   * several codes and one without a code keep the code they were written with: nothing in the code
   * tells where such a row belongs.
   */
  private void addChanges(Map<String, String> row) {
    List<int[]> pairs = new ArrayList<>();
    boolean whole = !row.get("old_name").endsWith("(part)");
    if (whole && CODE.matcher(row.get("new_code")).matches()) {
      pairs.add(pair(row.get("old_code"), row.get("new_code")));
    }
    changesInNote(row.get("note"))
        .forEach(match -> pairs.add(pair(match.group(1), match.group(2))));
    for (int[] pair : pairs) {
      addChange(pair[0], new Change(firstDay(row.get("effective")), pair[1]));
    }
  }

  private void addChange(int code, Change change) {
    if (codeOn(change.successor(), Integer.MAX_VALUE) == code) {
      throw new IllegalStateException(
          "gb2260_changes.csv: %d changes into itself by way of %d: no code would be in force. Correct one of the rows."
              .formatted(code, change.successor()));
    }
    changes.put(code, change);
    changedCodes.set(code);
  }

  private static Stream<MatchResult> changesInNote(String note) {
    return CHANGE_IN_NOTE.matcher(note).results();
  }

  private static int[] pair(String oldCode, String newCode) {
    return new int[] {Integer.parseInt(oldCode), Integer.parseInt(newCode)};
  }

  /** The first day of a month "2012-11" or of a year "2005". */
  private static int firstDay(String effective) {
    String month = effective.length() == 4 ? effective + "-01" : effective;
    return (int) LocalDate.parse(month + "-01").toEpochDay();
  }
}
