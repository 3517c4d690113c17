package canbao.jobs.coverage;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.TableHome;
import canbao.jobs.register.RegisterTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;

/**
 * A register of a few dozen made-up people of three cities with any history: facts that hold for
 * any time, were known at any time, overtold, withdrawn and taken back. Everything that a day can
 * meet is met by somebody within {@link #FIRST} and {@link #LAST}.
 */
final class RandomRegister {

  static final LocalDate FIRST = LocalDate.of(2018, 11, 20);
  static final LocalDate LAST = LocalDate.of(2019, 1, 20);

  /** Some facts are learned later. */
  static final LocalDate KNOWN = LocalDate.of(2019, 1, 31);

  /** By when all is known. */
  static final LocalDate LATER = LocalDate.of(2019, 2, 10);

  private static final int PEOPLE = 60;
  private static final int SPAN = 75;
  private static final long DEAD = 101;
  private static final long MOVED = 102;
  private static final long CHILD = 103;
  private static final long SOLDIER = 104;
  private static final long LATE = 105;
  private static final long ENDED = 106;
  private static final long DOUBLE = 107;
  private static final long OUTSIDE = 108;
  private static final String[] PLACES = {
    "440106", "440103", "440305", "440604", "440606", "440681", "430102", null
  };
  private static final String[] LINES = {"110", "120", "170", "310", "340", "390", "210", "410"};

  private final SplittableRandom random;
  private final Map<String, List<Map<String, Object>>> rows = new TreeMap<>();

