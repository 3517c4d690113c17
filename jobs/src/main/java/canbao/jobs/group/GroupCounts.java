package canbao.jobs.group;

import canbao.jobs.disclosure.Suppression;
import java.util.ArrayList;
import java.util.List;

/**
 * People of a day by place and group, held in memory: they are as many as there are counties and
 * values.
 *
 * @param counted each place and value once or more
 * @param withSpecialGroups whether it is known who is in them
 */
public record GroupCounts(List<Counted> counted, boolean withSpecialGroups) {

  /**
   * The numbers that are published, with the counts of those that may be shown.
   *
   * @param held cells that are hidden because of nights before
   */
  public List<GroupNumber> numbers(Suppression suppression, HeldCells held) {
    List<GroupNumber> numbers = new ArrayList<>();
    for (String basis : counted.stream().map(Counted::basis).distinct().sorted().toList()) {
      List<Counted> ofBasis = counted.stream().filter(one -> one.basis().equals(basis)).toList();
      numbers.addAll(
          GroupNumbers.of(basis, new GroupTables(ofBasis), suppression, held, withSpecialGroups));
    }
    return numbers;
  }
}
