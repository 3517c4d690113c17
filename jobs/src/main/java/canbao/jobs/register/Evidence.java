package canbao.jobs.register;

import static canbao.udfs.Functions.nameCanonical;
import static canbao.udfs.Functions.namesAgree;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.lit;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is known of who somebody is: the columns by which passes compare two people. */
final class Evidence {

  static final String KEY = "key";
  static final String HAS_VALID_NUMBER = "has_valid_number";
  static final String DOCUMENT_TYPE = "document_type";
  static final String DOCUMENT = "document";
  static final String NAME = "name";
  static final String BIRTH = "birth";
  static final String SEX = "sex";
  static final String CITIES = "cities";

  /** Whether the population was the first to speak of the person. */
  static final String IS_POPULATION = "is_population";

  private static final String FROM = "from_";
  private static final String TO = "to_";

  private Evidence() {}

  /**
   * One row a person, the name in its canonical form.
   *
   * @param identities rows of {@code register.identity}
   */
  static Dataset<Row> of(Dataset<Row> identities) {
    return identities.select(
        col("person_key").as(KEY),
        col(HAS_VALID_NUMBER),
        col(DOCUMENT_TYPE),
        col(DOCUMENT),
        nameCanonical(col(NAME)).as(NAME),
        col(BIRTH),
        col(SEX),
        col(CITIES),
        col("brought_by").equalTo(RegisterTables.POPULATION).as(IS_POPULATION));
  }

  /**
   * The same, once for each name that somebody goes by.
   *
   * @param identities rows of {@code register.identity}
   */
  static Dataset<Row> ofEachName(Dataset<Row> identities) {
    Column names = coalesce(col("names"), array(col(NAME)));
    return of(identities.withColumn(NAME, explode_outer(names))).distinct();
  }

  /** The evidence under the names of the side that is outside the population. */
  static Dataset<Row> asFrom(Dataset<Row> evidence) {
    return prefixed(evidence, FROM);
  }

  /** The evidence under the names of the side that is in the population. */
  static Dataset<Row> asTo(Dataset<Row> evidence) {
    return prefixed(evidence, TO);
  }

  /** A column of the side outside the population. */
  static Column from(String name) {
    return col(FROM + name);
  }

  /** A column of the side in the population. */
  static Column to(String name) {
    return col(TO + name);
  }

  /** Whether both sides say it, and the same. */
  static Column agree(String name) {
    return coalesce(from(name).equalTo(to(name)), lit(false));
  }

  /** Whether both sides say it, and not the same. */
  static Column contradict(String name) {
    return coalesce(from(name).notEqual(to(name)), lit(false));
  }

  /** Whether the two names are one, but for characters that one side could not write. */
  static Column haveOneName() {
    return coalesce(namesAgree(from(NAME), to(NAME)), lit(false));
  }

  /** Whether one character of the names is another one, or lacking. */
  static Column haveNearNames() {
    return coalesce(levenshtein(from(NAME), to(NAME), 1).geq(0), lit(false));
  }

  /** Whether the names are one, or nearly and the births are one. */
  static Column areNamedAlike() {
    return haveOneName().or(haveNearNames().and(agree(BIRTH)));
  }

  private static Dataset<Row> prefixed(Dataset<Row> evidence, String prefix) {
    return evidence.select(
        Stream.of(evidence.columns())
            .map(name -> col(name).as(prefix + name))
            .toArray(Column[]::new));
  }
}
