package canbao.jobs.register;

import static canbao.udfs.Functions.documentRepairs;
import static canbao.udfs.Functions.personKey;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Few;
import canbao.udfs.Pseudonym;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A number that is not valid is one slip away from the valid number of somebody of that name, or of
 * nearly that name and the same birth.
 */
final class RepairedNumberPass implements LinkPass {

  /** The slip is in the other source. */
  static final String OF_OUTSIDERS = "repaired_number";

  /** The slip is in the population, whose row has no valid number; another source has the right. */
  static final String OF_POPULATION = "repaired_register_number";

  private static final String REPAIRED_KEY = "repaired_key";

  private final Pseudonym pseudonym;
  private final LocalDate day;

  /**
   * @param day on which repaired numbers must be valid
   */
  RepairedNumberPass(Pseudonym pseudonym, LocalDate day) {
    this.pseudonym = pseudonym;
    this.day = day;
  }

  @Override
  public Dataset<Row> pairs(Few leftovers, Dataset<Row> everybody) {
    return ofOutsiders(leftovers, everybody).unionByName(ofPopulation(leftovers, everybody));
  }

  private Dataset<Row> ofOutsiders(Few leftovers, Dataset<Row> everybody) {
    return meant(leftovers, everybody)
        .filter(areNamedAlike())
        .withColumn(Grading.METHOD, lit(OF_OUTSIDERS));
  }

  /** People and those whose valid number is one slip from theirs, whatever their names. */
  Dataset<Row> meant(Few leftovers, Dataset<Row> everybody) {
    Dataset<Row> asked = Evidence.asFrom(repaired(leftovers.rows()));
    return Evidence.asTo(everybody)
        .join(
            leftovers.made(asked).hinted(),
            Evidence.from(REPAIRED_KEY).equalTo(Evidence.to(Evidence.KEY)))
        .drop("from_" + REPAIRED_KEY);
  }

  private Dataset<Row> ofPopulation(Few leftovers, Dataset<Row> everybody) {
    Dataset<Row> people = Evidence.asTo(repaired(everybody.filter(col(Evidence.IS_POPULATION))));
    Dataset<Row> withNumber =
        Evidence.asFrom(leftovers.rows().filter(col(Evidence.HAS_VALID_NUMBER)));
    return people
        .join(
            leftovers.made(withNumber).hinted(),
            Evidence.to(REPAIRED_KEY).equalTo(Evidence.from(Evidence.KEY)))
        .filter(areNamedAlike())
        .drop("to_" + REPAIRED_KEY)
        .withColumn(Grading.METHOD, lit(OF_POPULATION));
  }

  private static Column areNamedAlike() {
    return Evidence.haveOneName().or(Evidence.haveNearNames().and(Evidence.agree(Evidence.BIRTH)));
  }

  /** People without a valid number, once for each number that one slip could have spoilt. */
  private Dataset<Row> repaired(Dataset<Row> evidence) {
    Column repairs = documentRepairs(col(Evidence.DOCUMENT_TYPE), col(Evidence.DOCUMENT), lit(day));
    return evidence
        .filter(col(Evidence.HAS_VALID_NUMBER).equalTo(lit(false)))
        .withColumn("repaired", explode(repairs))
        .withColumn(REPAIRED_KEY, personKey(pseudonym, col("repaired")))
        .drop("repaired");
  }
}
