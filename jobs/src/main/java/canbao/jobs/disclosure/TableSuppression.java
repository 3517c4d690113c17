package canbao.jobs.disclosure;

import canbao.jobs.disclosure.ProvinceTable.City;
import canbao.jobs.disclosure.ProvinceTable.County;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the cells of one dimension that are not to be shown: values of the province, then cities by
 * the values that the province shows, then the counties of each city by those that the city shows.
 *
 * <p>What an area shows may leave a small count of its parts in the open, whatever they hide
 * themselves: of a city of two counties, one of which is a district with a published total of four,
 * each value of the other is known to within four people once the city shows the value. Such an
 * area hides all its values.
 */
final class TableSuppression {

  /** Stands for rows that are not shown: they are as good as hidden. */
  private static final String NOWHERE = "";

  private final Suppression suppression;
  private final ProvinceTable table;
  private final Set<String> darkCounties;
  private final HiddenCells held;

  /** Areas that hide all their values. */
  private final Set<String> closed = new HashSet<>();

  private HiddenCells hidden = new HiddenCells();

  /**
   * @param darkCounties those of which nothing is shown
   * @param held cells that are hidden because of nights before
   */
  TableSuppression(
      Suppression suppression, ProvinceTable table, Set<String> darkCounties, HiddenCells held) {
    this.suppression = suppression;
    this.table = table;
    this.darkCounties = darkCounties;
    this.held = held;
  }

  /** Cells that are hidden, but for those of counties of which nothing is shown. */
  HiddenCells cells() {
    int before;
    do {
      before = closed.size();
      hidden = new HiddenCells();
      hideValues();
      hideCities();
      table.cities().forEach(this::hideCounties);
    } while (closed.size() > before); // what one more area hides may leave others open
    return hidden;
  }

  /** Values of which the province has few, and who else is needed; nobody may show them. */
  private void hideValues() {
    List<Cell> cells = table.values().stream().map(value -> new Cell(table.code(), value)).toList();
    Line line = new Line(List.of(table.counts()), number -> true);
    BitSet needed = line.toHide(number -> held.has(cells.get(number)), suppression.threshold());
    for (int number = 0; number < cells.size(); number++) {
      hide(cells.get(number), needed.get(number) || closed.contains(table.code()));
    }
    table.cities().forEach(city -> inherit(table.code(), city.code()));
  }

  private void hideCities() {
    Columns columns = Columns.of(table.values(), table.code(), hidden);
    Parts cities = new Parts(table.code(), columns);
    for (City city : table.cities()) {
      boolean isClosed = closed.contains(city.code());
      cities.add(isClosed ? Kind.CLOSED : Kind.PUBLISHED, city.code(), city.counts());
    }
    cities.hide();
  }

  private void hideCounties(City city) {
    Columns columns = Columns.of(table.values(), city.code(), hidden);
    Parts counties = new Parts(city.code(), columns);
    List<long[][]> dark = new ArrayList<>();
    boolean isAnyDark = city.counties().stream().anyMatch(this::isDark);
    for (County county : city.counties()) {
      if (isDark(county) || (isAnyDark && county.code().isEmpty())) {
        dark.add(county.counts());
      } else {
        county.code().ifPresent(code -> inherit(city.code(), code));
        Kind kind = county.isPublished() ? Kind.PUBLISHED : Kind.KNOWN;
        counties.add(kind, county.code().orElse(NOWHERE), county.counts());
      }
    }
    if (!dark.isEmpty()) {
      counties.add(Kind.DARK, NOWHERE, ProvinceTable.sum(dark));
    }
    counties.hide();
  }

  private boolean isDark(County county) {
    return county.code().filter(darkCounties::contains).isPresent();
  }

  /** What an area hides its parts hide too. */
  private void inherit(String area, String part) {
    for (String value : table.values()) {
      hidden.until(new Cell(area, value)).ifPresent(day -> hidden.hide(new Cell(part, value), day));
    }
  }

  private void hide(Cell cell, boolean isNeeded) {
    suppression.hide(cell, isNeeded, held, hidden);
  }

  /** What is known of a part of an area. */
  private enum Kind {
    /** Its total is published whatever it is. */
    PUBLISHED,
    /** Likewise, and it hides all its values. */
    CLOSED,
    /** Its total is shown, because it is large, or can be had from the others'. */
    KNOWN,
    /** It stands for several of which nothing is shown. */
    DARK
  }

  /** The parts of an area, by the values that the area shows. */
  private final class Parts {

    private final String whole;
    private final Columns columns;
    private final List<Kind> kinds = new ArrayList<>();
    private final List<String> areas = new ArrayList<>();
    private final List<long[][]> rows = new ArrayList<>();

    Parts(String whole, Columns columns) {
      this.whole = whole;
      this.columns = columns;
    }

    void add(Kind kind, String area, long[][] counts) {
      kinds.add(kind);
      areas.add(area);
      rows.add(columns.folded(counts));
    }

    void hide() {
      TwoWayTable counts =
          new TwoWayTable(rows, row -> isOf(row, Kind.PUBLISHED) || isOf(row, Kind.CLOSED));
      int threshold = suppression.threshold();
      Blocks blocks = new Blocks(counts, this::isHidden, threshold);
      boolean[][] needed =
          blocks.toHide(
              (row, column) ->
                  isOf(row, Kind.CLOSED)
                      || (isSumOfHidden(row, column) && !counts.isWide(row, column, threshold)));
      if (blocks.leaveOpen((row, column) -> isOf(row, Kind.CLOSED))) {
        closed.add(whole);
      }
      for (int row = 0; row < rows.size(); row++) {
        for (int column = 0; column < counts.columns(); column++) {
          hide(row, column, needed[row][column]);
        }
      }
    }

    private boolean isOf(int row, Kind kind) {
      return kinds.get(row) == kind;
    }

    private boolean isHidden(int row, int column) {
      return isOf(row, Kind.CLOSED)
          || isSumOfHidden(row, column)
          || areas.get(row).equals(NOWHERE)
          || held.has(new Cell(areas.get(row), columns.value(column)));
    }

    /** Each of them can be as many as the sum, if nobody knows more than it. */
    private boolean isSumOfHidden(int row, int column) {
      return columns.isFolded(column) || isOf(row, Kind.DARK);
    }

    private void hide(int row, int column, boolean isNeeded) {
      if (!areas.get(row).equals(NOWHERE)) {
        columns
            .values(column)
            .forEach(
                value -> TableSuppression.this.hide(new Cell(areas.get(row), value), isNeeded));
      }
    }
  }
}
