package canbao.jobs;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the sources of a city deliver in three nights about people who may be somebody else, and
 * about rows that a list should not have. A person is named by what is the matter; of whom the name
 * begins with "lawful" nothing is to be found. A number is that of 440106, the birth and the
 * serial.
 */
final class SuspectProvince {

  static final List<String> NIGHTS = List.of("2018-12-28", "2018-12-30", "2019-01-01");

  private static final String LATE = "2018-12-29";

  private static final String POPULATION =
      """
      who                                      | serial | AAC003       | AAC006   | AAC004 | BAC301 | HJZT
      another name                             | 001    | 陈建国       | 19700101 | 1      | 440106 | 正常
      another name, put right, and once more   | 001    | 林志强       | 19700102 | 1      | 440106 | 正常
      another name in a list that comes again  | 001    | 黄国栋       | 19700103 | 1      | 440106 | 正常
      another name since a list came again     | 001    | 何文斌       | 19700104 | 1      | 440106 | 正常
      another name in a list of soldiers       | 001    | 郭永福       | 19900105 | 1      | 440106 | 正常
      another name until the 30th              | 001    | 白雪峰       | 19750202 | 1      | 440106 | 正常
      another name since the person changed it | 001    | 史国平       | 19750203 | 1      | 440106 | 正常
      lawful: changes the name, as does a list | 001    | 侯大伟       | 19750204 | 1      | 440106 | 正常
      lawful: another dot                      | 001    | 阿依·古丽    | 19700106 | 1      | 440106 | 正常
      lawful: full width                       | 001    | ANNA·LEE     | 19700107 | 1      | 440106 | 正常
      lawful: a lost character                 | 001    | 李䶮         | 19700108 | 1      | 440106 | 正常
      lawful: a character of private use       | 001    | 王㛃         | 19700109 | 1      | 440106 | 正常
      lawful: pinyin for a rare character      | 001    | 马骉         | 19700110 | 1      | 440106 | 正常
      two numbers                              | 001    | 邓家豪       | 19710101 | 1      | 440106 | 正常
      two numbers, the second                  | 003    | 邓家豪       | 19710101 | 1      | 440106 | 正常
      two numbers since the 30th               | 001    | 曾志伟       | 19710102 | 1      | 440106 | 正常
      two numbers, one insured before          | 001    | 谢国华       | 19710103 | 1      | 440106 | 正常
      two numbers until one is cancelled       | 001    | 余海波       | 19710109 | 1      | 440106 | 正常
      two numbers until one, this one, is      | 003    | 余海波       | 19710109 | 1      | 440106 | 正常
      lawful: one number                       | 001    | 潘少华       | 19710110 | 1      | 440106 | 正常
      lawful: another one, cancelled           | 003    | 潘少华       | 19710110 | 1      | 440106 | 注销
      lawful: namesake in one county           | 001    | 梁文辉       | 19710104 | 1      | 440106 | 正常
      lawful: namesake in another county       | 003    | 梁文辉       | 19710104 | 1      | 440103 | 正常
      lawful: twin                             | 001    | 罗文         | 19710105 | 1      | 440106 | 正常
      lawful: the other twin                   | 003    | 罗武         | 19710105 | 1      | 440106 | 正常
      two rows of a number                     | 001    | 宋玉明       | 19710106 | 1      | 440106 | 正常
      two rows of a number                     | 001    | 宋玉明       | 19710106 | 1      | 440103 | 正常
      two rows of a number, then one of them   | 001    | 唐国强       | 19710107 | 1      | 440106 | 正常
      two rows of a number, then one of them   | 001    | 唐国强       | 19710107 | 1      | 440106 | 迁出
      lawful: one row twice                    | 001    | 许志明       | 19710108 | 1      | 440106 | 正常
      lawful: one row twice                    | 001    | 许志明       | 19710108 | 1      | 440106 | 正常
      not the sex of the number                | 001    | 韩冬梅       | 19720101 | 2      | 440106 | 正常
      a wrong digit and another birth          | 001    | 冯志坚       | 19720102 | 1      | 440106 | 正常
      a wrong digit, and nobody else           | 001    | 董国平       | 19720103 | 1      | 440106 | 正常
      perhaps meant                            | 001    | 萧建华       | 19720104 | 1      | 440106 | 正常
      also perhaps meant                       | 003    | 萧建华       | 19720104 | 1      | 440103 | 正常
      a pool that is no place                  | 001    | 钟鸣         | 19720105 | 1      | 440106 | 正常
      taken over                               | 001    | 高永强       | 19730101 | 1      | 440106 | 正常
      taken over, first by name                | 001    | 贾学军       | 19730102 | 1      | 440106 | 正常
      takes over, first by name                | 001    | 蒋晓峰       | 19730103 | 1      | 440106 | 正常
      taken over, first by number              | 001    | 沈建平       | 19730104 | 1      | 440106 | 正常
      takes over, first by number              | 001    | 卢正华       | 19730105 | 1      | 440106 | 正常
      taken over and given back                | 001    | 姚德胜       | 19730106 | 1      | 440106 | 正常
      takes over and gives back                | 001    | 谭卫东       | 19730107 | 1      | 440106 | 正常
      taken over, and changed again            | 001    | 熊立新       | 19730108 | 1      | 440106 | 正常
      takes over, and changes again            | 001    | 邹大勇       | 19730109 | 1      | 440106 | 正常
      taken over twice                         | 001    | 石光荣       | 19730110 | 1      | 440106 | 正常
      takes over for a night                   | 001    | 金树林       | 19730111 | 1      | 440106 | 正常
      takes over next                          | 001    | 戴明远       | 19730112 | 1      | 440106 | 正常
      cancelled, and taken over                | 001    | 陆文彬       | 19730116 | 1      | 440106 | 正常
      takes over what was cancelled            | 001    | 毛建民       | 19730117 | 1      | 440106 | 正常
      lawful: cancelled, and comes back        | 001    | 欧阳安康     | 19730118 | 1      | 440106 | 正常
      lawful: number put right                 | 001    | 贺振华       | 19730113 | 1      | 440106 | 正常
      lawful: number put right, another dot    | 001    | 买买提·热合曼 | 19730114 | 1      | 440106 | 正常
      lawful: number of 15 digits              | 001    | 龚长江       | 19730115 | 1      | 440106 | 正常
      lawful: cancelled                        | 001    | 邱建军       | 19740101 | 1      | 440106 | 正常
      cancelled twice                          | 001    | 江海涛       | 19740102 | 1      | 440106 | 正常
      cancelled, never there                   | 001    | 顾志明       | 19740103 | 1      | 440106 | 正常
      lawful: leaves a group                   | 001    | 孟祥瑞       | 19740104 | 1      | 440106 | 正常
      leaves a group of another day            | 001    | 尹正东       | 19740105 | 1      | 440106 | 正常
      lawful: an answer taken back             | 001    | 常明亮       | 19740108 | 1      | 440106 | 正常
      lawful: cancelled by a late list         | 001    | 武建业       | 19740109 | 1      | 440106 | 正常
      cancelled by a late list, never there    | 001    | 赖志诚       | 19740110 | 1      | 440106 | 正常
      """;

