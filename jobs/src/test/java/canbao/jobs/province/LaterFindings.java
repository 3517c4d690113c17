package canbao.jobs.province;

import canbao.jobs.lake.History;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Seven people of whom something is learned when all nights are over: one is dead, lives in another
 * city, is a child, a soldier, is enrolled, is so no longer, and is somebody outside the register.
 */
record LaterFindings(Shape shape, RegisterRows rows) {

  /** The causes that the revision of the middle night has for them. */
  static final List<String> CAUSES =
      List.of("death", "move", "birth", "status", "late_end", "late_enrolment", "merged_double");

  private static final String HOME = "440106";
  private static final String AWAY = "440305";
  private static final long DEAD = 1001;
  private static final long MOVED = 1002;
  private static final long CHILD = 1003;
  private static final long SOLDIER = 1004;
  private static final long LATE = 1005;
  private static final long ENDED = 1006;
  private static final long DOUBLE = 1007;
  private static final long OUTSIDE = 1008;

  void add() {
    addPerson(DEAD, Map.of("life_state", "2"));
    addPerson(MOVED, Map.of("residence_division", AWAY));
    addPerson(CHILD, Map.of("birth", shape.begin().minusYears(9)));
    addPerson(SOLDIER, Map.of());
    addPerson(LATE, Map.of());
    addPerson(ENDED, Map.of());
    addPerson(DOUBLE, Map.of());
    LocalDate later = shape.later();
    Map<String, Object> soldier = of(SOLDIER, "status", since(later));
    soldier.put("kind", "SOLDIER");
    soldier.put("from_date", shape.begin().minusYears(1));
    rows.add("status", soldier);
    addRelation(LATE, since(later), "enrolled");
    List<Map<String, Object>> corrected = Telling.corrected(shape);
    addRelation(ENDED, corrected.get(0), "enrolled");
    corrected.subList(1, corrected.size()).forEach(times -> addRelation(ENDED, times, "ended"));
    addRelation(OUTSIDE, Telling.always(shape), "enrolled");
    rows.add(
        "link",
        Map.of(
            "from_key",
            OUTSIDE,
            "to_key",
            DOUBLE,
            "certainty",
            "certain",
            History.KNOWN_FROM,
            later));
  }

  /** As everybody knew them, and with something learned later. */
  private void addPerson(long person, Map<String, Object> found) {
    List<Map<String, Object>> times =
        found.isEmpty() ? List.of(Telling.always(shape)) : Telling.corrected(shape);
    for (int i = 0; i < times.size(); i++) {
      Map<String, Object> row = of(person, "population", times.get(i));
      row.put("birth", LocalDate.of(1980, 1, 1));
      row.put("registration_division", HOME);
      row.put("residence_division", HOME);
      row.put("register_state", "正常");
      row.put("life_state", "1");
      row.putAll(i == 0 ? Map.of() : found);
      rows.add("person", row);
    }
  }

  private void addRelation(long person, Map<String, Object> times, String state) {
    Map<String, Object> row = of(person, "enrolment", times);
    row.put("relation_id", "R" + person);
    row.put("line", "310");
    row.put("pool_division", HOME);
    row.put("start_date", shape.begin().minusYears(2));
    row.put("state", state);
    rows.add("enrolment", row);
  }

  /** A row of a late list, of all days. */
  private static Map<String, Object> since(LocalDate known) {
    return Map.of(History.KNOWN_FROM, known, History.CORRECTION, 1);
  }

  private static Map<String, Object> of(long person, String source, Map<String, Object> times) {
    Map<String, Object> row = new TreeMap<>(times);
    row.put("source", source);
    row.put("person_key", person);
    row.put("certainty", "exact");
    return row;
  }
}
