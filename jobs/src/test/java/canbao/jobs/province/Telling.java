package canbao.jobs.province;

import canbao.jobs.lake.History;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** When the rows of one thing hold, and when they were known: one to four rows a thing. */
record Telling(Shape shape, SplittableRandom random) {

  private static final int WHOLE = 100;

  /** The columns of time of each row; what else it says is up to the caller. */
  List<Map<String, Object>> ofAThing() {
    List<Map<String, Object>> rows = new ArrayList<>(shape.isInOrder() ? inOrder() : atAnyTime());
    if (random.nextInt(8) == 0) {
      rows.add(late());
    }
    return rows;
  }

  /** A fact that everybody knew until the last facts were learned, and what it was found to be. */
  static List<Map<String, Object>> corrected(Shape shape) {
    LocalDate later = shape.later();
    return List.of(
        row(null, later, shape.begin(), later, 0),
        row(null, later, later, later, 1),
        row(later, null, later, null, 0));
  }

  /** Always known. */
  static Map<String, Object> always(Shape shape) {
    return row(null, null, shape.begin(), null, 0);
  }

  /** Each row follows the one before; the first may come late, the last may end. */
  private List<Map<String, Object>> inOrder() {
    List<LocalDate> turns =
        Stream.generate(this::laterThanFirst).limit(random.nextInt(3)).sorted().distinct().toList();
    List<Map<String, Object>> rows = new ArrayList<>();
    LocalDate since = random.nextInt(6) == 0 ? laterThanFirst() : null;
    for (LocalDate turn : turns) {
      if (since == null || turn.isAfter(since)) {
        rows.add(row(since, turn, since == null ? shape.begin() : since, turn, 0));
        since = turn;
      }
    }
    if (rows.isEmpty() || random.nextInt(WHOLE) >= shape.shares().withdrawn()) {
      rows.add(row(since, null, since == null ? shape.begin() : since, null, 0));
    }
    return rows;
  }

  private LocalDate laterThanFirst() {
    LocalDate day = shape.day(random);
    return day.isAfter(shape.begin()) ? day : shape.begin().plusDays(1);
  }

  private List<Map<String, Object>> atAnyTime() {
    List<Map<String, Object>> rows = new ArrayList<>();
    int versions = 1 + random.nextInt(3);
    for (int version = 0; version < versions; version++) {
      LocalDate from = random.nextInt(3) == 0 ? null : shape.day(random);
      LocalDate to = random.nextInt(2) == 0 ? null : shape.day(random);
      LocalDate known = shape.day(random);
      LocalDate end = shape.day(random);
      Map<String, Object> row =
          row(from, to, known, to == null ? null : end.isBefore(known) ? known : end, version);
      row.put(History.IS_ABSENT, version > 0 && random.nextInt(WHOLE) < shape.shares().withdrawn());
      rows.add(row);
    }
    return rows;
  }

  /** A late list speaks of days gone by: its row has its end when it comes. */
  private Map<String, Object> late() {
    LocalDate from = random.nextBoolean() ? null : shape.day(random);
    Map<String, Object> row =
        row(from, shape.day(random), shape.later(), shape.later(), shape.isInOrder() ? 1 : 5);
    row.put(History.IS_ABSENT, random.nextInt(WHOLE) < shape.shares().withdrawn());
    return row;
  }

  private static Map<String, Object> row(
      LocalDate from, LocalDate to, LocalDate known, LocalDate knownTo, int correction) {
    Map<String, Object> row = new TreeMap<>();
    row.put(History.VALID_FROM, from);
    row.put(History.VALID_TO, to);
    row.put(History.KNOWN_FROM, known);
    row.put(History.KNOWN_TO, knownTo);
    row.put(History.CORRECTION, correction);
    row.put(History.IS_ABSENT, false);
    return row;
  }
}
