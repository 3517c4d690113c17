package canbao.jobs.supervision;

import static canbao.udfs.Functions.nameCanonical;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.History;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Q05: a relation that has another number and another name than the first that were known of it, be
 * it changed at once, one after the other or by a cancellation between them. A number that was put
 * right keeps the name, an upgrade from 15 to 18 digits keeps the person: neither is found.
 *
 * @param before findings as they were before the night
 */
record AccountCases(OpenRegister register, News news, Dataset<Row> before, Settings settings) {

  static final String KIND = "number_and_name_changed";

  private static final String[] RELATION = {"source", "relation_id"};
  private static final Column CASE = Found.about(col("source"), col("relation_id"), col("holder"));

  /** What a case tells of a relation. */
  private static final List<String> TOLD =
      Stream.concat(Stream.of("relation_id", "person_key", "city", "line"), Found.PLACE.stream())
          .toList();

  /** None if no relation has changed hands, and none had before. */
  Optional<Dataset<Row>> found() {
    Dataset<Row> ended = relations(news.closed()).filter(news.haveEnded());
    // One that was cancelled may come back another night: then its coming alone is new.
    Dataset<Row> brought = openRelations().filter(news.later().haveBrought());
    Few touched =
        Few.of(
            Stream.of(ended, brought)
                .map(rows -> rows.select("source", "relation_id"))
                .reduce(Dataset::unionByName)
                .orElseThrow()
                .distinct());
    return Stream.of(changed(touched), foundBefore(touched))
        .flatMap(Optional::stream)
        .reduce(Dataset::unionByName)
        .map(cases -> Found.of("Q05", KIND, cases).dropDuplicates("finding_id"));
  }

  /** Relations of the news whose holder is not the first one and goes by another name. */
  private Optional<Dataset<Row>> changed(Few touched) {
    if (touched.number() == 0) {
      return Optional.empty();
    }
    Dataset<Row> first =
        relations(Slice.after(History.KNOWN_TO, LocalDate.EPOCH))
            .join(touched.hinted(), RELATION, "left_semi")
            .groupBy(col("source").as("first_source"), col("relation_id").as("first_id"))
            .agg(min(struct("known_from", "valid_from", "person_key")).as("first"))
            .select(
                col("first_source"),
                col("first_id"),
                col("first").getField("person_key").as("first_holder"));
    Dataset<Row> now =
        openRelations()
            .join(
                touched.made(first).hinted(),
                col("source")
                    .equalTo(col("first_source"))
                    .and(col("relation_id").equalTo(col("first_id")))
                    .and(col("person_key").notEqual(col("first_holder"))));
    Few others = Few.of(now.drop("first_source", "first_id"));
    return Optional.of(others)
        .filter(found -> found.number() > 0)
        .flatMap(this::withNames)
        .map(
            named ->
                named
                    .filter(Names.differ(col("first_name"), col("row_name")))
                    .withColumn(
                        "person_keys", sort_array(array(col("first_holder"), col("holder")))))
        .map(AccountCases::asCases);
  }

  /** With first_name, by which the first holder was known, and row_name, of the open row. */
  private Optional<Dataset<Row>> withNames(Few relations) {
    Dataset<Row> people =
        register
            .lake()
            .table("register.identity")
            .orElseThrow()
            .select(col("person_key").as("named_key"), nameCanonical(col("name")).as("first_name"));
    return LandingNames.of(register.lake(), settings, relations)
        .map(
            named ->
                people
                    .join(
                        relations.made(named).hinted(),
                        col("named_key").equalTo(col("first_holder")))
                    .withColumnRenamed("person_key", "holder"));
  }

  /** Relations that were found before and of which nothing new was said. */
  private Optional<Dataset<Row>> foundBefore(Few touched) {
    Few open =
        Few.of(
            LifeCycle.open(before, KIND)
                .select(col("finding_id").as("before_id"), col("person_keys")));
    if (open.number() == 0) {
      return Optional.empty();
    }
    Dataset<Row> holders = open.rows().select(explode(col("person_keys")).as("before_key"));
    Dataset<Row> theirs =
        openRelations()
            .join(
                open.made(holders.distinct()).hinted(),
                col("person_key").equalTo(col("before_key")),
                "left_semi")
            .join(touched.hinted(), RELATION, "left_anti")
            .withColumnRenamed("person_key", "holder");
    // Kept first: beside everybody's rows in the plan, an id would be computed for each of them.
    Dataset<Row> named =
        Few.of(theirs).rows().withColumn("id_now", Found.id(lit("Q05"), lit(KIND), CASE));
    return Optional.of(asCases(named.join(open.hinted(), col("id_now").equalTo(col("before_id")))));
  }

  private static Dataset<Row> asCases(Dataset<Row> relations) {
    return relations.select(
        CASE.as(Found.ABOUT),
        col("city").as("division"),
        col("person_keys"),
        concat(lit("number and name of a relation of "), col("line")).as("evidence"),
        array(Found.place()).as("places"));
  }

  private Dataset<Row> openRelations() {
    return relations(Slice.whereNone(History.KNOWN_TO))
        .select(TOLD.stream().map(Column::new).toArray(Column[]::new));
  }

  private Dataset<Row> relations(Slice slice) {
    return register.lake().table("register.enrolment", slice).orElseThrow();
  }
}
