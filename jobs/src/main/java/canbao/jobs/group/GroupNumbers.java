package canbao.jobs.group;

import canbao.jobs.disclosure.Cell;
import canbao.jobs.disclosure.HiddenCells;
import canbao.jobs.disclosure.ProvinceTable;
import canbao.jobs.disclosure.ProvinceTable.City;
import canbao.jobs.disclosure.ProvinceTable.County;
import canbao.jobs.disclosure.Suppression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The numbers of groups by one basis, those that may not be shown without their counts. */
final class GroupNumbers {

  private static final String ALL = Dimension.TOTAL.words().get(0);

  private final String basis;
  private final Suppression suppression;
  private final HeldCells held;
  private final HiddenCells darkCounties;
  private final List<GroupNumber> numbers = new ArrayList<>();

  private GroupNumbers(String basis, GroupTables tables, Suppression suppression, HeldCells held) {
    this.basis = basis;
    this.suppression = suppression;
    this.held = held;
    this.darkCounties =
        suppression.counties(tables.of(Dimension.TOTAL), held.of(basis, Dimension.TOTAL), ALL);
  }

  /**
   * By dimension, then value, place and family.
   *
   * @param held cells that are hidden because of nights before
   * @param withSpecialGroups whether it is known who is in them
   */
  static List<GroupNumber> of(
      String basis,
      GroupTables tables,
      Suppression suppression,
      HeldCells held,
      boolean withSpecialGroups) {
    GroupNumbers all = new GroupNumbers(basis, tables, suppression, held);
    for (Dimension dimension : Dimension.values()) {
      if (dimension != Dimension.SPECIAL_GROUP) {
        all.add(dimension, tables.of(dimension));
      } else if (withSpecialGroups) {
        Arrays.stream(SpecialGroup.values())
            .forEach(group -> all.add(dimension, tables.within(group)));
      }
    }
    return all.numbers;
  }

  private void add(Dimension dimension, ProvinceTable table) {
    HiddenCells hidden =
        dimension == Dimension.TOTAL
            ? darkCounties
            : suppression.cells(table, darkCounties, ALL, held.of(basis, dimension));
    for (int value = 0; value < table.values().size(); value++) {
      String name = table.values().get(value);
      if (dimension.words().contains(name)) {
        add(dimension, new Cell(table.code(), name), table.counts()[value], hidden);
        for (City city : table.cities()) {
          add(dimension, new Cell(city.code(), name), city.counts()[value], hidden);
          addCounties(dimension, name, value, city, hidden);
        }
      }
    }
  }

  /** Of a county of which nothing is shown the total alone says so; of nobody there is no row. */
  private void addCounties(
      Dimension dimension, String name, int value, City city, HiddenCells hidden) {
    for (County county : city.counties()) {
      Optional<Cell> cell = county.code().map(code -> new Cell(code, name));
      boolean isTold =
          county
              .code()
              .map(code -> dimension == Dimension.TOTAL || !darkCounties.has(new Cell(code, ALL)))
              .orElse(false);
      long[] counts = county.counts()[value];
      if (isTold && (hidden.has(cell.get()) || Arrays.stream(counts).sum() > 0)) {
        add(dimension, cell.get(), counts, hidden);
      }
    }
  }

  private void add(Dimension dimension, Cell cell, long[] counts, HiddenCells hidden) {
    String reason =
        dimension == Dimension.TOTAL
            ? GroupNumber.Hidden.FEW_IN_AREA
            : GroupNumber.Hidden.FEW_IN_CELLS;
    Optional<GroupNumber.Hidden> isHidden =
        hidden.until(cell).map(until -> new GroupNumber.Hidden(reason, until));
    for (int family = 0; family < Measures.FAMILIES.size(); family++) {
      GroupNumber.People people =
          new GroupNumber.People(Measures.due(counts, family), counts[Measures.covered(family)]);
      numbers.add(
          new GroupNumber(
              basis,
              cell.area(),
              Measures.FAMILIES.get(family),
              dimension,
              cell.value(),
              isHidden.isPresent() ? Optional.empty() : Optional.of(people),
              isHidden));
    }
  }
}
