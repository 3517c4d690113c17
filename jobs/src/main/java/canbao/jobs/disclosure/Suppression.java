package canbao.jobs.disclosure;

import static java.util.stream.Collectors.toSet;

import canbao.jobs.disclosure.ProvinceTable.City;
import canbao.jobs.disclosure.ProvinceTable.County;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the cells of a province's tables that are not to be shown on a day; why they are safe then
 * is said of the package.
 *
 * @param threshold from 1 to below it a count is small; as wide is the interval that a hidden one
 *     keeps
 * @param neededUntil last day for which a cell is hidden that has to be hidden today
 */
public record Suppression(int threshold, LocalDate neededUntil) {

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
        boolean isNeeded = needed.get(number);
        counties
            .get(number)
            .code()
            .ifPresent(code -> hide(new Cell(code, value), isNeeded, held, hidden));
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
    Set<String> dark =
        table.cities().stream()
            .flatMap(city -> city.counties().stream())
            .flatMap(county -> county.code().stream())
            .filter(code -> counties.has(new Cell(code, total)))
            .collect(toSet());
    return new TableSuppression(this, table, dark, held).cells();
  }

  /** Hides a cell that is needed, and one that is held as long as it is. */
  void hide(Cell cell, boolean isNeeded, HiddenCells held, HiddenCells hidden) {
    held.until(cell).ifPresent(day -> hidden.hide(cell, day));
    if (isNeeded) {
      hidden.hide(cell, neededUntil);
    }
  }

  private static boolean isHeld(County county, HiddenCells held, String value) {
    return county.code().map(code -> held.has(new Cell(code, value))).orElse(true);
  }
}
