package canbao.jobs.supervision;

import static canbao.udfs.Functions.nameCanonical;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.History;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.Settings;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Q03: rows with somebody's valid number and another name than the population has for it. Names are
 * in landing and in {@code register.identity} alone; nothing of them goes on from here.
 *
 * <p>What is new is compared with the first name that is known of its person, and where that is
 * another one or not the population's, with the name that the population has now. Of whom the
 * population itself brings another name, all rows in force are compared again.
 *
 * @param before findings as they were before the night
 */
record NameSuspects(
    OpenRegister register, News news, BatchLog log, Dataset<Row> before, Settings settings) {

  private static final String KIND = "other_name";
  private static final Column IS_OF_A_NAME = col("kind").equalTo(KIND);
  private static final Column FOUND_KEY = element_at(col("person_keys"), 1);

  private static final Column[] NAMED = withPlace(col("row_key"), col("row_name"));

  /** Place, check_id, kind and evidence of rows of the news, and of those found before. */
  Dataset<Row> found() {
    return new SaidNames(register, news, log, settings)
        .rows()
        .map(this::found)
        .orElseGet(() -> RowSuspects.before(before, IS_OF_A_NAME));
  }

  private Dataset<Row> found(Dataset<Row> said) {
    Few suspects = Few.of(unlikeTheFirst(said));
    Few named =
        Few.of(
            suspects
                .rows()
                .filter(SaidNames.IS_OF_POPULATION)
                .select(col("row_key").as("named_anew"))
                .distinct());
    Dataset<Row> rows = suspects.rows().filter(not(SaidNames.IS_OF_POPULATION)).select(NAMED);
    if (named.number() == 0) {
      return withAnotherName(suspects, rows).unionByName(RowSuspects.before(before, IS_OF_A_NAME));
    }
    Dataset<Row> others =
        before.join(named.hinted(), FOUND_KEY.equalTo(col("named_anew")), "left_anti");
    return withAnotherName(suspects, inForce(named).map(rows::unionByName).orElse(rows))
        .unionByName(RowSuspects.before(others, IS_OF_A_NAME));
  }

  /**
   * Rows whose person is known by another name, or was not first brought by the population, or has
   * a finding: with brought_by, first_name and first_known.
   */
  private Dataset<Row> unlikeTheFirst(Dataset<Row> said) {
    Dataset<Row> people =
        register
            .lake()
            .table("register.identity")
            .orElseThrow()
            .filter(col("has_valid_number"))
            .select(
                col("person_key"),
                col("brought_by"),
                nameCanonical(col("name")).as("first_name"),
                col(History.KNOWN_FROM).as("first_known"));
    Few found =
        Few.of(
            before
                .filter(IS_OF_A_NAME.and(LifeCycle.isOpen(col("seen"))))
                .select(FOUND_KEY.as("found_key"))
                .distinct());
    boolean areMany = news.batches().stream().anyMatch(News.Batch::isFirst);
    Dataset<Row> asked = areMany ? said.hint("shuffle_hash") : Few.of(said).hinted();
    // Where the rows are more than the people, the people are what a task keeps in memory.
    return people
        .hint("shuffle_hash")
        .join(asked, col("person_key").equalTo(col("row_key")))
        .join(found.hinted(), col("row_key").equalTo(col("found_key")), "left_outer")
        .filter(
            Names.differ(col("first_name"), col("row_name"))
                .or(not(PopulationNames.IS_OF_POPULATION))
                .or(col("found_key").isNotNull()))
        .drop("person_key", "found_key");
  }

  /** The named rows of lists in force that have these people's numbers. */
  private Optional<Dataset<Row>> inForce(Few people) {
    return OpenRows.KEYS.keySet().stream()
        .filter(table -> !table.equals("person"))
        .map(table -> register.table("register." + table))
        .flatMap(Optional::stream)
        .map(
            rows ->
                rows.filter(col("certainty").equalTo("exact"))
                    .withColumnRenamed("person_key", "row_key")
                    .select(withPlace(col("row_key")))
                    .join(people.hinted(), col("row_key").equalTo(col("named_anew")), "left_semi"))
        .reduce(Dataset::unionByName)
        .flatMap(rows -> LandingNames.of(register.lake(), settings, Few.of(rows)))
        .map(rows -> rows.select(NAMED));
  }

  /**
   * Those of the rows that have another name than the population's.
   *
   * @param suspects whose rows they are
   */
  private Dataset<Row> withAnotherName(Few suspects, Dataset<Row> rows) {
    Dataset<Row> people =
        suspects.rows().select("row_key", "brought_by", "first_name", "first_known").distinct();
    Few names = new PopulationNames(register, settings).of(suspects.made(people));
    return rows.join(names.hinted(), col("row_key").equalTo(col("named_key")))
        .filter(Names.differ(col("population_name"), col("row_name")))
        .select(
            withPlace(
                lit("Q03").as("check_id"),
                lit(KIND).as("kind"),
                lit("another name than the population's").as("evidence")));
  }

  private static Column[] withPlace(Column... others) {
    return Stream.concat(Found.PLACE.stream().map(Column::new), Stream.of(others))
        .toArray(Column[]::new);
  }
}
