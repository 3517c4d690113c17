package canbao.jobs.disclosure;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Cells that are hidden, each with the last day on which it is to be. */
public final class HiddenCells {

  private final Map<Cell, LocalDate> until = new HashMap<>();

  /** Hides a cell for so long at least. */
  public void hide(Cell cell, LocalDate day) {
    until.merge(cell, day, (one, other) -> one.isAfter(other) ? one : other);
  }

  public boolean has(Cell cell) {
    return until.containsKey(cell);
  }

  /** None if the cell is shown. */
  public Optional<LocalDate> until(Cell cell) {
    return Optional.ofNullable(until.get(cell));
  }

  public int size() {
    return until.size();
  }
}
