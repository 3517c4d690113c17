package canbao.jobs.sample;

import java.util.Arrays;
import java.util.List;

/** County codes: where people and pools are, and the areas that citizen numbers begin with. */
final class Counties {

  /**
   * Counties of the provinces that most newcomers come from: 湖南, 广西, 江西, 湖北, 四川, 河南, 贵州, 重庆. The
   * choice and its evenness are the model's.
   */
  private static final int[] ELSEWHERE = {
    430104, 430121, 430281, 430421, 430481, 430482, 431003, 431102, 431121, 431126, 450103, 450881,
    450821, 450923, 450981, 450921, 360121, 360702, 360732, 360781, 360828, 420106, 421083, 420984,
    511602, 511702, 511304, 411502, 411702, 411328, 520302, 520521, 500101, 500234
  };

  private static final List<String[]> LINES = PlaceFile.lines("canbao/places/gb2260_guangdong.csv");
  private static final int[][] CURRENT = new int[Cities.COUNT + 1][];
  private static final int[][] AREAS = new int[Cities.COUNT + 1][];
  private static final int[] ALL;

  static {
    for (int city = 0; city < Cities.COUNT; city++) {
      CURRENT[city] = counties(city, "current");
      AREAS[city] = issuedIn(city);
    }
    CURRENT[Cities.OUTSIDE] = ELSEWHERE;
    AREAS[Cities.OUTSIDE] = ELSEWHERE;
    ALL = allCurrent();
  }

  private Counties() {}

  /** Current counties of a city; 东莞 and 中山 have none and stand for themselves. */
  static int[] current(int city) {
    return CURRENT[city];
  }

  /** Area codes of citizen numbers first issued in a city; no code belongs to two cities. */
  static int[] areas(int city) {
    return AREAS[city];
  }

  /** Every current county of the province. */
  static int[] all() {
    return ALL;
  }

  /** The county codes of a city that are no longer in force. */
  static int[] retired(int city) {
    return counties(city, "retired");
  }

  private static int[] issuedIn(int city) {
    return LINES.stream()
        .filter(line -> !line[2].equals("province") && issuingCity(line) == city)
        .mapToInt(line -> Integer.parseInt(line[0]))
        .toArray();
  }

  private static int issuingCity(String[] line) {
    if (line[1].startsWith("东莞")) {
      return Cities.of(441900);
    }
    if (line[1].startsWith("中山")) {
      return Cities.of(442000);
    }
    boolean county = line[2].equals("county");
    return county ? Cities.of(Integer.parseInt(line[0])) : Cities.OUTSIDE;
  }

  private static int[] counties(int city, String status) {
    int[] counties =
        LINES.stream()
            .filter(line -> line[2].equals("county") && line[3].equals(status))
            .mapToInt(line -> Integer.parseInt(line[0]))
            .filter(code -> Cities.of(code) == city)
            .toArray();
    return counties.length == 0 ? new int[] {Cities.code(city)} : counties;
  }

  private static int[] allCurrent() {
    return Arrays.stream(CURRENT, 0, Cities.COUNT).flatMapToInt(Arrays::stream).toArray();
  }
}
