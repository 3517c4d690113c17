package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The numbers of two releases beside each other, of one day or of two.
 *
 * @param lines one for each row of {@code release.city_coverage} that either has, those of the
 *     headline first
 */
public record ReleaseDifference(List<Line> lines) {

  private static final List<String> JUDGED = List.of("pension", "medical");

  private static final List<String> FAMILIES = List.of("pension", "medical", "both", "any");

  public ReleaseDifference {
    lines = List.copyOf(lines);
  }

  /** What a row is about. */
  public record Cell(String basis, String denominator, String family, String division) {}

  /**
   * What a row says.
   *
   * @param due null for head counts and where nothing was released yet
   * @param rate null where nobody is due
   */
  public record Numbers(String name, Long due, long covered, BigDecimal rate) {}

  /** A row of both, or of one of them. */
  public record Line(Cell cell, Optional<Numbers> before, Optional<Numbers> after) {

    public boolean isAlike() {
      return before.equals(after);
    }

    public String name() {
      return before.or(() -> after).orElseThrow().name();
    }

    /** People due more or less; null unless both tell. */
    public Long due() {
      return before.isPresent() && after.isPresent() && both().noneMatch(Objects::isNull)
          ? after.get().due() - before.get().due()
          : null;
    }

    /** People covered more or less; null unless both tell. */
    public Long covered() {
      return before.isPresent() && after.isPresent()
          ? after.get().covered() - before.get().covered()
          : null;
    }

    private Stream<Long> both() {
      return Stream.of(before.orElseThrow().due(), after.orElseThrow().due());
    }
  }

  /**
   * Reads both.
   *
   * @throws canbao.jobs.run.JobFailure INPUT if there is no such release
   */
  public static ReleaseDifference of(
      Lake lake, String before, String after, Denominators denominators) {
    Ledger ledger = Ledger.read(lake);
    Map<Cell, Numbers> first = numbers(lake, ledger.named(before));
    Map<Cell, Numbers> second = numbers(lake, ledger.named(after));
    TreeSet<Cell> cells = new TreeSet<>(inOrder(denominators));
    cells.addAll(first.keySet());
    cells.addAll(second.keySet());
    return new ReleaseDifference(
        cells.stream()
            .map(
                cell ->
                    new Line(
                        cell,
                        Optional.ofNullable(first.get(cell)),
                        Optional.ofNullable(second.get(cell))))
            .toList());
  }

  /** Only what a city is judged by: pension and medical of the headline denominator. */
  public ReleaseDifference ofHeadline(Denominators denominators) {
    String basis = basisOfHeadline(denominators);
    return new ReleaseDifference(
        lines.stream()
            .filter(line -> line.cell().denominator().equals(denominators.headline()))
            .filter(line -> line.cell().basis().equals(basis))
            .filter(line -> JUDGED.contains(line.cell().family()))
            .toList());
  }

  static String basisOfHeadline(Denominators denominators) {
    return denominators.denominators().stream()
        .filter(denominator -> denominator.id().equals(denominators.headline()))
        .map(Denominator::basis)
        .findFirst()
        .orElse("residence");
  }

  static Map<Cell, Numbers> numbers(Lake lake, Ledger.Entry release) {
    Map<Cell, Numbers> numbers = new TreeMap<>(Comparator.comparing(Cell::toString));
    for (Row row :
        ReleasedRows.copy(lake, ResultTable.CITY_COVERAGE, release.releaseId())
            .select(
                col("basis"),
                col("denominator"),
                col("family"),
                col("division"),
                col("division_name"),
                col("due"),
                col("covered"),
                col("rate"))
            .collectAsList()) {
      numbers.put(
          new Cell(row.getString(0), row.getString(1), row.getString(2), row.getString(3)),
          new Numbers(row.getString(4), (Long) row.get(5), row.getLong(6), row.getDecimal(7)));
    }
    return numbers;
  }

  private static Comparator<Cell> inOrder(Denominators denominators) {
    String headline = denominators.headline();
    String basis = basisOfHeadline(denominators);
    List<Comparator<Cell>> order = new ArrayList<>();
    order.add(
        Comparator.comparing(
            cell -> !(cell.denominator().equals(headline) && cell.basis().equals(basis))));
    order.add(Comparator.comparing(Cell::basis));
    order.add(Comparator.comparing(Cell::denominator));
    order.add(Comparator.comparing(cell -> place(cell.family())));
    order.add(Comparator.comparing(Cell::family));
    order.add(Comparator.comparing(Cell::division));
    return order.stream().reduce(Comparator::thenComparing).orElseThrow();
  }

  private static int place(String family) {
    int place = FAMILIES.indexOf(family);
    return place < 0 ? FAMILIES.size() : place;
  }
}
