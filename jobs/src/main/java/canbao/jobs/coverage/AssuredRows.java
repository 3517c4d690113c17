package canbao.jobs.coverage;

import canbao.jobs.run.AssuredPerson;
import canbao.jobs.run.AssuredPerson.InRegister;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Example people as rows of the register. The key of each is the place in the list; all numbers are
 * valid and nobody is linked.
 */
record AssuredRows(SparkSession spark, List<AssuredPerson> people) implements DayRows {

  private static final String EXACT = "exact";

  @Override
  public Dataset<Row> persons() {
    return rows(
        "person_key BIGINT, certainty STRING, birth DATE, registration_division STRING,"
            + " residence_division STRING, residence_is_empty BOOLEAN, register_state STRING,"
            + " life_state STRING, death_date DATE, sex STRING, household_kind STRING,"
            + " registration_street STRING, residence_street STRING",
        person -> person.inRegister().stream().map(AssuredRows::values));
  }

  private static List<Object> values(InRegister row) {
    List<Object> values = new ArrayList<>();
    values.add(EXACT);
    values.add(row.birth().orElse(null));
    values.add(row.registration().orElse(null));
    values.add(row.residence().orElse(null));
    values.add(row.residence().isEmpty());
    values.add(row.state());
    values.add(row.life());
    values.add(row.died().orElse(null));
    values.add(null);
    values.add(null);
    values.add(null);
    values.add(null);
    return values;
  }

  @Override
  public Dataset<Row> statuses() {
    return rows(
        "person_key BIGINT, certainty STRING, kind STRING, from_date DATE, to_date DATE",
        person ->
            person.statuses().stream()
                .map(
                    row ->
                        values(
                            EXACT,
                            row.kind().toUpperCase(Locale.ROOT),
                            row.from(),
                            row.to().orElse(null))));
  }

  @Override
  public Dataset<Row> enrolments() {
    return rows(
        "person_key BIGINT, certainty STRING, line STRING, pool_division STRING, state STRING,"
            + " start_date DATE, end_date DATE, insurance_year INT, employer_type STRING,"
            + " retired STRING, payment_status STRING",
        person ->
            person.enrolments().stream()
                .map(
                    row ->
                        values(
                            EXACT,
                            row.line(),
                            row.pool(),
                            row.state(),
                            row.from(),
                            row.to().orElse(null),
                            row.year().orElse(null),
                            null,
                            "0",
                            "1")));
  }

  @Override
  public Optional<Dataset<Row>> groupMembers() {
    return Optional.empty();
  }

  @Override
  public PeopleLinks links() {
    String columns =
        "%s BIGINT, %s BIGINT, %s STRING, %s STRING"
            .formatted(PeopleLinks.FROM, PeopleLinks.TO, PeopleLinks.CERTAINTY, PeopleLinks.METHOD);
    return new PeopleLinks(spark.createDataFrame(List.of(), StructType.fromDDL(columns)));
  }

  private Dataset<Row> rows(String columns, Function<AssuredPerson, Stream<List<Object>>> of) {
    List<Row> rows =
        IntStream.range(0, people.size())
            .boxed()
            .flatMap(key -> of.apply(people.get(key)).map(values -> row(key, values)))
            .toList();
    return spark.createDataFrame(rows, StructType.fromDDL(columns));
  }

  private static Row row(long key, List<Object> values) {
    List<Object> all = new ArrayList<>();
    all.add(key);
    all.addAll(values);
    return RowFactory.create(all.toArray());
  }

  private static List<Object> values(Object... values) {
    return Arrays.asList(values);
  }
}
