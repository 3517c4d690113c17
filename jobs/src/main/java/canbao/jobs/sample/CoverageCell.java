package canbao.jobs.sample;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row that each division has.
 *
 * @param basis whose place counts
 * @param coverage the family, or what counts as covered
 * @param due who is due; NOBODY in rows that only count heads
 * @param position among all cells
 */
record CoverageCell(Basis basis, Coverage coverage, Due due, int position) {

  private static final List<CoverageCell> ALL = new ArrayList<>();
  private static final Map<Basis, List<CoverageCell>> BY_BASIS = new EnumMap<>(Basis.class);

  static {
    for (Basis basis : Basis.values()) {
      for (Coverage coverage : Coverage.values()) {
        add(basis, coverage, coverage.due);
        if (basis != Basis.ENROLMENT && coverage.due != Due.NOBODY) {
          add(basis, coverage, Due.EVERYBODY);
        }
      }
      BY_BASIS.put(basis, ALL.stream().filter(cell -> cell.basis == basis).toList());
    }
  }

  static List<CoverageCell> all() {
    return ALL;
  }

  static List<CoverageCell> of(Basis basis) {
    return BY_BASIS.get(basis);
  }

  boolean isHeadCount() {
    return due == Due.NOBODY;
  }

  /** The cell whose due people an enrolment row is compared with. */
  CoverageCell residentDue() {
    return of(Basis.RESIDENCE).stream()
        .filter(cell -> cell.coverage == coverage && cell.due == due)
        .findFirst()
        .orElseThrow();
  }

  String family() {
    return coverage.name().toLowerCase(Locale.ROOT);
  }

  String denominator() {
    String who = basis == Basis.REGISTRATION ? "registered" : "resident";
    return who + (due == Due.EVERYBODY ? "_all" : "_due");
  }

  private static void add(Basis basis, Coverage coverage, Due due) {
    ALL.add(new CoverageCell(basis, coverage, due, ALL.size()));
  }

  /** Whose place counts: where registered, where living, or where enrolled. */
  enum Basis {
    REGISTRATION,
    RESIDENCE,
    ENROLMENT
  }

  /** What counts as covered, and who is due for it. */
  enum Coverage {
    PENSION(Due.PENSION),
    MEDICAL(Due.MEDICAL),
    ANY(Due.MEDICAL),
    BOTH(Due.PENSION),
    UNEMPLOYMENT(Due.NOBODY),
    WORK_INJURY(Due.NOBODY),
    MATERNITY(Due.NOBODY);

    private final Due due;

    Coverage(Due due) {
      this.due = due;
    }
  }

  /** Which of the living people of a place are due. */
  enum Due {
    PENSION,
    MEDICAL,
    EVERYBODY,
    NOBODY
  }
}
