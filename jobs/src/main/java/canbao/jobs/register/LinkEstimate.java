package canbao.jobs.register;

import static canbao.udfs.Functions.cityOf;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.linkage.Expectation;
import canbao.jobs.linkage.LinkModelText;
import canbao.jobs.linkage.Pattern;
import canbao.jobs.linkage.Shares;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.source.LakePseudonym;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Estimates the weights of a link model from the register as it is: u from random pairs, m by
 * expectation maximization in blocks that train what they are not blocked by. Spark counts the
 * pairs by pattern; there are a few hundred patterns, whatever the number of people.
 *
 * <p>Trained are people of other sources without a valid number, whom the model is for. Running it
 * twice on one register gives the same text.
 */
public final class LinkEstimate {

  /** So many random pairs are compared; what none of them has alike counts as rarer than they. */
  private static final long RANDOM_PAIRS = 4_000_000;

  private static final String BUCKET = "bucket";

  private final Few asked;
  private final Dataset<Row> people;

  /**
   * @param asked evidence of people outside the population, with {@link Likeness#FROM_EMPLOYERS}
   *     without its prefix
   * @param people evidence of the population, likewise, and homes
   */
  LinkEstimate(Few asked, Dataset<Row> people) {
    this.asked = asked;
    this.people = people;
  }

  /**
   * The text of a model file.
   *
   * @param name of the model
   */
  public static String run(RunContext context, String name) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    if (!lake.exists(RegisterTables.IDENTITY)) {
      throw new JobFailure(
          ExitCode.INPUT,
          "There is nobody to estimate from",
          "the lake has no register",
          "Run a night first");
    }
    Dataset<Row> identities = lake.read(RegisterTables.IDENTITY);
    Dataset<Row> persons = lake.read(RegisterTables.PERSON);
    Dataset<Row> outsiders = identities.filter(col("brought_by").equalTo(RegisterTables.OTHERS));
    Few leftovers = Links.leftovers(Few.of(outsiders, outsiders.count()), persons);
    Dataset<Row> employers =
        lake.read(RegisterTables.ENROLMENT, Slice.whereNone(History.KNOWN_TO))
            .filter(col("employer").isNotNull())
            .groupBy(col("person_key").as("employee"))
            .agg(collect_set(col("employer")).as("employers"));
    Dataset<Row> described =
        withEmployers(leftovers.rows().filter(not(col(Evidence.HAS_VALID_NUMBER))), employers);
    Dataset<Row> people =
        withEmployers(
            withHomes(Evidence.of(identities).filter(col(Evidence.IS_POPULATION)), persons),
            employers);
    LinkEstimate estimate =
        new LinkEstimate(
            leftovers.made(described.persist(StorageLevel.MEMORY_AND_DISK())),
            people.persist(StorageLevel.MEMORY_AND_DISK()));
    RepairedNumberPass repaired =
        new RepairedNumberPass(
            new MeantKeys(LakePseudonym.of(lake, context.settings()), context.asOf()));
    Dataset<Row> meant = repaired.pairs(estimate.asked, estimate.people);
    return estimate.of(RepairedNumberPass.OF_OUTSIDERS, meant).text(context, name);
  }

  /**
   * Estimates the weights.
   *
   * @param byNumber pairs whose numbers are alike, and what they are called
   */
  Estimated of(String byNumberName, Dataset<Row> byNumber) {
    List<Pattern> random = patterns(randomPairs());
    Shares u = Shares.ofRandomPairs(random);
    Map<String, Expectation> blocks = new LinkedHashMap<>();
    blocks.put(byNumberName, Expectation.of(patterns(byNumber), u, Block.NUMBER.blockedBy()));
    for (Block block : List.of(Block.NAME_AND_BIRTH, Block.NAME_AND_PLACE, Block.BIRTH_AND_PLACE)) {
      blocks.put(
          block.word(), Expectation.of(patterns(block.pairs(asked, people)), u, block.blockedBy()));
    }
    return new Estimated(
        asked.rows().select(Evidence.KEY).distinct().count(),
        people.count(),
        random.stream().mapToLong(Pattern::pairs).sum(),
        blocks,
        Shares.ofBlocks(List.copyOf(blocks.values())),
        u);
  }

  /** What was estimated, and from how much. */
  record Estimated(
      long asked,
      long people,
      long randomPairs,
      Map<String, Expectation> blocks,
      Shares m,
      Shares u) {

    private String text(RunContext context, String name) {
      return new LinkModelText(name, context.asOf(), asked, people, randomPairs, blocks)
          .of(context.settings().links(), m, u);
    }
  }

  /** Everybody asked with as many of the people as make so many pairs, drawn by their keys. */
  private Dataset<Row> randomPairs() {
    long all = Math.max(1, asked.rows().count()) * Math.max(1, people.count());
    long buckets = Math.max(1, all / RANDOM_PAIRS);
    Column bucket = pmod(xxhash64(col(Evidence.KEY)), lit(buckets));
    Dataset<Row> from = Evidence.asFrom(asked.rows().withColumn(BUCKET, bucket));
    Dataset<Row> to = Evidence.asTo(people.withColumn(BUCKET, bucket));
    return to.join(asked.made(from).hinted(), Evidence.from(BUCKET).equalTo(Evidence.to(BUCKET)));
  }

  private static List<Pattern> patterns(Dataset<Row> pairs) {
    return pairs
        .withColumnRenamed("to_" + Likeness.HOMES, Likeness.HOMES)
        .groupBy(Likeness.levels().as("levels"))
        .agg(count(lit(1)))
        .collectAsList()
        .stream()
        .map(row -> new Pattern(row.getList(0), row.getLong(1)))
        .toList();
  }

  private static Dataset<Row> withHomes(Dataset<Row> evidence, Dataset<Row> persons) {
    Dataset<Row> homes =
        persons
            .select(
                col("person_key").as("resident"),
                explode(
                        array(
                            cityOf(col("registration_division")),
                            cityOf(col("residence_division"))))
                    .as("home"))
            .groupBy("resident")
            .agg(collect_set(col("home")).as(Likeness.HOMES));
    return evidence
        .join(homes.hint("shuffle_hash"), col(Evidence.KEY).equalTo(col("resident")), "left_outer")
        .drop("resident");
  }

  private static Dataset<Row> withEmployers(Dataset<Row> evidence, Dataset<Row> employers) {
    return evidence
        .join(
            employers.hint("shuffle_hash"),
            col(Evidence.KEY).equalTo(col("employee")),
            "left_outer")
        .drop("employee");
  }
}
