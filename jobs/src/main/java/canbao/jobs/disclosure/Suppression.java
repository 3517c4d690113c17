package canbao.jobs.disclosure;

import canbao.jobs.disclosure.ProvinceTable.City;
import canbao.jobs.disclosure.ProvinceTable.County;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds the cells of a province's tables that are not to be shown on a day; why they are safe then
 * is said of the package.
 *
 * @param threshold from 1 to below it a count is small; as wide is the interval that a hidden one
 *     keeps
 * @param neededUntil last day for which a cell is hidden that has to be hidden today
 */
public record Suppression(int threshold, LocalDate neededUntil) {

  /** Stands for rows that are not shown: they are as good as hidden. */
  private static final String NOWHERE = "";

  /**
   * Counties whose total is hidden: the small ones of a city, and others with which they are not
   * small. Nothing of them is shown.
   *
   * @param held cells that are hidden because of nights before
   * @param value under which totals stand
   */
  public HiddenCells counties(ProvinceTable people, HiddenCells held, String value) {
    HiddenCells hidden = new HiddenCells();
    for (City city : people.totals(value).cities()) {
      List<County> counties = city.counties();
      Line line =
          new Line(
              counties.stream().map(County::total).toList(),
              number -> !counties.get(number).isPublished());
      BitSet needed = line.toHide(number -> isHeld(counties.get(number), held, value), threshold);
      for (int number = 0; number < counties.size(); number++) {
        hide(cells(counties.get(number), value), needed.get(number), held, hidden);
      }
    }
    return hidden;
  }

  /**
   * Cells of a dimension that are hidden, but for those of counties whose total is.
   *
   * @param counties as {@link #counties} gives them, under {@code total}
   */
  public HiddenCells cells(
      ProvinceTable table, HiddenCells counties, String total, HiddenCells held) {
    HiddenCells hidden = new HiddenCells();
    hideValues(table, held, hidden);
    hideCities(table, held, hidden);
    for (City city : table.cities()) {
      hideCounties(table, city, counties, total, held, hidden);
    }
    return hidden;
  }

  /** Values of which the province has few, and who else is needed; nobody may show them. */
  private void hideValues(ProvinceTable table, HiddenCells held, HiddenCells hidden) {
    List<Cell> cells = cellsOf(table.code(), table.values());
    Line line = new Line(List.of(table.counts()), number -> true);
    BitSet needed = line.toHide(number -> held.has(cells.get(number)), threshold);
    for (int number = 0; number < cells.size(); number++) {
      hide(List.of(cells.get(number)), needed.get(number), held, hidden);
    }
    for (City city : table.cities()) {
      inherit(table.values(), table.code(), city.code(), hidden);
    }
  }

  private void hideCities(ProvinceTable table, HiddenCells held, HiddenCells hidden) {
    Columns columns = Columns.of(table.values(), table.code(), hidden);
    List<City> cities = table.cities();
    TwoWayTable counts =
        new TwoWayTable(cities.stream().map(city -> columns.folded(city.counts())).toList());
    List<String> areas = cities.stream().map(City::code).toList();
    hideBlocks(counts, columns, areas, row -> leavesFew(cities.get(row)), held, hidden);
  }

  /**
   * Whether a city has few people beside its districts with a published total: whatever is shown of
   * the city's values would leave them in the open.
   */
  private boolean leavesFew(City city) {
    List<long[]> others =
        city.counties().stream()
            .filter(county -> !county.isPublished())
            .map(County::total)
            .toList();
    if (others.isEmpty() || others.size() == city.counties().size()) {
      return false;
    }
    long[] sum = new long[others.get(0).length];
    others.forEach(total -> Small.add(total, sum));
    return Small.isAnySmall(sum, threshold);
  }

  private void hideCounties(
      ProvinceTable table,
      City city,
      HiddenCells counties,
      String total,
      HiddenCells held,
      HiddenCells hidden) {
    Columns columns = Columns.of(table.values(), city.code(), hidden);
    List<String> areas = new ArrayList<>();
    List<long[][]> rows = new ArrayList<>();
    List<long[][]> dark = new ArrayList<>();
    List<County> parts = city.counties();
    boolean isAnyDark = parts.stream().anyMatch(county -> isDark(county, counties, total));
    for (County county : parts) {
      if (isDark(county, counties, total) || (isAnyDark && county.code().isEmpty())) {
        dark.add(columns.folded(county.counts()));
      } else {
        areas.add(county.code().orElse(NOWHERE));
        rows.add(columns.folded(county.counts()));
        county.code().ifPresent(code -> inherit(table.values(), city.code(), code, hidden));
      }
    }
    if (!dark.isEmpty()) {
      areas.add(NOWHERE);
      rows.add(ProvinceTable.sum(dark));
    }
    hideBlocks(new TwoWayTable(rows), columns, areas, row -> false, held, hidden);
  }

  private static boolean isDark(County county, HiddenCells counties, String total) {
    return county.code().map(code -> counties.has(new Cell(code, total))).orElse(false);
  }

  private void hideBlocks(
      TwoWayTable table,
      Columns columns,
      List<String> areas,
      IntPredicate mustBeHidden,
      HiddenCells held,
      HiddenCells hidden) {
    boolean[][] isHidden = new boolean[table.rows()][table.columns()];
    boolean[][] given = new boolean[table.rows()][table.columns()];
    for (int row = 0; row < table.rows(); row++) {
      for (int column = 0; column < table.columns(); column++) {
        String area = areas.get(row);
        isHidden[row][column] =
            area.equals(NOWHERE)
                || columns.isFolded(column)
                || held.has(new Cell(area, columns.value(column)));
        given[row][column] = mustBeHidden.test(row);
      }
    }
    boolean[][] needed = Blocks.toHide(table, isHidden, threshold);
    boolean[][] neededToo = Blocks.around(given, table, isHidden, threshold);
    for (int row = 0; row < table.rows(); row++) {
      for (int column = 0; column < table.columns(); column++) {
        boolean isNeeded = needed[row][column] || neededToo[row][column];
        if (!areas.get(row).equals(NOWHERE)) {
          for (String value : columns.values(column)) {
            hide(List.of(new Cell(areas.get(row), value)), isNeeded, held, hidden);
          }
        }
      }
    }
  }

  private void hide(List<Cell> cells, boolean isNeeded, HiddenCells held, HiddenCells hidden) {
    for (Cell cell : cells) {
      held.until(cell).ifPresent(day -> hidden.hide(cell, day));
      if (isNeeded) {
        hidden.hide(cell, neededUntil);
      }
    }
  }

  /** What an area hides its parts hide too. */
  private static void inherit(List<String> values, String area, String part, HiddenCells hidden) {
    for (String value : values) {
      hidden.until(new Cell(area, value)).ifPresent(day -> hidden.hide(new Cell(part, value), day));
    }
  }

  private static boolean isHeld(County county, HiddenCells held, String value) {
    return county.code().map(code -> held.has(new Cell(code, value))).orElse(true);
  }

  private static List<Cell> cells(County county, String value) {
    return county.code().map(code -> List.of(new Cell(code, value))).orElse(List.of());
  }

  private static List<Cell> cellsOf(String area, List<String> values) {
    return IntStream.range(0, values.size())
        .mapToObj(number -> new Cell(area, values.get(number)))
        .toList();
  }
}
