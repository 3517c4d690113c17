package canbao.jobs.register;

import static canbao.udfs.Functions.nameCanonical;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;

import canbao.jobs.lake.Few;
import canbao.jobs.linkage.LinkModel;
import canbao.jobs.run.Settings;
import canbao.jobs.run.SparkSessions;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Links the rows of one CSV file with those of another by the weights that are estimated from them:
 * the same comparisons, estimation and grading as of a night, for public pairs of files whose truth
 * is known ({@code jobs/benchmark/febrl.py}).
 *
 * <p>Columns: key (a whole number), number, name, birth (yyyyMMdd), sex, place.
 */
public final class LinkageBenchmark {

  private static final String COLUMNS =
      "key BIGINT, number STRING, name STRING, birth STRING, sex STRING, place STRING";

  private LinkageBenchmark() {}

  /**
   * Writes a folder of CSV files with from_key, to_key, method, certainty and score.
   *
   * @param args file of the people asked about, file of the population, folder to write
   */
  public static void main(String[] args) {
    Settings settings = Settings.load(Path.of("conf"), "local", Map.of("lake", args[2] + ".lake"));
    SparkSessions.use(
        settings,
        "linkage benchmark",
        spark ->
            links(spark, settings.links(), args[0], args[1])
                .coalesce(1)
                .write()
                .option("header", "true")
                .csv(args[2]));
  }

  private static Dataset<Row> links(
      SparkSession spark, LinkModel bounds, String fromFile, String toFile) {
    Few asked = Few.of(kept(evidence(spark, fromFile, false)), 0);
    Dataset<Row> people = kept(evidence(spark, toFile, true));
    LinkEstimate.Estimated estimated =
        new LinkEstimate(asked, people).of(Block.NUMBER.word(), Block.NUMBER.pairs(asked, people));
    LinkModel model = bounds.with(estimated.m(), estimated.u());
    Dataset<Row> pairs =
        Stream.of(Block.values())
            .map(block -> block.pairs(asked, people))
            .reduce(Dataset::unionByName)
            .orElseThrow()
            .withColumnRenamed("to_" + Likeness.HOMES, Likeness.HOMES)
            .withColumn(Homes.LIVES_THERE, lit(true))
            .withColumn(Homes.COLLEAGUES, lit(0L))
            .withColumn(Grading.METHOD, lit(WeighedPass.WEIGHED))
            .distinct();
    return new Grading(new Weighing(model, people.count())).links(pairs);
  }

  private static Dataset<Row> kept(Dataset<Row> rows) {
    return rows.persist(StorageLevel.MEMORY_ONLY());
  }

  private static Dataset<Row> evidence(SparkSession spark, String file, boolean isPopulation) {
    Dataset<Row> rows = spark.read().schema(COLUMNS).option("header", "true").csv(file);
    Dataset<Row> evidence =
        rows.select(
            col("key").as(Evidence.KEY),
            lit(false).as(Evidence.HAS_VALID_NUMBER),
            lit(null).cast("string").as(Evidence.DOCUMENT_TYPE),
            col("number").as(Evidence.DOCUMENT),
            nameCanonical(col("name")).as(Evidence.NAME),
            to_date(col("birth"), "yyyyMMdd").as(Evidence.BIRTH),
            col("sex").as(Evidence.SEX),
            array(col("place")).as(Evidence.CITIES),
            lit(isPopulation).as(Evidence.IS_POPULATION),
            lit(null).cast("array<string>").as("employers"));
    return isPopulation ? evidence.withColumn(Likeness.HOMES, col(Evidence.CITIES)) : evidence;
  }
}
