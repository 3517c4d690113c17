package canbao.jobs.coverage;

import canbao.jobs.coverage.CityCounts.Measure;
import canbao.jobs.run.Denominators;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What each cause adds to the numbers of a day or takes from them, cell by cell. What the causes
 * leave stands under {@code other}, so that they always add up.
 *
 * @param denominators of now
 * @param first numbers as the day was counted then
 * @param last as it is counted now
 */
record RevisionSteps(
    Denominators denominators,
    Map<Cell, Numbers> first,
    Map<Cell, Numbers> last,
    Map<Cell, Map<RevisionCause, Numbers>> causes) {

  RevisionSteps(Denominators denominators, Map<Cell, Numbers> first, Map<Cell, Numbers> last) {
    this(denominators, first, last, new LinkedHashMap<>());
  }

  /** What a number is about. */
  record Cell(String basis, String denominator, String family, String division) {}

  /** People due and covered, or more and fewer of them. */
  record Numbers(long due, long covered) {

    static final Numbers NONE = new Numbers(0, 0);

    Numbers plus(Numbers other) {
      return new Numbers(due + other.due, covered + other.covered);
    }

    Numbers less(Numbers other) {
      return new Numbers(due - other.due, covered - other.covered);
    }
  }

  /** Due and covered people of every cell by registration and residence that has a due set. */
  static Map<Cell, Numbers> counted(
      PersonGroups groups, Denominators denominators, PublishedFigures figures) {
    Map<Cell, Numbers> numbers = new LinkedHashMap<>();
    CityCounts.of(groups, denominators, figures)
        .forEach(
            (measure, cells) -> {
              if (measure.basis() != Basis.ENROLMENT && measure.family().hasDueSet()) {
                cells.forEach(
                    (division, cell) ->
                        numbers.put(
                            cell(measure, division),
                            new Numbers(cell.due().orElse(0L), cell.bounds().covered())));
              }
            });
    return numbers;
  }

  /** As due, how many more people are counted off published figures than these have. */
  static Map<Cell, Numbers> beyond(
      PersonGroups groups, Denominators denominators, PublishedFigures figures) {
    Map<Cell, Numbers> numbers = new LinkedHashMap<>();
    PublishedCounts.of(groups, denominators, figures)
        .beyond()
        .forEach(
            (measure, cells) ->
                cells.forEach(
                    (division, people) ->
                        numbers.put(cell(measure, division), new Numbers(people, 0))));
    return numbers;
  }

  private static Cell cell(Measure measure, String division) {
    return new Cell(
        measure.basis().word(), measure.denominator(), measure.family().word(), division);
  }

  /** What lies between two countings has one cause. */
  void addDifference(RevisionCause cause, Map<Cell, Numbers> before, Map<Cell, Numbers> after) {
    Set<Cell> cells = new LinkedHashSet<>(before.keySet());
    cells.addAll(after.keySet());
    for (Cell cell : cells) {
      add(
          cell,
          cause,
          after.getOrDefault(cell, Numbers.NONE).less(before.getOrDefault(cell, Numbers.NONE)));
    }
  }

  /** Each person has the cause that his or her two states tell. */
  void addPeople(List<RevisedGroup> changed) {
    List<RevisedCell> cells = RevisedCell.all(denominators);
    for (RevisedGroup group : changed) {
      for (RevisedCell of : cells) {
        for (String division : of.divisions(group)) {
          Cell cell = new Cell(of.basis().word(), of.denominator(), of.family().word(), division);
          if (last.containsKey(cell)) {
            add(cell, of, group, division);
          }
        }
      }
    }
  }

  private void add(Cell cell, RevisedCell of, RevisedGroup group, String division) {
    long due = of.due(group.after(), division) - of.due(group.before(), division);
    long covered = of.covered(group.after(), division) - of.covered(group.before(), division);
    if (due != 0 || covered != 0) {
      RevisionCause cause =
          of.isDueAsBefore(group, division)
              ? group.whyCovered(covered > 0)
              : group.whyDue(of.basis());
      add(cell, cause, new Numbers(due * group.people(), covered * group.people()));
    }
  }

  private void add(Cell cell, RevisionCause cause, Numbers numbers) {
    Map<RevisionCause, Numbers> ofCell =
        causes.computeIfAbsent(cell, unused -> new EnumMap<>(RevisionCause.class));
    Numbers unused = ofCell.merge(cause, numbers, Numbers::plus);
  }

  /** Rows of basis, denominator, family, division, step, due and covered. */
  List<Row> rows() {
    Set<Cell> cells = new LinkedHashSet<>(first.keySet());
    cells.addAll(last.keySet());
    List<Row> rows = new ArrayList<>();
    for (Cell cell : cells) {
      Numbers before = first.getOrDefault(cell, Numbers.NONE);
      Numbers after = last.getOrDefault(cell, Numbers.NONE);
      Map<RevisionCause, Numbers> told = causes.getOrDefault(cell, Map.of());
      Numbers left = after.less(told.values().stream().reduce(before, Numbers::plus));
      add(cell, RevisionCause.OTHER, left);
      rows.add(row(cell, "computed", before));
      causes
          .get(cell)
          .forEach(
              (cause, numbers) ->
                  Optional.of(numbers)
                      .filter(some -> !some.equals(Numbers.NONE))
                      .ifPresent(some -> rows.add(row(cell, cause.word(), some))));
      rows.add(row(cell, "recomputed", after));
    }
    return rows;
  }

  private static Row row(Cell cell, String step, Numbers numbers) {
    return RowFactory.create(
        cell.basis(),
        cell.denominator(),
        cell.family(),
        cell.division(),
        step,
        numbers.due(),
        numbers.covered());
  }
}