  /** The list comes again whole, without a second row, and with people that are new. */
  private static final String POPULATION_30 =
      POPULATION
              .lines()
              .filter(row -> !row.contains("迁出"))
              .map(row -> row.replace("白雪峰", "白雪松"))
              .map(row -> row.contains("this one, is") ? row.replace("正常", "注销") : row)
              .collect(joining("\n", "", "\n"))
          + """
            insured first, by another name              | 001 | 万里程 | 19750205 | 1 | 440106 | 正常
            insured first, then by another name         | 001 | 雷鸣远 | 19750206 | 1 | 440106 | 正常
            lawful: insured first                       | 001 | 段志刚 | 19750207 | 1 | 440106 | 正常
            two numbers since the 30th, the second      | 003 | 曾志伟 | 19710102 | 1 | 440106 | 正常
            two numbers, one insured before, the second | 003 | 谢国华 | 19710103 | 1 | 440106 | 正常
            """;

  private static final String POPULATION_01 =
      """
      OP   | who                                | AAC003 | AAC006   | AAC004 | BAC301 | HJZT
      取消 | two numbers, the second            | 邓家豪 | 19710101 | 1      | 440106 | 正常
      变更 | two rows of a number               | 宋玉明 | 19710106 | 1      | 440105 | 正常
      变更 | not the sex of the number          | 韩冬梅 | 19720101 | 1      | 440106 | 正常
      变更 | another name since the person changed it | 史国安 | 19750203 | 1 | 440106 | 正常
      变更 | lawful: changes the name, as does a list | 侯伟大 | 19750204 | 1 | 440106 | 正常
      变更 | insured first, by another name     | 万里鹏 | 19750205 | 1      | 440106 | 正常
      取消 | cancelled from the people, unknown | 孔令辉 | 19750101 | 1      | 440106 | 正常
      """;

