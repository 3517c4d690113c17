package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.History;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.Settings;
import canbao.jobs.source.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Under which names the news of all sources speak of people with valid numbers. */
record SaidNames(OpenRegister register, News news, BatchLog log, Settings settings) {

  /** Whether the row is the population's. */
  static final Column IS_OF_POPULATION = col("is_of_population");

  /** Place, row_key, row_name and is_of_population; none if there is nothing new. */
  Optional<Dataset<Row>> rows() {
    return settings.sources().stream()
        .flatMap(this::rows)
        .reduce(Dataset::unionByName)
        .map(rows -> rows.filter(col("certainty").equalTo("exact")).drop("certainty"));
  }

  private Stream<Dataset<Row>> rows(SourceSpec source) {
    boolean isOfPopulation = PopulationNames.isOfPopulation(source);
    List<News.Batch> batches = new ArrayList<>(news.of(source.name()));
    List<Dataset<Row>> rows = new ArrayList<>();
    if (isOfPopulation) {
      for (News.Batch first : batches.stream().filter(News.Batch::isFirst).toList()) {
        batches.remove(first);
        ofFirstList(source, first).ifPresent(rows::add);
      }
    }
    landed(source, batches).ifPresent(rows::add);
    return rows.stream().map(one -> one.withColumn("is_of_population", lit(isOfPopulation)));
  }

  /** Of the population's first list those of whom others spoke before: all else is new. */
  private Optional<Dataset<Row>> ofFirstList(SourceSpec source, News.Batch first) {
    Few known =
        Few.of(
            register
                .lake()
                .table("register.identity", Slice.where("brought_by", "others"))
                .orElseThrow()
                .filter(col(History.KNOWN_FROM).lt(lit(first.knownOn())))
                .select("person_key"));
    return known.number() == 0
        ? Optional.empty()
        : LandingNames.of(register.lake(), source, List.of(first))
            .map(
                rows ->
                    rows.join(
                        known.hinted(), col("row_key").equalTo(col("person_key")), "left_semi"));
  }

  private Optional<Dataset<Row>> landed(SourceSpec source, List<News.Batch> batches) {
    Optional<Dataset<Row>> landed = LandingNames.of(register.lake(), source, batches);
    boolean comeAgain = batches.stream().anyMatch(batch -> !batch.isFirst() && batch.isFull(log));
    return comeAgain ? landed.map(rows -> inForce(rows, source)) : landed;
  }

  /** Of a list that comes again every night only what it brought is looked at. */
  private Dataset<Row> inForce(Dataset<Row> landed, SourceSpec source) {
    Few brought =
        Few.of(
            register
                .table("register." + source.table())
                .orElseThrow()
                .filter(col("source").equalTo(source.name()).and(news.haveBrought()))
                .select(
                    col("batch").as("at_batch"),
                    col("file").as("at_file"),
                    col("line_no").as("at_line_no")));
    Column isThere =
        Stream.of("batch", "file", "line_no")
            .map(name -> col(name).equalTo(col("at_" + name)))
            .reduce(Column::and)
            .orElseThrow();
    return landed.join(brought.hinted(), isThere, "left_semi");
  }
}
