package canbao.jobs.worklist;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.control.ControlNumber;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.GateDecision;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * Whether everybody who is due and not covered stands on the day's list, and nobody else: in each
 * street by the states of the day, and in each city by the numbers that are published.
 */
record WorklistBalance(Lake lake, LocalDate day, Gap gap) {

  private static final int FAMILY = 0;
  private static final int CITY = 1;
  private static final int COUNTY = 2;
  private static final int STREET = 3;

  /** A family in a place; of a city the place is its code alone. */
  private record Cell(String family, String place) {}

  /** People in one. */
  private record Due(long due, long covered) {}

  /**
   * One number each: {@code pension} and {@code medical}, people due, covered of them by {@code
   * coverage.city_coverage}, and those on the list; {@code city} and {@code street}, families in
   * places, and those of them whose list has as many as are due less those covered.
   */
  List<ControlNumber> numbers() {
    Map<Cell, Long> listedByStreet = new HashMap<>();
    Map<Cell, Long> listedByCity = new HashMap<>();
    for (Row row : listed()) {
      String family = row.getString(FAMILY);
      long people = row.getLong(STREET + 1);
      listedByStreet.merge(new Cell(family, place(row)), people, Long::sum);
      listedByCity.merge(new Cell(family, row.getString(CITY)), people, Long::sum);
      listedByCity.merge(new Cell(family, GateDecision.PROVINCE), people, Long::sum);
    }
    Map<Cell, Due> cities = published();
    List<ControlNumber> numbers = new ArrayList<>();
    for (ListFamily family : ListFamily.values()) {
      Cell province = new Cell(family.word(), GateDecision.PROVINCE);
      Due people = cities.get(province);
      long listed = listedByCity.getOrDefault(province, 0L);
      numbers.add(ControlNumber.of(family.word(), people.due(), people.covered(), listed, 0));
    }
    numbers.add(balance("city", cities, listedByCity));
    numbers.add(balance("street", byState(), listedByStreet));
    return numbers;
  }

  private static ControlNumber balance(String what, Map<Cell, Due> due, Map<Cell, Long> listed) {
    Set<Cell> cells = new HashSet<>(due.keySet());
    cells.addAll(listed.keySet());
    long balanced =
        cells.stream()
            .filter(
                cell -> {
                  Due people = due.getOrDefault(cell, new Due(0, 0));
                  return people.due() - people.covered() == listed.getOrDefault(cell, 0L);
                })
            .count();
    return ControlNumber.of(what, cells.size(), balanced);
  }

  /** Rows of the list that was written, by family, city, division and street. */
  private List<Row> listed() {
    return lake.read(WorklistTables.UNENROLLED, Slice.where("as_of", day))
        .groupBy("family", "city", "division", "street")
        .agg(count(lit(1)))
        .collectAsList();
  }

  private Map<Cell, Due> byState() {
    Map<Cell, Due> due = new HashMap<>();
    gap.byStreet()
        .select(
            ListFamily.wordOf(col("family")),
            col("city").cast("string"),
            coalesce(col("county"), col("city")).cast("string"),
            col("street").cast("string"),
            col("due"),
            col("covered"))
        .collectAsList()
        .forEach(
            row ->
                due.put(
                    new Cell(row.getString(FAMILY), place(row)),
                    new Due(row.getLong(STREET + 1), row.getLong(STREET + 2))));
    return due;
  }

  private Map<Cell, Due> published() {
    Map<Cell, Due> due = new HashMap<>();
    lake.table("coverage.city_coverage", Slice.where("as_of", day))
        .orElseThrow()
        .filter(col("basis").equalTo(gap.basis()).and(not(col("is_memo"))))
        .filter(col("denominator").equalTo(gap.denominator()))
        .filter(col("family").isin(ListFamily.PENSION.word(), ListFamily.MEDICAL.word()))
        .select("family", "division", "due", "covered")
        .collectAsList()
        .forEach(
            row ->
                due.put(
                    new Cell(row.getString(0), row.getString(1)),
                    new Due(row.getLong(2), row.getLong(3))));
    return due;
  }

  private static String place(Row row) {
    String street = row.isNullAt(STREET) ? "" : row.getString(STREET);
    return row.getString(CITY) + row.getString(COUNTY) + street;
  }
}