  /**
   * Numbers that the first list of the population does not have, and how they end if not rightly.
   */
  private static final String OTHERS =
      """
      who                                           | birth    | serial | check
      two numbers since the 30th, the second        | 19710102 | 003    |
      two numbers, one insured before, the second   | 19710103 | 003    |
      insured first, by another name                | 19750205 | 001    |
      insured first, then by another name           | 19750206 | 001    |
      lawful: insured first                         | 19750207 | 001    |
      a wrong digit and another birth, as sent      | 19720102 | 001    | 5
      a wrong digit, and nobody else, as sent       | 19720103 | 001    | 1
      a wrong digit, either of two                  | 19720104 | 003    | 5
      lawful: a number of nobody here               | 19800101 | 001    |
      takes over, unknown here                      | 19810101 | 001    |
      lawful: number put right, before              | 19730113 | 005    |
      lawful: number put right, another dot, before | 19730114 | 005    |
      cancelled from the people, unknown            | 19750101 | 001    |
      """;

  private static final String FIFTEEN = "lawful: number of 15 digits, before";

  private static final String PENSION =
      """
      AAZ159 | who                                         | AAC003       | AAC006   | AAB301
      P01    | another name                                | 陈卫国       |          | 440106
      P02    | another name, put right, and once more      | 林志刚       |          | 440106
      P03    | lawful: another dot                         | 阿依•古丽    |          | 440106
      P04    | lawful: full width                          | Ａｎｎａ．Ｌｅｅ |          | 440106
      P05    | lawful: a lost character                    | 李?          |          | 440106
      P06    | lawful: a character of private use          | 王\uE86D     |          | 440106
      P07    | lawful: pinyin for a rare character         | 马biao       |          | 440106
      P08    | two numbers, one insured before, the second | 谢国华       |          | 440106
      P09    | a wrong digit and another birth, as sent    | 冯志坚       | 19760102 | 440106
      P10    | a wrong digit, and nobody else, as sent     | 董国平       |          | 440106
      P11    | a wrong digit, either of two                | 萧建华       |          | 440106
      P12    | lawful: a number of nobody here             | 崔大山       |          | 440106
      P13    | a pool that is no place                     | 钟鸣         |          | 4406X4
      P14    | another name until the 30th                 | 白雪松       |          | 440106
      P15    | another name since the person changed it    | 史国平       |          | 440106
      P16    | lawful: changes the name, as does a list    | 侯大伟       |          | 440106
      P17    | insured first, by another name              | 万里鹏       |          | 440106
      P18    | insured first, then by another name         | 雷鸣远       |          | 440106
      P19    | lawful: insured first                       | 段志刚       |          | 440106
      """;

  private static final String PENSION_30 =
      """
      OP   | AAZ159 | who                                    | AAC003 | AAC006   | AAB301
      变更 | P02    | another name, put right, and once more | 林志强 |          | 440106
      变更 | P09    | a wrong digit and another birth        | 冯志坚 | 19720102 | 440106
      变更 | P13    | a pool that is no place                | 钟鸣   |          | 4406X5
      """;

  private static final String PENSION_01 =
      """
      OP   | AAZ159 | who                                    | AAC003 | AAC006   | AAB301
      变更 | P02    | another name, put right, and once more | 林志刚 |          | 440106
      变更 | P16    | lawful: changes the name, as does a list | 侯伟大 |        | 440106
      取消 | P13    | a pool that is no place                | 钟鸣   |          | 4406X5
      """;

  private static final String MEDICAL =
      """
      PSN_INSU_RLTS_ID | who                                           | AAC003        | EMP_NO
      M01              | taken over                                    | 高永强        | E1
      M02              | taken over, first by name                     | 贾学军        | E1
      M03              | taken over, first by number                   | 沈建平        | E1
      M04              | taken over and given back                     | 姚德胜        | E1
      M05              | taken over, and changed again                 | 熊立新        | E1
      M06              | taken over twice                              | 石光荣        | E1
      M07              | lawful: number put right, before              | 贺振华        | E1
      M08              | lawful: number put right, another dot, before | 买买提•热合曼 | E1
      M09              | lawful: number of 15 digits, before           | 龚长江        | E1
      M10              | lawful: cancelled                             | 邱建军        | E1
      M11              | cancelled twice                               | 江海涛        | E1
      M12              | cancelled, and taken over                     | 陆文彬        | E1
      M13              | lawful: cancelled, and comes back             | 欧阳安康      | E1
      """;

