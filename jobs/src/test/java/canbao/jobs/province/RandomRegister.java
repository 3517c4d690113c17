package canbao.jobs.province;

import canbao.jobs.lake.History;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A register of made-up people of a {@link Shape} with any history, what is found out later and
 * published figures among it.
 */
final class RandomRegister {

  private static final int WHOLE = 100;
  private static final String[] LINES = {"110", "120", "170", "310", "340", "390", "210", "410"};
  private static final String[] KINDS = {
    "DEATH", "STUDENT", "SOLDIER", "PRISON", "ABROAD", "INSURED_OUTSIDE"
  };
  private static final String[] GROUPS = {"POOR", "DISABLED", "MIGRANT", "ORPHAN"};
  private static final String[] EMPLOYERS = {null, "10", "21", "60"};
  private static final String[] HOUSEHOLDS = {null, "10", "20", "30", "50"};

  private final Shape shape;
  private final SplittableRandom random;
  private final RegisterRows rows;
  private final List<Long> population = new ArrayList<>();

  private RandomRegister(Shape shape, SplittableRandom random, RegisterRows rows) {
    this.shape = shape;
    this.random = random;
    this.rows = rows;
  }

  static RegisterRows of(Shape shape, SplittableRandom random) {
    RegisterRows rows = new RegisterRows();
    List.of("person", "enrolment", "status", "link").forEach(rows::begin);
    RandomRegister register = new RandomRegister(shape, random, rows);
    register.takeUpBatches();
    for (long person = 1; person <= shape.people(); person++) {
      register.addPerson(person);
    }
    if (shape.hasLaterFindings()) {
      new LaterFindings(shape, rows).add();
    }
    new RandomFigures(shape, random, rows).add();
    return rows;
  }

  /**
   * In order, one a day; else one that is newer than all nights was taken before the first. A late
   * one of the middle night comes when all are over.
   */
  private void takeUpBatches() {
    for (LocalDate day = shape.begin(); !day.isAfter(shape.last()); day = day.plusDays(1)) {
      rows.takeUp("population", day, day);
    }
    if (!shape.isInOrder()) {
      rows.takeUp("population", shape.last().plusDays(5), shape.begin());
    }
    rows.takeUp("status", shape.nights().get(1), shape.later());
    rows.takeUp("population", shape.later(), shape.later());
  }

  private void addPerson(long person) {
    if (isOneOf(shape.shares().outside())) {
      addLinks(person);
    } else {
      population.add(person);
      addThing("person", person, "population", this::describePerson);
    }
    int relations = shape.relations() == 0 ? 0 : random.nextInt(shape.relations() + 1);
    for (int i = 0; i < relations; i++) {
      addRelation(person, "R%d-%d".formatted(person, i));
    }
    if (isOneOf(shape.shares().excluded())) {
      addSpell("status", "kind", any(KINDS), person);
    }
    if (random.nextInt(6) == 0) {
      addSpell("group_member", "group_code", any(GROUPS), person);
    }
  }

  private void addRelation(long person, String relation) {
    String line = any(LINES);
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

  private void addSpell(String table, String column, String word, long person) {
    LocalDate from = shape.day(random);
    addThing(
        table,
        person,
        table,
        row -> {
          row.put(column, word);
          row.put("from_date", from);
          row.put("to_date", random.nextBoolean() ? null : from.plusDays(random.nextInt(30)));
        });
  }

  private void describePerson(Map<String, Object> row) {
    // Some come of age in the time, and some were born on 29 February.
    LocalDate birth =
        switch (random.nextInt(6)) {
          case 0 -> null;
          case 1, 2 -> shape.day(random).minusYears(16);
          case 3 -> shape.day(random).minusYears(random.nextInt(90));
          default -> LocalDate.of(1950 + random.nextInt(40), 2, 28).plusDays(random.nextInt(2));
        };
    row.put("birth", birth);
    row.put("sex", random.nextInt(9) == 0 ? null : Integer.toString(1 + random.nextInt(2)));
    row.put("household_kind", any(HOUSEHOLDS));
    row.put("registration_division", shape.place(random));
    boolean isHome = random.nextInt(3) == 0;
    row.put("residence_is_empty", isHome);
    row.put("residence_division", isHome ? null : shape.place(random));
    row.put("register_state", isOneOf(shape.shares().emigrated()) ? "迁出" : "正常");
    boolean isDead = isOneOf(shape.shares().dead());
    row.put("life_state", isDead ? "2" : "1");
    row.put("death_date", isDead && random.nextBoolean() ? shape.day(random) : null);
  }

  private void describeRelation(Map<String, Object> row) {
    String[] states = {"enrolled", "enrolled", "enrolled", "suspended", "ended"};
    row.put("state", any(states));
    row.put("pool_division", shape.place(random));
    LocalDate start = random.nextBoolean() ? shape.begin().minusYears(3) : shape.day(random);
    LocalDate end = shape.day(random);
    row.put("start_date", start);
    row.put("end_date", end.isBefore(start) || random.nextBoolean() ? null : end);
    int year = shape.begin().getYear() + random.nextInt(2);
    row.put("insurance_year", random.nextInt(8) == 0 ? null : (Integer) year);
    row.put("payment_status", random.nextInt(3) == 0 ? "3" : "1");
    row.put("retired", random.nextInt(4) == 0 ? "1" : "0");
    row.put("employer_type", any(EMPLOYERS));
  }

  /** The rows of one thing. */
  private void addThing(
      String table, long person, String source, Consumer<Map<String, Object>> describe) {
    String certainty = person % 7 == 0 ? "none" : "exact";
    for (Map<String, Object> times : new Telling(shape, random).ofAThing()) {
      Map<String, Object> row = new TreeMap<>(times);
      row.put("source", source);
      row.put("person_key", person);
      row.put("certainty", certainty);
      describe.accept(row);
      rows.add(table, row);
    }
  }

  /** Who somebody outside the population is; some are found later, and some may be several. */
  private void addLinks(long person) {
    switch (random.nextInt(6)) {
      case 0 -> {}
      case 1 -> addLink(person, null, "none");
      case 2 -> anybody().ifPresent(other -> addLink(person, other, "probable"));
      case 3 -> population.stream().limit(2).forEach(other -> addLink(person, other, "possible"));
      default -> anybody().ifPresent(other -> addLink(person, other, "certain"));
    }
  }

  private Optional<Long> anybody() {
    return population.isEmpty()
        ? Optional.empty()
        : Optional.of(population.get(random.nextInt(population.size())));
  }

  private void addLink(long from, Long to, String certainty) {
    Map<String, Object> link = new TreeMap<>();
    link.put("from_key", from);
    link.put("to_key", to);
    link.put("certainty", certainty);
    link.put(History.KNOWN_FROM, random.nextInt(3) == 0 ? shape.day(random) : shape.begin());
    rows.add("link", link);
  }

  private boolean isOneOf(int share) {
    return random.nextInt(WHOLE) < share;
  }

  private String any(String[] words) {
    return words[random.nextInt(words.length)];
  }
}
