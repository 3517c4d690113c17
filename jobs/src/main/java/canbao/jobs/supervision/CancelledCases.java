package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.Lake;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.Settings;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Q20: a change list cancels what its source never had, or had no more. It changes nothing; but the
 * source believes in something that is not here. It stays found until an officer settles it.
 */
record CancelledCases(Lake lake, News news, BatchLog log, Settings settings) {

  static final String KIND = "cancelled_unknown";

  /** None if no list of the news is a change list. */
  Optional<Dataset<Row>> found() {
    List<Dataset<Row>> cases = new ArrayList<>();
    for (News.Batch batch : news.batches()) {
      Optional<SourceSpec> source = settings.source(batch.source());
      Optional<BatchEntry> entry = log.entry(batch.source(), batch.date());
      boolean isAsked =
          source.filter(one -> OpenRows.KEYS.containsKey(one.table())).isPresent()
              && entry.flatMap(BatchEntry::header).filter(header -> !header.isFull()).isPresent();
      if (isAsked) {
        cases.add(unknown(source.get(), entry.get()));
      }
    }
    return cases.stream().reduce(Dataset::unionByName).map(rows -> Found.of("Q20", KIND, rows));
  }

  /** Cancelled rows of a batch that have closed no row of the register. */
  private Dataset<Row> unknown(SourceSpec source, BatchEntry entry) {
    List<String> key = OpenRows.KEYS.get(source.table());
    Few cancelled = Few.of(cancelled(source, entry, key));
    Dataset<Row> names = cancelled.rows().select(col("row_name").as("asked_name"));
    Dataset<Row> ended =
        lake.table("register." + source.table(), news.closed())
            .orElseThrow()
            .filter(
                col("source")
                    .equalTo(source.name())
                    .and(col("valid_to").equalTo(lit(entry.batch()))))
            .select(OpenRows.name(key).as("ended_name"))
            .join(
                cancelled.made(names).hinted(),
                col("ended_name").equalTo(col("asked_name")),
                "left_semi");
    return cancelled
        .rows()
        .join(
            cancelled.made(ended).hinted(), col("row_name").equalTo(col("ended_name")), "left_anti")
        .select(
            Found.about(col("row_name"), col("batch").cast("string")).as(Found.ABOUT),
            col("city").as("division"),
            array_compact(array(col("row_person"))).as("person_keys"),
            lit("cancels what the register does not have").as("evidence"),
            array(Found.place()).as("places"));
  }

  /** Place, city, row_person and row_name of the cancelled rows of a batch. */
  private Dataset<Row> cancelled(SourceSpec source, BatchEntry entry, List<String> key) {
    Dataset<Row> landed =
        lake.table("landing." + source.name(), News.dates(news.of(source.name())))
            .orElseThrow()
            .filter(col("batch").equalTo(lit(entry.batch())).and(col("op").equalTo("D")));
    List<Column> kept =
        Stream.of("batch", "file", "line_no", "city", "person_key").map(Column::new).toList();
    List<String> read = source.key().stream().filter(name -> !name.equals("document")).toList();
    List<Column> columns = new ArrayList<>(kept);
    columns.add(lit(source.name()).as("source"));
    columns.add(col("person_key").as("row_person"));
    for (int i = 0; i < key.size(); i++) {
      String sent = source.key().get(i);
      if (!sent.equals("document")) {
        columns.add(col(sent).as(key.get(i)));
      }
    }
    return new SourceRows(source, entry.header().orElseThrow())
        .read(landed, kept, read)
        .select(columns.toArray(Column[]::new))
        .withColumn("row_name", OpenRows.name(key));
  }
}
