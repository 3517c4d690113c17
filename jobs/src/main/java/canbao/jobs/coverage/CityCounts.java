package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.coverage.CoverageCell.Bounds;
import canbao.jobs.coverage.PersonGroups.Condition;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.udfs.Places;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Counts people by division for every basis, denominator and family. */
final class CityCounts {

  static final String PROVINCE = "440000";

  private final PersonGroups groups;
  private final Denominators denominators;
  private final PublishedFigures figures;

  /**
   * @param figures of the day's year
   */
  CityCounts(PersonGroups groups, Denominators denominators, PublishedFigures figures) {
    this.groups = groups;
    this.denominators = denominators;
    this.figures = figures;
  }

  /** What names a row of the result apart from its division. */
  record Measure(Basis basis, CoverageFamily family, String denominator) {}

  /** All cells, by basis, family and denominator, then by division. */
  Map<Measure, Map<String, CoverageCell>> all() {
    Map<Measure, Map<String, CoverageCell>> cells = new LinkedHashMap<>();
    cells.putAll(ofRegister(Basis.REGISTRATION, "registered_city", "is_registered_in_memo"));
    cells.putAll(ofRegister(Basis.RESIDENCE, "resident_city", "is_resident_in_memo"));
    cells.putAll(ofEnrolment(cells));
    cells.putAll(new PublishedCounts(groups, denominators, figures).beside(cells, headline()));
    return cells;
  }

  private Map<Measure, Map<String, CoverageCell>> ofRegister(
      Basis basis, String city, String memo) {
    List<Denominator> ofBasis =
        denominators.denominators().stream()
            .filter(denominator -> denominator.basis().equals(basis.word()))
            .toList();
    List<Condition> conditions = new ArrayList<>();
    Map<Measure, Integer> places = new LinkedHashMap<>();
    for (Denominator denominator : ofBasis) {
      for (CoverageFamily family : CoverageFamily.values()) {
        // A head count has no due set: one row a basis, under its first denominator.
        if (family.hasDueSet() || denominator.equals(ofBasis.get(0))) {
          places.put(new Measure(basis, family, denominator.id()), conditions.size());
          conditions.addAll(conditions(family, denominator));
        }
      }
    }
    List<Row> sums = groups.sumsByCity(city, memo, conditions);
    Map<Measure, Map<String, CoverageCell>> cells = new LinkedHashMap<>();
    places.forEach((row, place) -> cells.put(row, byDivision(row.family(), sums, place)));
    return cells;
  }

  /** Due, covered and suspended people of a family under one denominator. */
  private List<Condition> conditions(CoverageFamily family, Denominator denominator) {
    Column isDue = family.hasDueSet() ? isDue(family, denominator) : not(col("dead"));
    Column isEnrolled = family.isEnrolled(PersonGroups::isAnywhere);
    String prefix = denominator.id();
    return List.of(
        family.named(prefix + "_due", isDue),
        family.named(prefix + "_covered", isDue.and(isEnrolled)),
        family.named(prefix + "_suspended", isDue.and(family.isSuspended())));
  }

  private Column isDue(CoverageFamily family, Denominator denominator) {
    int bit = 2 * denominators.denominators().indexOf(denominator);
    bit += family.dueAs() == Family.PENSION ? 0 : 1;
    return col("due_bits").bitwiseAND(1L << bit).notEqual(0L);
  }

  private static Map<String, CoverageCell> byDivision(
      CoverageFamily family, List<Row> sums, int place) {
    Map<String, CoverageCell> cells = empty();
    for (Row row : sums) {
      long covered = row.getLong(2 + place + 1);
      CoverageCell cell =
          new CoverageCell(
              Optional.of(row.getLong(2 + place)),
              // Links of the register are by exact numbers: the bounds meet.
              new Bounds(covered, covered, covered),
              row.getLong(2 + place + 2));
      cells.merge(Integer.toString(row.getInt(0)), cell, CoverageCell::plus);
      cells.merge(PROVINCE, cell, CoverageCell::plus);
      if (row.getBoolean(1)) {
        cells.merge(PersonState.MEMO, cell, CoverageCell::plus);
      }
    }
    if (!family.hasDueSet()) {
      cells.replaceAll((division, cell) -> cell.withDue(Optional.empty()));
    }
    return cells;
  }

  private Map<Measure, Map<String, CoverageCell>> ofEnrolment(
      Map<Measure, Map<String, CoverageCell>> residence) {
    List<Condition> inPool = new ArrayList<>();
    List<Condition> anywhere = new ArrayList<>();
    for (CoverageFamily family : CoverageFamily.values()) {
      inPool.addAll(bounds(family, family.isEnrolled(PersonGroups::isInPool)));
      anywhere.addAll(bounds(family, family.isEnrolled(PersonGroups::isAnywhere)));
    }
    List<Row> pools = groups.sumsByPool(inPool);
    Row province = groups.sums(anywhere);
    Map<Measure, Map<String, CoverageCell>> cells = new LinkedHashMap<>();
    for (CoverageFamily family : CoverageFamily.values()) {
      int place = 2 * List.of(CoverageFamily.values()).indexOf(family);
      Map<String, CoverageCell> byDivision = empty();
      for (Row pool : pools) {
        byDivision.put(poolDivision(pool.getInt(0)), enrolled(pool, 1 + place));
      }
      byDivision.put(PROVINCE, enrolled(province, place));
      Measure due = new Measure(Basis.RESIDENCE, family, headline());
      byDivision.replaceAll(
          (division, cell) -> cell.withDue(residence.get(due).get(division).due()));
      cells.put(new Measure(Basis.ENROLMENT, family, due.denominator()), byDivision);
    }
    return cells;
  }

  /** The first denominator of residence: what enrolment is measured against. */
  private String headline() {
    return denominators.denominators().stream()
        .filter(denominator -> denominator.basis().equals(Basis.RESIDENCE.word()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No denominator by residence"))
        .id();
  }

  private static List<Condition> bounds(CoverageFamily family, Column isEnrolled) {
    return List.of(
        family.named("exact", isEnrolled.and(col("is_exact"))), family.named("all", isEnrolled));
  }

  private static CoverageCell enrolled(Row sums, int place) {
    long exact = sums.getLong(place);
    return new CoverageCell(Optional.empty(), new Bounds(exact, exact, sums.getLong(place + 1)), 0);
  }

  private static String poolDivision(int bit) {
    return bit == PersonState.MEMO_BIT ? PersonState.MEMO : Places.cities().get(bit).code();
  }

  /** Nobody anywhere: a division without people is a row with 0, never absent. */
  private static Map<String, CoverageCell> empty() {
    Map<String, CoverageCell> cells = new LinkedHashMap<>();
    cells.put(PROVINCE, CoverageCell.NOBODY);
    Places.cities().forEach(city -> cells.put(city.code(), CoverageCell.NOBODY));
    cells.put(PersonState.MEMO, CoverageCell.NOBODY);
    return cells;
  }
}
