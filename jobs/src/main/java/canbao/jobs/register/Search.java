package canbao.jobs.register;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import canbao.jobs.lake.Few;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Looks for people left over by all passes at once, so that the population is read once.
 *
 * <p>What is sought is a number of 64 bits: a key, the complement of a key that somebody's spoilt
 * number may have meant, or a number of a block. Broadcast are those numbers with whom they are
 * sought for, up to twenty of each who has no valid number, and the evidence of those people. In
 * memory a number takes some 80 bytes and a person's evidence some 250: {@link #MOST} people take
 * one gigabyte.
 */
final class Search {

  /** So many rows of people left over are looked for at once. */
  static final long MOST = 600_000;

  private static final String HAD = "had";
  private static final String TO_HAD = "to_" + HAD;
  private static final String PASS = "pass";
  private static final Column NOTHING = array().cast("array<bigint>");

  private final List<LinkPass> passes;
  private final Column had;

  private Search(List<LinkPass> passes, Column had) {
    this.passes = passes;
    this.had = had;
  }

  /** By keys alone. */
  static Search byKey(LinkPass pass) {
    return new Search(List.of(pass), array(col(Evidence.KEY)));
  }

  /** By everything that somebody has. */
  static Search byAll(List<LinkPass> passes, MeantKeys meant) {
    Column isSpoilt = not(col(Evidence.HAS_VALID_NUMBER)).and(col(Evidence.IS_POPULATION));
    Column had =
        concat(
            array(col(Evidence.KEY)),
            coalesce(when(isSpoilt, meant.complements()), NOTHING),
            new BlockNumbers(List.of(Block.values())).had());
    return new Search(passes, had);
  }

  /**
   * Pairs that passes propose: the columns of both sides of {@link Evidence}, and method.
   *
   * @param leftovers evidence of people outside the population, few
   * @param people evidence of those whom they may be
   */
  Dataset<Row> pairs(Few leftovers, Dataset<Row> people) {
    Column row = xxhash64(col(Evidence.KEY), col(Evidence.NAME));
    Few asked = leftovers.made(leftovers.rows().withColumn(LinkPass.ASKED, row));
    Few described = leftovers.made(Evidence.asFrom(asked.rows()));
    Column isOfRow = col(LinkPass.ASKED).equalTo(Evidence.from(LinkPass.ASKED));
    return found(asked, people)
        .join(described.hinted(), isOfRow)
        .filter(ofPass(LinkPass::mayBeOne))
        .withColumn(Grading.METHOD, ofPass(pass -> lit(pass.method())))
        .drop(PASS, LinkPass.ASKED, "from_" + LinkPass.ASKED);
  }

  /** People who have what is sought, and for whom by which pass. */
  private Dataset<Row> found(Few asked, Dataset<Row> people) {
    Dataset<Row> sought =
        IntStream.range(0, passes.size())
            .mapToObj(i -> passes.get(i).asked(asked).withColumn(PASS, lit(i)))
            .reduce(Dataset::unionByName)
            .orElseThrow();
    return Evidence.asTo(people.withColumn(HAD, explode(had)))
        .join(asked.made(sought).hinted(), col(TO_HAD).equalTo(col(LinkPass.SOUGHT)))
        .drop(LinkPass.SOUGHT, TO_HAD);
  }

  /** What the pass says by which a pair was found. */
  private Column ofPass(Function<LinkPass, Column> says) {
    Column said = lit(null);
    for (int i = passes.size() - 1; i >= 0; i--) {
      said = when(col(PASS).equalTo(lit(i)), says.apply(passes.get(i))).otherwise(said);
    }
    return said;
  }
}
