package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The people whose state on one day says another thing than on a day before of where they count,
 * whether they are due and whether they are covered.
 *
 * <p>Columns: person_key; then, with the prefixes {@code before_} and {@code after_}, what {@link
 * #SAYS} names. Who has no state on a day is not in the register then, not due and not covered.
 */
final class ChangedPeople {

  /** Set of the families, pension and medical, that somebody is covered in. */
  static final String COVERED_IN = "covered_in";

  /** What a change is told by; a birthday alone changes nobody. */
  private static final List<String> DECIDES =
      List.of(
          "registered_city",
          "resident_city",
          "is_registered_in_memo",
          "is_resident_in_memo",
          "due_bits",
          COVERED_IN);

  private static final List<String> EXPLAINS = List.of("in_register", "dead", "age");

  private static final List<String> SAYS =
      Stream.of(DECIDES, EXPLAINS).flatMap(List::stream).toList();

  private static final String BEFORE = "before_";
  private static final String AFTER = "after_";

  private ChangedPeople() {}

  /**
   * Compares the states of two days.
   *
   * @param before rows of {@code coverage.person_state} of the earlier day
   * @param after the same of the later day; who stands on neither side has not changed
   */
  static Dataset<Row> between(Dataset<Row> before, Dataset<Row> after) {
    Column isAlike =
        DECIDES.stream()
            .map(name -> before(name).eqNullSafe(after(name)))
            .reduce(Column::and)
            .orElseThrow();
    return said(before, BEFORE)
        .join(said(after, AFTER), "person_key", "full_outer")
        .filter(not(isAlike));
  }

  static Column before(String name) {
    return col(BEFORE + name);
  }

  static Column after(String name) {
    return col(AFTER + name);
  }

  /** Families in which somebody is covered now and was not before, as a set. */
  static Column newlyCoveredIn() {
    Column wasNot = coalesce(before(COVERED_IN), lit(0)).bitwiseXOR(lit(-1));
    return coalesce(after(COVERED_IN), lit(0)).bitwiseAND(wasNot);
  }

  /** Pension or medical in a set of them. */
  static int bit(Family family) {
    return family == Family.PENSION ? 1 : 2;
  }

  private static Dataset<Row> said(Dataset<Row> states, String prefix) {
    Column[] columns =
        Stream.concat(
                Stream.of(col("person_key")),
                SAYS.stream().map(name -> said(name).as(prefix + name)))
            .toArray(Column[]::new);
    return states.select(columns);
  }

  private static Column said(String name) {
    return name.equals(COVERED_IN)
        ? coveredIn(Family.PENSION).bitwiseOR(coveredIn(Family.MEDICAL))
        : col(name);
  }

  private static Column coveredIn(Family family) {
    Column pools =
        InsuranceLine.of(family).stream()
            .map(line -> col(line.citiesColumn()))
            .reduce(Column::bitwiseOR)
            .orElseThrow();
    return when(pools.notEqual(0), lit(bit(family))).otherwise(lit(0));
  }
}
