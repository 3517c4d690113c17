package canbao.jobs;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the sources of three cities deliver in four nights about some forty people, each named by
 * what he or she is there for. 440106 is in Guangzhou, 440305 in Shenzhen, 440604 in Foshan, 440606
 * (once 440681) is Shunde in Foshan, 430102 lies outside the province. Of four people the street is
 * known.
 */
final class WorkedProvince {

  static final List<String> NIGHTS =
      List.of("2018-12-30", "2018-12-31", "2019-01-01", "2019-01-02");

  private static final String POPULATION =
      """
      AAC003          | AAC006   | BAC301       | AAC301       | AAC060 | AAE037   | HJZT
      worker          | 19800101 | 440106       | 440106       | 1      |          | 正常
      pensioner       | 19500101 | 440106       |              | 1      |          | 正常
      cadre           | 19250601 | 440106       | 440106       | 1      |          | 正常
      commuter        | 19850101 | 440604       | 440106       | 1      |          | 正常
      two_lines       | 19790101 | 440106       | 440106       | 1      |          | 正常
      twice_110       | 19780101 | 440106       | 440106       | 1      |          | 正常
      two_cities      | 19770101 | 440305       | 440305       | 1      |          | 正常
      official        | 19760101 | 440305       | 440305       | 1      |          | 正常
      migrant         | 19900101 | 430102       | 440305       | 1      |          | 正常
      lives_outside   | 19820101 | 440106       | 430102       | 1      |          | 正常
      villager        | 19750101 | 440604       | 440604       | 1      |          | 正常
      shunde          | 19740101 | 440606       | 440606       | 1      |          | 正常
      old_code        | 19730101 | 440681       | 440681       | 1      |          | 正常
      unregistered    | 19720101 | 440106       | 440305       | 1      |          | 迁出
      cancelled       | 19710101 | 440604       |              | 1      |          | 注销
      child           | 20100101 | 440106       | 440106       | 1      |          | 正常
      unknown_age     |          | 440305       | 440305       | 1      |          | 正常
      student         | 20000501 | 440106       | 440106       | 1      |          | 正常
      student_of_25   | 19931230 | 440604       | 440604       | 1      |          | 正常
      soldier         | 19980101 | 440106       | 440106       | 1      |          | 正常
      prisoner        | 19700101 | 440604       | 440604       | 1      |          | 正常
      abroad          | 19830101 | 440106       | 440106       | 1      |          | 正常
      insured_outside | 19840101 | 440305       | 440305       | 1      |          | 正常
      dead_register   | 19400101 | 440106       | 440106       | 2      | 20180601 | 死亡
      dead_list       | 19410101 | 440604       | 440604       | 1      |          | 正常
      teen            | 20021231 | 440305       | 440305       | 1      |          | 正常
      mover           | 19860101 | 440106       | 440106       | 1      |          | 正常
      emigrant        | 19870101 | 440305       | 440305       | 1      |          | 正常
      recruit         | 19990101 | 440106       | 440106       | 1      |          | 正常
      graduate        | 19960101 | 440604       | 440604       | 1      |          | 正常
      veteran         | 19970101 | 440305       | 440305       | 1      |          | 正常
      deceased        | 19450101 | 440604       | 440604       | 1      |          | 正常
      corrected_birth | 20030303 | 440305       | 440305       | 1      |          | 正常
      withdrawn       | 19690101 | 440604       | 440604       | 1      |          | 正常
      joiner          | 19880101 | 440305001    | 440305001    | 1      |          | 正常
      late            | 19890101 | 440106001    | 440106001    | 1      |          | 正常
      pauser          | 19680101 | 440106002    | 440106002    | 1      |          | 正常
      resumer         | 19670101 | 440305       | 440305       | 1      |          | 正常
      wrong_pool      | 19660101 | 440604003000 | 440604003000 | 1      |          | 正常
      dropped         | 19650101 | 440604       | 440604       | 1      |          | 正常
      """;

