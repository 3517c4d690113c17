package canbao.jobs.register;

import static canbao.udfs.Functions.nameCanonical;
import static org.apache.spark.sql.functions.col;

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
  static final String CITY = "city";

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
        col(CITY),
        col("brought_by").equalTo(RegisterTables.POPULATION).as(IS_POPULATION));
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

  private static Dataset<Row> prefixed(Dataset<Row> evidence, String prefix) {
    return evidence.select(
        Stream.of(evidence.columns())
            .map(name -> col(name).as(prefix + name))
            .toArray(Column[]::new));
  }
}
