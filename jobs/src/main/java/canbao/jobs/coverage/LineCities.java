package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.when;

import canbao.udfs.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * The pools in which a person has live relations, by line.
 *
 * <p>While facts are folded, one number a line holds two sets of {@link #PLACES} bits: pools of
 * rows with a valid number, and above them pools of rows without one. The result has both together,
 * and the first alone where it is another.
 */
final class LineCities {

  /** The cities and the memo district. */
  static final int PLACES = PersonState.MEMO_BIT + 1;

  /** Column of the pools that rows with a valid number alone give, in the order of the lines. */
  static final String LOW = "cities_low";

  private static final long ALL_PLACES = (1L << PLACES) - 1;

  private LineCities() {}

  /** A column of cities for each line, then {@link #LOW}. */
  static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (InsuranceLine line : InsuranceLine.values()) {
      Column sets = col(line.citiesColumn());
      columns.add(places(sets.bitwiseOR(shiftright(sets, PLACES))).as(line.citiesColumn()));
    }
    Column[] exact = lines().map(LineCities::places).toArray(Column[]::new);
    Column all = lines().reduce(Column::bitwiseOR).orElseThrow();
    columns.add(when(shiftright(all, PLACES).notEqual(0), array(exact)).as(LOW));
    return columns;
  }

  /** Codes of the cities in the order of their numbers. */
  static Column cityCodes() {
    return array(
        Places.cities().stream()
            .map(city -> lit(Integer.valueOf(city.code())))
            .toArray(Column[]::new));
  }

  private static Stream<Column> lines() {
    return Stream.of(InsuranceLine.values()).map(line -> col(line.citiesColumn()));
  }

  private static Column places(Column set) {
    return set.bitwiseAND(lit(ALL_PLACES)).cast("int");
  }
}
