package canbao.jobs.supervision;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody of whom two facts do not go together, with the rows that may tell why.
 *
 * @param suspicions bits, see {@link Suspicion}
 * @param died none if alive or not known when
 * @param home city of the population's row; none if the population does not have the person
 * @param rows that count for the person, in no order
 */
record Suspect(long key, int suspicions, LocalDate died, String home, List<SuspectRow> rows) {

  boolean is(Suspicion suspicion) {
    return suspicion.isIn(suspicions);
  }

  Stream<SuspectRow> rowsOf(String table) {
    return rows.stream().filter(row -> row.table().equals(table));
  }
}