  /** AAC008 and AAC031: 1 1 paying, 1 3 drawing a pension, 2 2 suspended, 4 3 ended. */
  private static final String PENSION =
      """
      AAZ159 | AAC003          | AAE140 | AAB301 | AAC008 | AAC031 | AAE030   | AAE031
      P01    | worker          | 110    | 440106 | 1      | 1      | 20100101 |
      P02    | pensioner       | 110    | 440106 | 1      | 3      | 20100101 |
      P03    | cadre           | 120    | 440106 | 1      | 3      | 20100101 |
      P04    | commuter        | 110    | 440106 | 1      | 1      | 20100101 |
      P05    | two_lines       | 110    | 440106 | 1      | 1      | 20100101 |
      P06    | two_lines       | 170    | 440106 | 1      | 1      | 20100101 |
      P07    | twice_110       | 110    | 440106 | 1      | 1      | 20100101 |
      P08    | twice_110       | 110    | 440106 | 1      | 1      | 20150101 |
      P09    | two_cities      | 110    | 440305 | 1      | 1      | 20100101 |
      P10    | two_cities      | 110    | 440106 | 1      | 1      | 20150101 |
      P11    | official        | 120    | 440305 | 1      | 1      | 20100101 |
      P12    | migrant         | 110    | 440305 | 1      | 1      | 20100101 |
      P13    | stranger        | 110    | 440305 | 1      | 1      | 20100101 |
      P14    | lives_outside   | 110    | 440106 | 1      | 1      | 20100101 |
      P15    | villager        | 170    | 440604 | 1      | 1      | 20100101 |
      P16    | shunde          | 110    | 440606 | 1      | 1      | 20100101 |
      P17    | old_code        | 170    | 440681 | 1      | 1      | 20100101 |
      P18    | student_of_25   | 110    | 440604 | 1      | 1      | 20100101 |
      P19    | prisoner        | 170    | 440604 | 1      | 1      | 20100101 |
      P20    | abroad          | 110    | 440106 | 1      | 1      | 20100101 |
      P21    | dead_register   | 110    | 440106 | 1      | 3      | 20000101 |
      P22    | dead_list       | 170    | 440604 | 1      | 3      | 20010101 |
      P23    | teen            | 170    | 440305 | 1      | 1      | 20181201 |
      P24    | mover           | 110    | 440106 | 1      | 1      | 20100101 |
      P25    | emigrant        | 110    | 440305 | 1      | 1      | 20100101 |
      P26    | recruit         | 110    | 440106 | 1      | 1      | 20180101 |
      P27    | graduate        | 110    | 440604 | 1      | 1      | 20190101 |
      P28    | deceased        | 110    | 440604 | 1      | 3      | 20050101 |
      P29    | corrected_birth | 110    | 440305 | 1      | 1      | 20180101 |
      P30    | withdrawn       | 170    | 440604 | 1      | 1      | 20100101 |
      P31    | pauser          | 110    | 440106 | 1      | 1      | 20100101 |
      P32    | resumer         | 110    | 440305 | 2      | 2      | 20100101 |
      P33    | wrong_pool      | 110    | 4406X4 | 1      | 1      | 20100101 |
      P34    | dropped         | 110    | 440604 | 1      | 1      | 20100101 |
      """;

