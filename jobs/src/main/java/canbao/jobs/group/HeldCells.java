package canbao.jobs.group;

import canbao.jobs.disclosure.Cell;
import canbao.jobs.disclosure.HiddenCells;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** What the night before hides and this one is to hide too, by basis and dimension. */
public final class HeldCells {

  private record Table(String basis, String dimension) {}

  private final Map<Table, HiddenCells> cells = new HashMap<>();

  /**
   * Holds a cell; of a special group those who are not in it too, of whom no row tells.
   *
   * @param until last day
   */
  public void hold(String basis, String dimension, Cell cell, LocalDate until) {
    HiddenCells held =
        cells.computeIfAbsent(new Table(basis, dimension), unused -> new HiddenCells());
    held.hide(cell, until);
    if (dimension.equals(Dimension.SPECIAL_GROUP.word())) {
      held.hide(new Cell(cell.area(), GroupTables.outside(cell.value())), until);
    }
  }

  HiddenCells of(String basis, Dimension dimension) {
    return cells.getOrDefault(new Table(basis, dimension.word()), new HiddenCells());
  }
}
