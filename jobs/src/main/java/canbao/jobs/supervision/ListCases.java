package canbao.jobs.supervision;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cases that other lists make than those of relations: Q13 by the list of statuses, Q19 by that of
 * groups. The city of the list's row is asked, or that of the person.
 */
final class ListCases {

  private ListCases() {}

  static Stream<Case> of(Suspect suspect) {
    return Stream.concat(
        found(
            suspect,
            Suspicion.OLD_STUDENT,
            "Q13",
            "old_student",
            suspect.rowsOf("status").filter(row -> row.code().equals("STUDENT"))),
        found(
            suspect,
            Suspicion.GROUP_NOT_INSURED,
            "Q19",
            "not_insured",
            suspect.rowsOf("group_member")));
  }

  /** One case a person, with all rows of the list that hold on the day. */
  private static Stream<Case> found(
      Suspect suspect, Suspicion what, String check, String kind, Stream<SuspectRow> list) {
    List<SuspectRow> rows =
        list.sorted(Comparator.comparing(SuspectRow::place, SuspectRow.Place.IN_ORDER)).toList();
    if (!suspect.is(what) || rows.isEmpty()) {
      return Stream.empty();
    }
    SuspectRow last = rows.get(rows.size() - 1);
    return Stream.of(
        new Case(
            check,
            kind,
            Long.toString(suspect.key()),
            suspect.key(),
            Optional.ofNullable(last.city()).orElse(suspect.home()),
            "list says " + last.code(),
            rows));
  }
}