  /** State 1 enrolled, 2 suspended, 4 ended; 390 is paid by the year. */
  private static final String MEDICAL =
      """
      PSN_INSU_RLTS_ID | AAC003        | INSUTYPE | INSU_ADMDVS | PSN_INSU_STAS | BEGNDATE | ENDDATE  | INSU_YEAR
      M01              | worker        | 310      | 440106      | 1             | 20100101 |          |
      M02              | pensioner     | 310      | 440106      | 1             | 20100101 |          |
      M03              | cadre         | 340      | 440106      | 1             | 20100101 |          |
      M04              | commuter      | 310      | 440106      | 1             | 20100101 |          |
      M05              | two_lines     | 310      | 440106      | 1             | 20100101 |          |
      M06              | two_lines     | 390      | 440106      | 1             | 20180101 | 20181231 | 2018
      M07              | two_cities    | 310      | 440305      | 1             | 20100101 |          |
      M08              | official      | 310      | 440305      | 1             | 20100101 |          |
      M09              | migrant       | 310      | 440305      | 1             | 20100101 |          |
      M10              | stranger      | 310      | 440305      | 1             | 20100101 |          |
      M11              | villager      | 390      | 440604      | 1             | 20180101 | 20181231 | 2018
      M12              | villager      | 390      | 440604      | 1             | 20190101 | 20191231 | 2019
      M13              | shunde        | 310      | 440606      | 1             | 20100101 |          |
      M14              | old_code      | 390      | 440681      | 1             | 20180101 | 20181231 | 2018
      M15              | child         | 390      | 440106      | 1             | 20180101 | 20181231 | 2018
      M16              | unknown_age   | 390      | 440305      | 1             | 20180101 | 20181231 | 2018
      M17              | unknown_age   | 390      | 440305      | 1             | 20190101 | 20191231 | 2019
      M18              | student       | 390      | 440106      | 1             | 20180101 | 20181231 | 2018
      M19              | student       | 390      | 440106      | 1             | 20190101 | 20191231 | 2019
      M20              | student_of_25 | 310      | 440604      | 1             | 20100101 |          |
      M21              | dead_list     | 390      | 440604      | 1             | 20180101 | 20181231 | 2018
      M22              | lives_outside | 310      | 440106      | 1             | 20100101 |          |
      M23              | unregistered  | 310      | 440305      | 1             | 20100101 |          |
      M24              | mover         | 310      | 440106      | 1             | 20100101 |          |
      M25              | emigrant      | 310      | 440305      | 1             | 20100101 |          |
      M26              | recruit       | 310      | 440106      | 1             | 20180101 |          |
      M27              | graduate      | 390      | 440604      | 1             | 20180101 | 20181231 | 2018
      M28              | deceased      | 310      | 440604      | 1             | 20100101 |          |
      M29              | withdrawn     | 310      | 440604      | 1             | 20100101 |          |
      M30              | dropped       | 310      | 440604      | 1             | 20100101 |          |
      M31              | teen          | 390      | 440305      | 1             | 20180101 |          | 2018
      M32              | veteran       | 310      | 440305      | 1             | 20180101 |          |
      """;

  /** 410 at two employers at once is lawful. */
  private static final String LABOUR =
      """
      AAZ159 | AAC003   | AAE140 | AAB301 | AAC008 | AAC031 | AAE030   | AAE031
      L01    | worker   | 410    | 440106 | 1      | 1      | 20100101 |
      L02    | worker   | 410    | 440305 | 1      | 1      | 20150101 |
      L03    | commuter | 210    | 440106 | 1      | 1      | 20100101 |
      L04    | migrant  | 510    | 440305 | 1      | 1      | 20100101 |
      """;

  private static final String STATUS =
      """
      AAC003          | KIND            | FROM     | TO
      student         | student         | 20180901 |
      student_of_25   | student         | 20150901 |
      soldier         | soldier         | 20180901 |
      prisoner        | prison          | 20170101 |
      abroad          | abroad          | 20180101 |
      insured_outside | insured_outside | 20160101 |
      dead_list       | death           | 20181111 |
      recruit         | soldier         | 20190101 |
      graduate        | student         | 20140901 | 20181231
      veteran         | soldier         | 20161201 | 20181230
      """;

  private static final String POPULATION_31 =
      """
      OP   | AAC003   | AAC006   | BAC301 | AAC301 | AAC060 | AAE037 | HJZT
      新增 | newborn  | 20181231 | 440106 | 440106 | 1      |        | 正常
      新增 | arrival  | 19910101 | 430102 | 440106 | 1      |        | 正常
      变更 | mover    | 19860101 | 440305 | 440305 | 1      |        | 正常
      变更 | emigrant | 19870101 | 440305 | 430102 | 1      |        | 迁出
      """;

  private static final String PENSION_31 =
      """
      OP   | AAZ159 | AAC003  | AAE140 | AAB301 | AAC008 | AAC031 | AAE030   | AAE031
      变更 | P31    | pauser  | 110    | 440106 | 2      | 2      | 20100101 |
      变更 | P32    | resumer | 110    | 440305 | 1      | 1      | 20100101 |
      新增 | P35    | joiner  | 110    | 440305 | 1      | 1      | 20181231 |
      """;

  private static final String MEDICAL_31 =
      """
      OP   | PSN_INSU_RLTS_ID | AAC003  | INSUTYPE | INSU_ADMDVS | PSN_INSU_STAS | BEGNDATE | ENDDATE | INSU_YEAR
      变更 | M09              | migrant | 310      | 440305      | 2             | 20100101 |         |
      新增 | M33              | arrival | 310      | 440106      | 1             | 20181201 |         |
      """;

