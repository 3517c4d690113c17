package canbao.jobs.supervision;

import static canbao.udfs.Functions.nameCanonical;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.Settings;
import canbao.jobs.source.SourceSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Q03: rows with somebody's valid number and another name than that with which the population first
 * spoke of the person. Names are in landing and in {@code register.identity} alone; nothing of them
 * goes on from here.
 */
record NameSuspects(Lake lake, News news, BatchLog log, Settings settings) {

  static final String KIND = "other_name";

  /** Place, check_id, kind and evidence of rows of the news. */
  Optional<Dataset<Row>> found() {
    return settings.sources().stream()
        .filter(source -> !source.table().equals("person"))
        .flatMap(source -> rows(source).stream())
        .reduce(Dataset::unionByName)
        .map(this::withAnotherName);
  }

  /** The names of the rows of one source that are in force and new. */
  private Optional<Dataset<Row>> rows(SourceSpec source) {
    List<News.Batch> batches = news.of(source.name());
    Optional<Dataset<Row>> landed =
        LandingNames.of(lake, source, batches)
            .map(rows -> rows.filter(col("certainty").equalTo("exact")).drop("certainty"));
    boolean comeAgain = batches.stream().anyMatch(batch -> !batch.isFirst() && batch.isFull(log));
    return comeAgain ? landed.map(rows -> inForce(rows, source)) : landed;
  }

  /** Of a list that comes again every night only what it brought is looked at. */
  private Dataset<Row> inForce(Dataset<Row> landed, SourceSpec source) {
    Few brought =
        Few.of(
            new OpenRegister(lake, null)
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

  private Dataset<Row> withAnotherName(Dataset<Row> rows) {
    Dataset<Row> people =
        lake.table("register.identity", Slice.where("brought_by", "population"))
            .orElseThrow()
            .filter(col("has_valid_number"))
            .select(col("person_key"), nameCanonical(col("name")).as("person_name"));
    boolean areMany = news.batches().stream().anyMatch(News.Batch::isFirst);
    Dataset<Row> asked = areMany ? rows.hint("shuffle_hash") : Few.of(rows).hinted();
    // Where the rows are more than the people, the people are what a task keeps in memory.
    return people
        .hint("shuffle_hash")
        .join(asked, col("person_key").equalTo(col("row_key")))
        .filter(Names.differ(col("person_name"), col("row_name")))
        .select(
            Stream.concat(
                    Found.PLACE.stream().map(name -> col(name)),
                    Stream.of(
                        lit("Q03").as("check_id"),
                        lit(KIND).as("kind"),
                        lit("another name than the population's").as("evidence")))
                .toArray(Column[]::new));
  }
}
