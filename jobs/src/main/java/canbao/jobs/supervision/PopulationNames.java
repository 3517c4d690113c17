package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.History;
import canbao.jobs.run.Settings;
import canbao.jobs.source.BatchName;
import canbao.jobs.source.SourceSpec;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * By which names the population knows people now. {@code register.identity} has the name under
 * which it first spoke of somebody; where it has spoken again, or others spoke first, the name is
 * in landing alone, and is looked up.
 */
record PopulationNames(OpenRegister register, Settings settings) {

  /** Of an identity: the population spoke of the person before any other source. */
  static final Column IS_OF_POPULATION = col("brought_by").equalTo("population");

  /** Whether a source is a list of the population. */
  static boolean isOfPopulation(SourceSpec source) {
    return source.table().equals("person");
  }

  /**
   * named_key and population_name; somebody of whom the population never spoke has none.
   *
   * @param people once each: row_key, and of the identity brought_by, first_name, first_known
   */
  Few of(Few people) {
    Dataset<Row> first = people.rows().filter(IS_OF_POPULATION).select(names(col("first_name")));
    Dataset<Row> now =
        spokenOfAgain(people)
            .map(
                again ->
                    first
                        .join(
                            again.select(col("named_key").as("again_key")),
                            col("named_key").equalTo(col("again_key")),
                            "left_anti")
                        .unionByName(again))
            .orElse(first);
    return people.made(now);
  }

  /** Those whose row in force may not be the first that the population had of them. */
  private Optional<Dataset<Row>> spokenOfAgain(Few people) {
    Column isFirst =
        IS_OF_POPULATION
            .and(col(History.KNOWN_FROM).equalTo(col("first_known")))
            .and(col(History.KNOWN_FROM).isin(daysOfOneBatch()));
    Few rows =
        Few.of(
            register
                .persons()
                .join(people.hinted(), col("person_key").equalTo(col("row_key")))
                .filter(not(isFirst))
                .select("row_key", "source", "batch", "file", "line_no"));
    return rows.number() == 0
        ? Optional.empty()
        : LandingNames.of(register.lake(), settings, rows)
            .map(named -> named.select(names(col("row_name"))));
  }

  /** System dates on which the register took up a single batch of the population. */
  private Object[] daysOfOneBatch() {
    Map<Object, Long> batches =
        register
            .lake()
            .table("register.applied")
            .orElseThrow()
            .select("source", "known_on")
            .collectAsList()
            .stream()
            .filter(
                row ->
                    settings
                        .source(BatchName.of(row.getString(0)).source())
                        .filter(PopulationNames::isOfPopulation)
                        .isPresent())
            .collect(Collectors.groupingBy(row -> row.get(1), Collectors.counting()));
    return batches.keySet().stream().filter(day -> batches.get(day) == 1).sorted().toArray();
  }

  private static Column[] names(Column name) {
    return new Column[] {col("row_key").as("named_key"), name.as("population_name")};
  }
}
