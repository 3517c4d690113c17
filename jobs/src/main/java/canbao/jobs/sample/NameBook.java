package canbao.jobs.sample;

import java.util.SplittableRandom;

/**
 * Synthetic names: common surnames and given-name characters, so that people share names.
 *
 * <p>The lists and their steepness are the model's; no list of real people is behind them.
 */
final class NameBook {

  private static final String SURNAMES =
      "陈李黄张林王刘梁吴杨周何罗谢邓朱曾蔡郑叶徐赵彭苏钟许冯卢潘江廖郭余孙胡马温古莫邱高曹唐欧萧姚谭黎关区麦冼詹庄伍凌范董袁蒋于沈程田任姜方石贾";
  private static final String MEN = "伟强军杰涛明超勇辉刚健峰志建国华文俊浩宇鹏斌波亮飞林海东平洪锋庆祥荣达子豪嘉家梓轩博";
  private static final String WOMEN = "芳娜敏静丽艳霞燕玲桂英秀珍红梅兰萍莹婷雪琳洁慧倩颖欣怡晓美华玉凤仪诗雅思嘉梓涵妍琪";

  /** Characters that GBK lacks; GB18030 writes them with four bytes. */
  private static final String[] RARE = {"㛃", "䶮", "㻬", "䴙", "\uD840\uDD64", "\uD872\uDF6D"};

  private static final String[] WITH_DOT = {
    "阿依古丽", "买买提", "古丽娜尔", "艾力", "努尔兰", "扎西", "热依汗", "吐尔逊", "阿卜杜拉", "帕提古丽"
  };
  private static final String[] LATIN = {
    "JOHN", "MARIA", "SMITH", "KIM", "TANAKA", "DAVID", "ANNA", "NGUYEN", "PETER", "SINGH", "LAURA"
  };

  private NameBook() {}

  static String draw(SplittableRandom random, Person person) {
    if (person.documentType.equals("07")) {
      return LATIN[random.nextInt(LATIN.length)] + " " + LATIN[random.nextInt(LATIN.length)];
    }
    int kind = random.nextInt(1000);
    if (kind < 2) {
      return WITH_DOT[random.nextInt(WITH_DOT.length)] + "·" + one(WITH_DOT, random);
    }
    String surname = letter(SURNAMES, random);
    if (kind < 5) {
      return surname + one(RARE, random);
    }
    String given = person.isFemale ? WOMEN : MEN;
    return kind < 250 ? surname + letter(given, random) : surname + pair(given, random);
  }

  static boolean hasRareCharacter(String name) {
    return !withoutRareCharacters(name, "").equals(name);
  }

  static String withoutRareCharacters(String name, String instead) {
    String rest = name;
    for (String rare : RARE) {
      rest = rest.replace(rare, instead);
    }
    return rest;
  }

  private static String one(String[] list, SplittableRandom random) {
    return list[random.nextInt(list.length)];
  }

  private static String pair(String list, SplittableRandom random) {
    return letter(list, random) + letter(list, random);
  }

  /** Earlier characters of a list are the more common ones. */
  private static String letter(String list, SplittableRandom random) {
    double draw = random.nextDouble();
    int at = (int) (draw * draw * list.length());
    return list.substring(at, at + 1);
  }
}
