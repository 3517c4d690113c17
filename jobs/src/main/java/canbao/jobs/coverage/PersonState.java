package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.group.EmploymentKind;
import canbao.jobs.group.RegistrationKind;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.PublishedDenominator;
import canbao.udfs.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** One row for each person whom the register or an enrolment knows: the facts, and what is due. */
final class PersonState {

  /** The district that is counted beside the cities, and its bit in a set of cities. */
  static final String MEMO = "440606";

  static final int MEMO_BIT = Places.cities().size();

  /** As many as a county can have; a street's code is its county's times this, and its own. */
  static final int STREETS = 1000;

  /** Full years from which on somebody is due for a pension. */
  static final int LEAST_AGE = 16;

  private PersonState() {}

  /**
   * Columns of {@code person_state} without as_of.
   *
   * @param facts as {@link PersonFacts#of} gives them
   */
  static Dataset<Row> of(Dataset<Row> facts, Denominators denominators) {
    return facts.select(columns(denominators).toArray(Column[]::new));
  }

  /** The same of facts that have columns more, which are kept. */
  static Dataset<Row> of(Dataset<Row> facts, Denominators denominators, List<String> beside) {
    return facts.select(
        Stream.concat(beside.stream().map(Column::new), columns(denominators).stream())
            .toArray(Column[]::new));
  }

  private static List<Column> columns(Denominators denominators) {
    List<Column> columns = new ArrayList<>();
    for (String name : List.of("person_key", "in_register", "is_exact")) {
      columns.add(col(name));
    }
    columns.addAll(
        List.of(
            col("registered_city"),
            col("resident_city"),
            col("is_registered_in_memo"),
            col("is_resident_in_memo"),
            col("dead"),
            col("age"),
            col("sex_number").cast(DataTypes.StringType).as("sex"),
            dueBits(denominators).as("due_bits"),
            notDueReason().as("not_due_reason"),
            col("is_pension_suspended"),
            col("is_medical_suspended")));
    columns.addAll(LineCities.columns());
    columns.add(col("probable_lines"));
    columns.add(col("is_ambiguous"));
    columns.add(county("registered_county", "registered_city"));
    columns.add(county("resident_county", "resident_city"));
    columns.add(street("registered_street", "registered_city"));
    columns.add(street("resident_street", "resident_city"));
    columns.add(RegistrationKind.known(col("registration_kind")).as("registration_kind"));
    columns.add(EmploymentKind.first(col("employment_kinds")).as("employment_kind"));
    columns.add(col("special_groups"));
    PersonFacts.PAYS.forEach(name -> columns.add(col(name)));
    return columns;
  }

  /** None if the code names the city as a whole, or a change of codes has led into another one. */
  private static Column county(String county, String city) {
    Column isWithin =
        floor(col(county).divide(100))
            .equalTo(floor(col(city).divide(100)))
            .and(col(county).notEqual(col(city)));
    return when(isWithin, col(county)).as(county);
  }

  /** None if a change of codes has led into another city. A city without counties has streets. */
  private static Column street(String street, String city) {
    Column isWithin =
        floor(col(street).divide(100 * STREETS)).equalTo(floor(col(city).divide(100)));
    return when(isWithin, col(street)).as(street);
  }

  private static Column dueBits(Denominators denominators) {
    DueBits places = new DueBits(denominators);
    Column bits = lit(0L);
    for (Denominator of : denominators.denominators()) {
      bits = bits.bitwiseOR(bitIf(of.pension(), places.of(of, Family.PENSION)));
      bits = bits.bitwiseOR(bitIf(of.medical(), places.of(of, Family.MEDICAL)));
    }
    for (PublishedDenominator of : denominators.published()) {
      bits = bits.bitwiseOR(bitIf(of.pensionExcluded(), places.countedOff(of, Family.PENSION)));
      bits = bits.bitwiseOR(bitIf(of.medicalExcluded(), places.countedOff(of, Family.MEDICAL)));
    }
    return bits;
  }

  private static Column bitIf(String predicate, int bit) {
    return when(new DueRule(predicate).holds(), lit(1L << bit)).otherwise(lit(0L));
  }

  private static Column notDueReason() {
    Column reason = when(col("in_register").equalTo(lit(false)), "not_in_register");
    reason =
        reason.when(col("dead"), "dead").when(col("resident_city").isNull(), "lives_elsewhere");
    for (String kind : List.of("student", "soldier", "abroad", "insured_outside")) {
      reason = reason.when(col(kind), kind);
    }
    return reason
        .when(col("age").isNull(), "age_unknown")
        .when(col("age").lt(LEAST_AGE), "under_16");
  }
}