  private static final String MEDICAL_30 =
      """
      OP   | PSN_INSU_RLTS_ID | who                                   | AAC003        | EMP_NO
      变更 | M01              | takes over, unknown here              | 车晓东        | E1
      变更 | M02              | taken over, first by name             | 蒋晓峰        | E1
      变更 | M03              | takes over, first by number           | 沈建平        | E1
      变更 | M04              | takes over and gives back             | 谭卫东        | E1
      变更 | M05              | takes over, and changes again         | 邹大勇        | E1
      变更 | M06              | takes over for a night                | 金树林        | E1
      变更 | M07              | lawful: number put right              | 贺振华        | E1
      变更 | M08              | lawful: number put right, another dot | 买买提·热合曼 | E1
      变更 | M09              | lawful: number of 15 digits           | 龚长江        | E1
      取消 | M10              | lawful: cancelled                     | 邱建军        | E1
      取消 | M11              | cancelled twice                       | 江海涛        | E1
      取消 | M12              | cancelled, and taken over             | 陆文彬        | E1
      取消 | M13              | lawful: cancelled, and comes back     | 欧阳安康      | E1
      取消 | M99              | cancelled, never there                | 顾志明        | E1
      """;

  private static final String MEDICAL_01 =
      """
      OP   | PSN_INSU_RLTS_ID | who                               | AAC003   | EMP_NO
      变更 | M02              | takes over, first by name         | 蒋晓峰   | E1
      变更 | M03              | takes over, first by number       | 卢正华   | E1
      变更 | M04              | taken over and given back         | 姚德胜   | E1
      变更 | M05              | takes over, and changes again     | 邹大勇   | E2
      变更 | M06              | takes over next                   | 戴明远   | E1
      取消 | M11              | cancelled twice                   | 江海涛   | E1
      新增 | M12              | takes over what was cancelled     | 毛建民   | E1
      新增 | M13              | lawful: cancelled, and comes back | 欧阳安康 | E1
      """;

  private static final String LABOUR =
      """
      AAZ159 | who                                     | AAC003
      L1     | another name in a list that comes again | 黄国梁
      L2     | another name since a list came again    | 何文斌
      L3     | lawful: cancelled by a late list        | 武建业
      """;

  private static final String LABOUR_30 =
      LABOUR.replace("何文斌", "何文武")
          + """
            L4 | insured first, then by another name | 雷鸣近
            L5 | lawful: insured first               | 段志刚
            """;

  private static final String LABOUR_LATE =
      """
      OP   | AAZ159 | who                                   | AAC003
      取消 | L3     | lawful: cancelled by a late list      | 武建业
      取消 | L9     | cancelled by a late list, never there | 赖志诚
      """;

  private static final String STATUS =
      """
      who                                | AAC003 | KIND    | FROM
      another name in a list of soldiers | 郭永寿 | soldier | 20180901
      """;

  private static final String GROUP =
      """
      who                           | AAC003 | GROUP   | FROM
      lawful: leaves a group        | 孟祥瑞 | migrant | 20180101
      leaves a group of another day | 尹正东 | migrant | 20180101
      """;

  private static final String GROUP_30 =
      """
      OP   | who                           | AAC003 | GROUP   | FROM
      取消 | lawful: leaves a group        | 孟祥瑞 | migrant | 20180101
      取消 | leaves a group of another day | 尹正东 | migrant | 20180201
      """;

  /** Answers that name no row of the list that went out; a reason is written in two ways. */
  private static final String VISIT =
      """
      who                              | AAC003 | CLASS | REASON
      lawful: an answer taken back     | 常明亮 | 0     | 206
      two numbers                      | 邓家豪 | 0     | 服刑
      two numbers since the 30th       | 曾志伟 | 0     | 服刑人员
      lawful: twin                     | 罗文   | 0     | 参职保（含退休）
      lawful: the other twin           | 罗武   | 0     | 参职保(含退休)
      lawful: number put right         | 贺振华 | 1     | 已参居保
      lawful: cancelled by a late list | 武建业 | 1     | 已录入居保
      """;