  private static final String POPULATION_01 =
      """
      OP   | AAC003   | AAC006   | BAC301 | AAC301 | AAC060 | AAE037   | HJZT
      变更 | deceased | 19450101 | 440604 | 440604 | 2      | 20181231 | 死亡
      变更 | dropped  | 19650101 | 440604 | 440606 | 1      |          | 正常
      """;

  private static final String PENSION_01 =
      """
      OP   | AAZ159 | AAC003     | AAE140 | AAB301 | AAC008 | AAC031 | AAE030   | AAE031
      变更 | P24    | mover      | 110    | 440106 | 4      | 3      | 20100101 | 20181231
      新增 | P36    | mover      | 110    | 440305 | 1      | 1      | 20190101 |
      新增 | P37    | late       | 110    | 440106 | 1      | 1      | 20181201 |
      变更 | P33    | wrong_pool | 110    | 440604 | 1      | 1      | 20100101 |
      变更 | P31    | pauser     | 110    | 440106 | 4      | 3      | 20100101 | 20181231
      """;

  private static final String MEDICAL_01 =
      """
      OP   | PSN_INSU_RLTS_ID | AAC003   | INSUTYPE | INSU_ADMDVS | PSN_INSU_STAS | BEGNDATE | ENDDATE  | INSU_YEAR
      变更 | M24              | mover    | 310      | 440106      | 4             | 20100101 | 20181231 |
      新增 | M34              | mover    | 310      | 440305      | 1             | 20190101 |          |
      新增 | M35              | newborn  | 390      | 440106      | 1             | 20190101 | 20191231 | 2019
      新增 | M36              | graduate | 310      | 440604      | 1             | 20190101 |          |
      """;

  private static final String POPULATION_02 =
      """
      OP   | AAC003          | AAC006   | BAC301 | AAC301 | AAC060 | AAE037 | HJZT
      变更 | corrected_birth | 19930303 | 440305 | 440305 | 1      |        | 正常
      取消 | withdrawn       | 19690101 | 440604 | 440604 | 1      |        | 正常
      """;

  /** The full list of Foshan: without P22 of dead_list, P28 of deceased and P34 of dropped. */
  private static final String PENSION_02_FOSHAN =
      """
      AAZ159 | AAC003          | AAE140 | AAB301 | AAC008 | AAC031 | AAE030   | AAE031
      P15    | villager        | 170    | 440604 | 1      | 1      | 20100101 |
      P16    | shunde          | 110    | 440606 | 1      | 1      | 20100101 |
      P17    | old_code        | 170    | 440681 | 1      | 1      | 20100101 |
      P18    | student_of_25   | 110    | 440604 | 1      | 1      | 20100101 |
      P19    | prisoner        | 170    | 440604 | 1      | 1      | 20100101 |
      P27    | graduate        | 110    | 440604 | 1      | 1      | 20190101 |
      P30    | withdrawn       | 170    | 440604 | 1      | 1      | 20100101 |
      P33    | wrong_pool      | 110    | 440604 | 1      | 1      | 20100101 |
      """;

  private static final String MEDICAL_02 =
      """
      OP   | PSN_INSU_RLTS_ID | AAC003  | INSUTYPE | INSU_ADMDVS | PSN_INSU_STAS | BEGNDATE | ENDDATE  | INSU_YEAR
      变更 | M09              | migrant | 310      | 440305      | 1             | 20100101 |          |
      新增 | M37              | child   | 390      | 440106      | 1             | 20190101 | 20191231 | 2019
      """;

  private static final String LABOUR_02 =
      """
      OP   | AAZ159 | AAC003   | AAE140 | AAB301 | AAC008 | AAC031 | AAE030   | AAE031
      取消 | L02    | worker   | 410    | 440305 | 1      | 1      | 20150101 |
      """;

  /** The full list without insured_outside, who is insured nowhere else any more. */
  private static final String STATUS_02 =
      STATUS.lines().filter(row -> !row.startsWith("insured_outside")).collect(joining("\n"));

