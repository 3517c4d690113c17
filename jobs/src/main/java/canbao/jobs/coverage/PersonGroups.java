package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * People of one day, grouped by everything that a count can ask of them: places, due bits and sets
 * of pools. There are far fewer groups than people, and every published number is a sum over them.
 */
final class PersonGroups {

  private static final String PEOPLE = "people";

  private final Dataset<Row> groups;

  private PersonGroups(Dataset<Row> groups) {
    this.groups = groups;
  }

  /**
   * @param personStates rows of {@code coverage.person_state} of one day
   */
  static PersonGroups of(Dataset<Row> personStates) {
    List<Column> by = new ArrayList<>();
    for (String name :
        List.of(
            "in_register",
            "is_exact",
            "registered_city",
            "resident_city",
            "is_registered_in_memo",
            "is_resident_in_memo",
            "dead",
            "due_bits",
            "is_pension_suspended",
            "is_medical_suspended")) {
      by.add(col(name));
    }
    for (InsuranceLine line : InsuranceLine.values()) {
      by.add(col(line.citiesColumn()));
    }
    return new PersonGroups(
        personStates.groupBy(by.toArray(Column[]::new)).agg(count(lit(1)).as(PEOPLE)));
  }

  /** Keeps the groups at hand for several counts. */
  PersonGroups kept() {
    return new PersonGroups(groups.persist());
  }

  void release() {
    Dataset<Row> unused = groups.unpersist();
  }

  /**
   * Sums for each city of one kind and for the memo district inside it.
   *
   * @param city registered_city or resident_city
   * @param memo the column that says whether a person is in the memo district
   * @param counted conditions; each gives a column of the same name with the people it holds for
   * @return city, memo and one column a condition; people without such a city are left out
   */
  List<Row> sumsByCity(String city, String memo, List<Condition> counted) {
    return groups
        .filter(col(city).isNotNull())
        .groupBy(col(city), col(memo))
        .agg(sumOf(counted.get(0)), rest(counted))
        .collectAsList();
  }

  /**
   * Sums for each pool: bit of the pool in a set of cities and one column a condition, which may
   * name {@code pool_bit}.
   */
  List<Row> sumsByPool(List<Condition> counted) {
    Column bits = sequence(lit(0), lit(PersonState.MEMO_BIT));
    return groups
        .withColumn("pool_bit", explode(bits))
        .groupBy("pool_bit")
        .agg(sumOf(counted.get(0)), rest(counted))
        .collectAsList();
  }

  /** One row of sums over everybody. */
  Row sums(List<Condition> counted) {
    return groups.agg(sumOf(counted.get(0)), rest(counted)).head();
  }

  /** Everybody. */
  long people() {
    return groups.agg(coalesce(sum(PEOPLE), lit(0L))).head().getLong(0);
  }

  /** Who is counted, and under which name. */
  record Condition(String name, Column holds) {}

  /** The pools of a family, as a set of cities. */
  static Column pools(Family family) {
    return InsuranceLine.of(family).stream()
        .map(line -> col(line.citiesColumn()))
        .reduce(Column::bitwiseOR)
        .orElseThrow();
  }

  /** Whether a set of cities holds any. */
  static Column isAnywhere(Column cities) {
    return cities.notEqual(0);
  }

  /** Whether a set of cities holds the row's {@code pool_bit}. */
  static Column isInPool(Column cities) {
    return cities.bitwiseAND(expr("shiftleft(1, pool_bit)")).notEqual(0);
  }

  private static Column[] rest(List<Condition> counted) {
    return counted.stream().skip(1).map(PersonGroups::sumOf).toArray(Column[]::new);
  }

  private static Column sumOf(Condition condition) {
    return sum(when(condition.holds(), col(PEOPLE)).otherwise(lit(0L))).as(condition.name());
  }
}
