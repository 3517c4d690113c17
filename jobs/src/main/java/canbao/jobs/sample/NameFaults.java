package canbao.jobs.sample;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Faults of names: other spellings of the same name, other names, and text that is no name. */
final class NameFaults {

  private static final Set<Source> LISTS =
      EnumSet.of(
          Source.ENROLMENT_PENSION,
          Source.ENROLMENT_LABOUR,
          Source.ENROLMENT_MEDICAL,
          Source.STATUS,
          Source.CARD);

  private static final Set<Source> ALL =
      EnumSet.of(
          Source.POPULATION,
          Source.ENROLMENT_PENSION,
          Source.ENROLMENT_LABOUR,
          Source.ENROLMENT_MEDICAL,
          Source.STATUS,
          Source.CARD);

  private static final String RIGHT = "张王李陈黄伟丽芳明华静强志军梁杨周郑徐娟";
  private static final String HEARD = "章汪黎程皇玮莉方铭桦静墙智君良阳邹郑许鹃";

  private NameFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("homophone_name", "Q03", 260, NameFaults::mishear).in(LISTS),
        Fault.of("other_name", "Q03", 60, NameFaults::rename).in(LISTS),
        Fault.of("blank_in_name", "nothing", 60, row -> insert(row, row.pick(" ", "\u3000")))
            .in(ALL),
        Fault.of("line_break_in_name", "nothing", 20, row -> insert(row, "\n")).in(ALL),
        Fault.of("formula_name", "Q03", 20, row -> put(row, "=HYPERLINK(\"http://x\",\"%s\")"))
            .in(LISTS),
        Fault.of("markup_name", "Q03", 20, row -> put(row, "<b onclick=alert(1)>%s</b>")).in(LISTS),
        Fault.of("sql_name", "Q03", 20, row -> put(row, "%s'; DROP TABLE person; --")).in(LISTS),
        Fault.of("comma_in_text", "nothing", 300, NameFaults::quoteText).in(Source.STATUS));
  }

  /** Faults that only few names can have, as shares of those. */
  static List<Fault> ofRareNames() {
    return List.of(
        Fault.of("middle_dot_variant", "Q06", 30_000, NameFaults::varyDot).in(ALL),
        Fault.of("rare_character_lost", "Q06", 20_000, NameFaults::loseRare).in(ALL),
        Fault.of("full_width_name", "Q06", 30_000, NameFaults::widen).in(ALL));
  }

  private static boolean mishear(FaultyRow row) {
    String name = row.get(FaultyRow.NAME);
    for (int i = 0; i < name.length(); i++) {
      int at = RIGHT.indexOf(name.charAt(i));
      if (at >= 0 && RIGHT.charAt(at) != HEARD.charAt(at)) {
        char heard = HEARD.charAt(at);
        return row.set(FaultyRow.NAME, name.substring(0, i) + heard + name.substring(i + 1));
      }
    }
    return false;
  }

  private static boolean rename(FaultyRow row) {
    return row.set(FaultyRow.NAME, row.pick("欧阳建国", "司徒美玲", "上官志强", "诸葛雅婷"));
  }

  private static boolean put(FaultyRow row, String around) {
    return row.set(FaultyRow.NAME, around.replace("%s", row.get(FaultyRow.NAME)));
  }

  /** After the first character, so that nothing is left of it when the name is read. */
  private static boolean insert(FaultyRow row, String text) {
    String name = row.get(FaultyRow.NAME);
    int at = name.offsetByCodePoints(0, 1);
    return row.set(FaultyRow.NAME, name.substring(0, at) + text + name.substring(at));
  }

  private static boolean quoteText(FaultyRow row) {
    return row.set("ORG", row.get("ORG") + ", \"核对\"\n第二行");
  }

  private static boolean varyDot(FaultyRow row) {
    String name = row.get(FaultyRow.NAME);
    return name.indexOf('·') >= 0
        && row.set(FaultyRow.NAME, name.replace("·", row.pick("•", "‧", "・", "．")));
  }

  private static boolean loseRare(FaultyRow row) {
    String name = row.get(FaultyRow.NAME);
    String lost = row.pick("?", "□", "\uE863");
    return NameBook.hasRareCharacter(name)
        && row.set(FaultyRow.NAME, NameBook.withoutRareCharacters(name, lost));
  }

  private static boolean widen(FaultyRow row) {
    String name = row.get(FaultyRow.NAME);
    return name.charAt(0) >= 'A'
        && name.charAt(0) <= 'Z'
        && row.set(FaultyRow.NAME, NumberFaults.fullWidth(name));
  }
}