  private RandomRegister(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Writes one into an empty lake. */
  static void write(Lake lake, long seed) {
    RandomRegister register = new RandomRegister(seed);
    for (long person = 1; person <= PEOPLE; person++) {
      register.addPerson(person);
    }
    register.addLinks();
    register.addWhatIsLearnedLater();
    for (LocalDate batch : List.of(FIRST.minusDays(20), KNOWN, LATER)) {
      register.add("applied", Map.of("source", "population", "batch", batch, "known_on", batch));
    }
    RegisterTables.all().stream()
        .filter(home -> register.rows.containsKey(home.name()))
        .forEach(home -> register.write(lake, home));
    RandomFigures.write(lake, seed);
  }

  private void write(Lake lake, TableHome home) {
    List<Row> all = rows.get(home.name()).stream().map(values -> row(home, values)).toList();
    lake.add(home, lake.spark().createDataFrame(all, home.columns()));
  }

  static Row row(TableHome home, Map<String, Object> values) {
    return RowFactory.create(
        Stream.of(home.columns().fields())
            .map(field -> values.getOrDefault(field.name(), nothing(field)))
            .toArray());
  }

  private static Object nothing(StructField field) {
    if (field.nullable()) {
      return null;
    }
    return switch (field.dataType().catalogString()) {
      case "boolean" -> false;
      case "int" -> 0;
      case "bigint" -> 0L;
      case "double" -> 1.0;
      case "date" -> FIRST;
      default -> "0";
    };
  }

  private void addPerson(long person) {
    // Every tenth stands in other sources alone.
    boolean isInRegister = person % 10 != 0;
    if (isInRegister) {
      addThing("person", person, "population", this::describePerson);
    }
    int relations = random.nextInt(4);
    for (int i = 0; i < relations; i++) {
      String relation = "R%d-%d".formatted(person, i);
      String line = LINES[random.nextInt(LINES.length)];
      addThing(
          "enrolment",
          person,
          "enrolment",
          row -> {
            row.put("relation_id", relation);
            row.put("line", line);
            describeRelation(row);
          });
    }
    if (random.nextInt(3) == 0) {
      String[] kinds = {"DEATH", "STUDENT", "SOLDIER", "PRISON", "ABROAD", "INSURED_OUTSIDE"};
      String kind = kinds[random.nextInt(kinds.length)];
      LocalDate from = day();
      addThing(
          "status",
          person,
          "status",
          row -> {
            row.put("kind", kind);
            row.put("from_date", from);
            row.put("to_date", random.nextBoolean() ? null : from.plusDays(random.nextInt(30)));
          });
    }
  }

  private void describePerson(Map<String, Object> row) {
    // Some come of age in the time, one born on 29 February among them.
    LocalDate birth =
        switch (random.nextInt(5)) {
          case 0 -> null;
          case 1, 2 -> day().minusYears(16);
          default -> LocalDate.of(1950 + random.nextInt(40), 2, 28).plusDays(random.nextInt(2));
        };
    row.put("birth", birth);
    row.put("registration_division", place());
    boolean isHome = random.nextInt(3) == 0;
    row.put("residence_is_empty", isHome);
    row.put("residence_division", isHome ? null : place());
    row.put("register_state", random.nextInt(6) == 0 ? "迁出" : "正常");
    boolean isDead = random.nextInt(6) == 0;
    row.put("life_state", isDead ? "2" : "1");
    row.put("death_date", isDead && random.nextBoolean() ? day() : null);
  }

  private void describeRelation(Map<String, Object> row) {
    String[] states = {"enrolled", "enrolled", "enrolled", "suspended", "ended"};
    row.put("state", states[random.nextInt(states.length)]);
    row.put("pool_division", place());
    LocalDate start = random.nextBoolean() ? FIRST.minusYears(3) : day();
    LocalDate end = day();
    row.put("start_date", start);
    row.put("end_date", end.isBefore(start) || random.nextBoolean() ? null : end);
    row.put("insurance_year", random.nextInt(8) == 0 ? null : 2018 + random.nextInt(2));
    row.put("payment_status", random.nextInt(3) == 0 ? "3" : "1");
    row.put("retired", random.nextInt(4) == 0 ? "1" : "0");
  }

  /** One to three rows of one thing, each with any times. */
  private void addThing(
      String table, long person, String source, Consumer<Map<String, Object>> describe) {
    String certainty = person % 7 == 0 ? "none" : "exact";
    int versions = 1 + random.nextInt(3);
    for (int version = 0; version < versions; version++) {
      Map<String, Object> row = new TreeMap<>();
      row.put("source", source);
      row.put("person_key", person);
      row.put("certainty", certainty);
      LocalDate begins = random.nextInt(3) == 0 ? null : day();
      LocalDate ends = random.nextInt(2) == 0 ? null : day();
      row.put("valid_from", begins);
      row.put("valid_to", ends);
      row.put("known_from", random.nextInt(8) == 0 ? LATER : day());
      row.put("known_to", ends == null ? null : random.nextInt(8) == 0 ? LATER : KNOWN);
      row.put("correction", version);
      row.put("is_absent", version > 0 && random.nextInt(6) == 0);
      describe.accept(row);
      add(table, row);
    }
  }

  private void addLinks() {
    String[] certainties = {"certain", "probable", "possible", "none", "certain", "probable"};
    for (int i = 0; i < certainties.length; i++) {
      boolean isNobody = certainties[i].equals("none");
      Map<String, Object> link = new TreeMap<>();
      link.put("from_key", 10L * (i + 1));
      link.put("to_key", isNobody ? null : 10L * (i + 1) - 3);
      link.put("certainty", certainties[i]);
      link.put("known_from", FIRST);
      add("link", link);
    }
  }

  /**
   * Seven people of Guangzhou: one is known later to be dead, to live in Shenzhen, to be a child, a
   * soldier, to be enrolled, to be so no longer, and to be somebody outside the register.
   */
  private void addWhatIsLearnedLater() {
    for (long person = DEAD; person <= DOUBLE; person++) {
      addPerson(person, Map.of());
    }
    addPerson(DEAD, Map.of("life_state", "2"));
    addPerson(MOVED, Map.of("residence_division", "440305"));
    addPerson(CHILD, Map.of("birth", FIRST.minusYears(9)));
    add(
        "status",
        Map.of(
            "source",
            "status",
            "person_key",
            SOLDIER,
            "certainty",
            "exact",
            "kind",
            "SOLDIER",
            "from_date",
            FIRST.minusYears(1),
            "known_from",
            LATER));
    addRelation(LATE, LATER, "enrolled");
    addRelation(ENDED, FIRST, "enrolled");
    addRelation(ENDED, LATER, "ended");
    addRelation(OUTSIDE, FIRST, "enrolled");
    add(
        "link",
        Map.of("from_key", OUTSIDE, "to_key", DOUBLE, "certainty", "certain", "known_from", LATER));
  }

  /** As everybody knew them, or with something learned later. */
  private void addPerson(long person, Map<String, Object> later) {
    Map<String, Object> row = new TreeMap<>();
    row.put("source", "population");
    row.put("person_key", person);
    row.put("certainty", "exact");
    row.put("birth", LocalDate.of(1980, 1, 1));
    row.put("registration_division", "440106");
    row.put("residence_division", "440106");
    row.put("register_state", "正常");
    row.put("life_state", "1");
    row.put("known_from", later.isEmpty() ? FIRST : LATER);
    row.putAll(later);
    add("person", row);
  }

  private void addRelation(long person, LocalDate known, String state) {
    Map<String, Object> row = new TreeMap<>();
    row.put("source", "enrolment");
    row.put("person_key", person);
    row.put("certainty", "exact");
    row.put("relation_id", "R" + person);
    row.put("line", "310");
    row.put("pool_division", "440106");
    row.put("start_date", FIRST.minusYears(2));
    row.put("state", state);
    row.put("known_from", known);
    add("enrolment", row);
  }

  private void add(String table, Map<String, Object> row) {
    rows.computeIfAbsent(table, unused -> new ArrayList<>()).add(row);
  }

  private LocalDate day() {
    return FIRST.minusDays(5).plusDays(random.nextInt(SPAN));
  }

  private String place() {
    return PLACES[random.nextInt(PLACES.length)];
  }
}