  /**
   * On the second night a street and counties answer the lists of the first; that of 440305 has not
   * gone out, two_lines was on none, no_pauser is another name of pauser, and what is said of
   * twice_110 no reason.
   */
  private static final String VISITS_31 =
      """
      AAC003    | FAMILY  | LIST     | UNIT      | DIVISION     | VISITED  | CLASS | REASON
      late      | pension | 20181230 | 440106001 | 440106001201 | 20181231 | 2     | 011
      late      | medical | 20181230 | 440106    | 440106001    | 20181230 | 0     | 202
      two_lines | medical | 20181230 | 440106    | 440106       | 20181231 | 0     | 203
      resumer   | pension | 20181230 | 440305    | 440305       | 20181231 | 0     | 206
      no_pauser | medical | 20181230 | 440106    | 440106002    | 20181231 | 0     | 207
      twice_110 | medical | 20181230 | 440106    | 440106       | 20181231 | 1     | 203
      """;

  /** Columns that the drawings leave out, and what they hold in every row. */
  private static final Map<String, String> ALIKE =
      Map.of(
          "population", "AAC004=1 AAC009=10 AAC161=CHN",
          "visit_result", "DETAIL=",
          "status", "ORG=X",
          "enrolment_medical", "EMP_NO=E1 RETIRE_FLAG=0",
          "enrolment_pension", "AAB001=E1 AAB019=10 AAC066=11 AAC084=0 AAE160=",
          "enrolment_labour", "AAB001=E1 AAB019=10 AAC066=11 AAC084=0 AAE160=");

  private final DrawnLists lists;
  private final Map<String, String> documents = new HashMap<>();

  WorkedProvince(Path landing) {
    this.lists = new DrawnLists(landing, ALIKE, row -> documents.get(row.get("AAC003")));
    Stream.of(POPULATION, POPULATION_31)
        .flatMap(drawing -> DrawnLists.rows(drawing).stream())
        .forEach(row -> documents.putIfAbsent(row.get("AAC003"), citizen(row.get("AAC006"))));
    documents.put("unknown_age", "04,H12345678");
    documents.put("corrected_birth", citizen("19930303"));
    documents.put("stranger", citizen("19640101"));
    documents.put("no_pauser", documents.get("pauser"));
  }

  void deliver() {
    full("population", NIGHTS.get(0), POPULATION);
    full("enrolment_pension", NIGHTS.get(0), PENSION);
    full("enrolment_medical", NIGHTS.get(0), MEDICAL);
    full("enrolment_labour", NIGHTS.get(0), LABOUR);
    full("status", NIGHTS.get(0), STATUS);

    changes("population", 1, POPULATION_31);
    changes("enrolment_pension", 1, PENSION_31);
    changes("enrolment_medical", 1, MEDICAL_31);
    changes("enrolment_labour", 1);

    changes("population", 2, POPULATION_01);
    changes("enrolment_pension", 2, PENSION_01);
    changes("enrolment_medical", 2, MEDICAL_01);
    changes("enrolment_labour", 2);

    changes("population", 3, POPULATION_02);
    lists.batch("enrolment_pension", NIGHTS.get(3), PENSION_02_FOSHAN).scope("440600").write();
    changes("enrolment_medical", 3, MEDICAL_02);
    changes("enrolment_labour", 3, LABOUR_02);
    full("status", NIGHTS.get(3), STATUS_02);
  }

  /**
   * What the visits have found; one answer, about twice_110, comes back under no number.
   *
   * @param reference of the row of the list that it answers
   */
  void deliverVisits(String reference) {
    String found =
        """
        AAC058,AAC147,AAC003,FAMILY,LIST,UNIT,DIVISION,REF,VISITED,CLASS,REASON,DETAIL
        01,none,twice_110,MEDICAL,20181230,440106,440106,%s,20181231,0,203,
        """
            .formatted(reference);
    lists.batch("visit_result", NIGHTS.get(1), VISITS_31).file("found.csv", found, 1).write();
  }

  /** Every document number, and no name. */
  List<String> numbers() {
    return documents.values().stream().map(document -> document.split(",", -1)[1]).toList();
  }

  private void full(String source, String day, String drawing) {
    lists.batch(source, day, drawing).write();
  }

  private void changes(String source, int night, String drawing) {
    lists.changes(source, NIGHTS.get(night), NIGHTS.get(night - 1), drawing);
  }

  private void changes(String source, int night) {
    lists.noChanges(source, NIGHTS.get(night), NIGHTS.get(night - 1));
  }

  /** Type and number of somebody who is born on a day. */
  private String citizen(String birth) {
    return birth.isEmpty() ? "" : DrawnLists.citizen(birth, 2 * documents.size() + 1);
  }
}