  private static final String VISIT_30 =
      """
      OP   | who                          | AAC003 | CLASS | REASON
      取消 | lawful: an answer taken back | 常明亮 | 0     | 206
      """;

  private static final String CORE =
      "AAB001=E1 AAB019=10 AAC066=11 AAC008=1 AAC031=1 AAC084=0 AAE030=20100101 AAE031= AAE160=";

  private static final Map<String, String> ALIKE =
      Map.of(
          "population", "AAC009=10 AAC301=440106 AAC060=1 AAE037= AAC161=CHN",
          "enrolment_pension", CORE + " AAE140=110",
          "enrolment_labour", CORE + " AAE140=410 AAB301=440106",
          "enrolment_medical",
              "INSUTYPE=310 INSU_ADMDVS=440106 PSN_INSU_STAS=1 RETIRE_FLAG=0 BEGNDATE=20100101"
                  + " ENDDATE= INSU_YEAR=",
          "status", "TO= ORG=X",
          "group_member", "TO= DIVISION=440106",
          "visit_result",
              "FAMILY=pension LIST=20181227 UNIT=440106 DIVISION=440106 VISITED=20181228 DETAIL=");

  private final DrawnLists lists;
  private final Map<String, String> documents = new LinkedHashMap<>();

  SuspectProvince(Path landing) {
    lists = new DrawnLists(landing, ALIKE, row -> documents.get(row.get("who")));
    DrawnLists.rows(POPULATION).forEach(row -> add(row, row.get("AAC006")));
    DrawnLists.rows(OTHERS).forEach(row -> add(row, row.get("birth")));
    String upgraded = documents.get("lawful: number of 15 digits");
    documents.put(FIFTEEN, upgraded.substring(0, 9) + upgraded.substring(11, 20));
  }

  private void add(Map<String, String> row, String birth) {
    String document = DrawnLists.citizen(birth, Integer.parseInt(row.get("serial")));
    String check = row.getOrDefault("check", "");
    int end = document.length() - check.length();
    documents.put(row.get("who"), document.substring(0, end) + check);
  }

  /** What comes in its order. */
  void deliver() {
    first("population", POPULATION);
    first("enrolment_pension", PENSION);
    first("enrolment_medical", MEDICAL);
    first("enrolment_labour", LABOUR);
    first("status", STATUS);
    first("group_member", GROUP);
    first("visit_result", VISIT);

    lists.batch("population", NIGHTS.get(1), POPULATION_30).write();
    changes("enrolment_pension", 1, PENSION_30);
    changes("enrolment_medical", 1, MEDICAL_30);
    lists.batch("enrolment_labour", NIGHTS.get(1), LABOUR_30).write();
    changes("group_member", 1, GROUP_30);
    changes("visit_result", 1, VISIT_30);

    changes("population", 2, POPULATION_01);
    changes("enrolment_pension", 2, PENSION_01);
    changes("enrolment_medical", 2, MEDICAL_01);
    lists.noChanges("enrolment_labour", NIGHTS.get(2), NIGHTS.get(1));
  }

  /** A list that comes after the one of the second night, which does not know of it. */
  void deliverLate() {
    lists.changes("enrolment_labour", LATE, NIGHTS.get(0), LABOUR_LATE);
  }

  /** The people of the drawings by their numbers as they are sent. */
  Map<String, String> byNumber() {
    Map<String, String> people = new HashMap<>();
    documents.forEach((who, document) -> people.put(document.split(",", -1)[1], who));
    return people;
  }

  /** Every name that is sent. */
  List<String> names() {
    return Stream.of(
            POPULATION_30,
            POPULATION_01,
            PENSION,
            PENSION_30,
            MEDICAL,
            MEDICAL_30,
            MEDICAL_01,
            LABOUR,
            LABOUR_30,
            LABOUR_LATE,
            STATUS)
        .flatMap(drawing -> DrawnLists.rows(drawing).stream())
        .map(row -> row.get("AAC003"))
        .distinct()
        .toList();
  }

  private void first(String source, String drawing) {
    lists.batch(source, NIGHTS.get(0), drawing).write();
  }

  private void changes(String source, int night, String drawing) {
    lists.changes(source, NIGHTS.get(night), NIGHTS.get(night - 1), drawing);
  }
}
