package canbao.jobs.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * People of two cities as the sources would send them: sixty in Guangzhou, eight in Shenzhen, all
 * born on 1980-01-01, insured in every line and of one name.
 */
public final class SmallProvince {

  static final String NAME = "欧阳安康";

  /** The sources that a night cannot do without on its own day. */
  static final List<String> DAILY =
      List.of("population", "enrolment_pension", "enrolment_labour", "enrolment_medical");

  /** Some that it can. */
  static final List<String> OPTIONAL = List.of("benefit", "card", "group_member", "settlement");

  private static final int IN_GUANGZHOU = 60;
  private static final int PEOPLE = 68;

  private SmallProvince() {}

  /** Delivers all required sources, as full lists. */
  static void deliver(Path landing, String day) {
    for (String source : DAILY) {
      new BatchWriter(landing, source, day).file("part.csv", lines(source)).write();
    }
    new BatchWriter(landing, "status", day).file("part.csv", lines("status")).write();
  }

  /** The header and one row for each person; for status one student. */
  static List<String> lines(String source) {
    List<String> lines = new ArrayList<>(List.of("AAC058,AAC147,AAC003," + header(source)));
    IntStream.range(0, source.equals("status") ? 1 : PEOPLE)
        .mapToObj(i -> "01,%s,%s,%s".formatted(number(i), NAME, rest(source, i)))
        .forEach(lines::add);
    return lines;
  }

  /** Without the rows of some people, by their place from 0. */
  static List<String> linesWithout(String source, int from, int to) {
    List<String> lines = lines(source);
    return Stream.concat(
            lines.subList(0, from + 1).stream(), lines.subList(to + 1, lines.size()).stream())
        .toList();
  }

  /** The citizen number of a person, with the check of GB 11643. */
  static String number(int person) {
    return citizen("%s19800101%03d".formatted(county(person), person + 1));
  }

  public static String citizen(String seventeenDigits) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += Character.digit(seventeenDigits.charAt(i), 10) * ((1 << (17 - i)) % 11);
    }
    return seventeenDigits + "10X98765432".charAt(sum % 11);
  }

  private static String county(int person) {
    return person < IN_GUANGZHOU ? "440103" : "440304";
  }

  private static String header(String source) {
    return switch (source) {
      case "population" -> "AAC004,AAC006,AAC009,BAC301,AAC301,AAC060,AAE037,HJZT,AAC161";
      case "enrolment_medical" ->
          "PSN_INSU_RLTS_ID,INSUTYPE,INSU_ADMDVS,EMP_NO,PSN_INSU_STAS,RETIRE_FLAG,BEGNDATE,ENDDATE"
              + ",INSU_YEAR";
      case "status" -> "KIND,FROM,TO,ORG";
      case "card" -> "CARD_STATE,ISSUED,AAB301";
      case "group_member" -> "GROUP,FROM,TO,DIVISION";
      case "settlement" ->
          "STAY_ID,LINE,DIVISION,DISCHARGED,TOTAL,IN_POLICY,FUND_PAID,ASSISTANCE_PAID,SELF_PAID";
      case "benefit" -> "AAE140,AAB301,MONTH,AMOUNT";
      default ->
          "AAZ159,AAE140,AAB301,AAB001,AAB019,AAC066,AAC008,AAC031,AAC084,AAE030,AAE031,AAE160";
    };
  }

  private static String rest(String source, int person) {
    String county = county(person);
    return switch (source) {
      case "population" -> "1,19800101,10,%s,%s,1,,正常,CHN".formatted(county, county);
      case "enrolment_medical" -> "M%d,310,%s,E1,1,0,20100101,,".formatted(person, county);
      case "status" -> "STUDENT,20180901,,教育局";
      case "card" -> "1,20100101,%s".formatted(county);
      case "group_member" -> "POOR,20180101,,%s".formatted(county);
      case "settlement" ->
          "S%d,310,%s,20181201,100.00,90.00,80.00,0.00,20.00".formatted(person, county);
      case "benefit" -> "110,%s,201811,1000.00".formatted(county);
      case "enrolment_labour" -> "L%d,410,%s,E1,10,11,1,1,0,20100101,,".formatted(person, county);
      default -> "P%d,110,%s,E1,10,11,1,1,0,20100101,,".formatted(person, county);
    };
  }
}
