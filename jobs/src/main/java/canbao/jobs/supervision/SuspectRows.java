package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;

import canbao.jobs.lake.Few;
import canbao.jobs.run.LiveOn;
import canbao.jobs.run.Supervision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of the suspected, read with all that evidence needs: each table once more, joined with
 * few. They are put together by person, and {@link SuspectCases} tells what they make.
 */
record SuspectRows(OpenRegister register, Supervision limits) {

  private static final List<String> PERSON =
      List.of("person_key", "suspicions", "died_day", "home");

  /** Whether a row takes effect: by a valid number or a certain link. */
  private static final Column IS_KNOWN =
      col("certainty").equalTo("exact").or(col("asked_key").notEqual(col("person_key")));

  private static final Map<String, Column> NOTHING =
      Map.of("relation_id", lit(null).cast("string"), "traits", lit(0));

  /**
   * Their cases.
   *
   * @param suspected as {@link Situations} gives them; they are read more than once
   */
  Dataset<Row> cases(Dataset<Row> suspected) {
    Few asked = asked(suspected);
    Column row = struct(SuspectRow.INPUTS.stream().map(Column::new).toArray(Column[]::new));
    Dataset<Row> people =
        Stream.of(relations(asked), statuses(asked), groups(asked), benefits(asked))
            .flatMap(Optional::stream)
            .reduce(Dataset::unionByName)
            .orElseThrow()
            .groupBy("person_key", "suspicions", "died_day", "home")
            .agg(collect_list(row).as("rows"));
    Column suspect = struct(SuspectCases.INPUTS.stream().map(Column::new).toArray(Column[]::new));
    Column cases =
        udf(
                new SuspectCases(register.day()),
                DataTypes.createArrayType(StructType.fromDDL(Case.COLUMNS)))
            .apply(suspect);
    return Found.of(people.select(explode(cases).as("one")).select("one.*"));
  }

  /** The suspected by the keys that their rows have: their own, and those linked for certain. */
  private Few asked(Dataset<Row> suspected) {
    Few people =
        Few.of(
            suspected.select(
                col("person_key"),
                col("suspicions"),
                unix_date(col("died")).as("died_day"),
                col("city").as("home")),
            suspected.count());
    Dataset<Row> linked =
        register
            .certainLinks()
            .join(people.hinted(), col("to_key").equalTo(col("person_key")))
            .withColumn("asked_key", col("from_key"));
    Column[] columns =
        Stream.of("asked_key", "person_key", "suspicions", "died_day", "home")
            .map(Column::new)
            .toArray(Column[]::new);
    return people.made(
        people
            .rows()
            .withColumn("asked_key", col("person_key"))
            .select(columns)
            .union(linked.select(columns)));
  }

  private Optional<Dataset<Row>> relations(Few asked) {
    Column isAsked = Suspicion.isOneOf(Suspicion.OF_RELATIONS);
    return register
        .table("register.enrolment")
        .map(rows -> rows.withColumn("is_live", new LiveOn(register.day()).isLive()))
        .map(
            rows ->
                theirs(
                    "enrolment",
                    asked(rows, asked, isAsked),
                    Map.of(
                        "code", col("line"),
                        "from_day", unix_date(col("start_date")),
                        "to_day", unix_date(col("end_date")),
                        "relation_id", col("relation_id"),
                        "insurance_year", col("insurance_year"),
                        "traits", Trait.bits(register.day()))));
  }

  /** Of the students those who are it on the day, of the prisoners all. */
  private Optional<Dataset<Row>> statuses(Few asked) {
    Column isOfStudent =
        col("kind")
            .equalTo("STUDENT")
            .and(register.holds())
            .and(Suspicion.isOneOf(Set.of(Suspicion.OLD_STUDENT)));
    Column isOfPrisoner =
        col("kind")
            .equalTo("PRISON")
            .and(Suspicion.isOneOf(Set.of(Suspicion.PAID_AND_IN_PRISON_SOME_DAY)));
    Column isAsked = IS_KNOWN.and(isOfStudent.or(isOfPrisoner));
    return register
        .table("register.status")
        .map(rows -> theirs("status", asked(rows, asked, isAsked), spell("kind")));
  }

  private Optional<Dataset<Row>> groups(Few asked) {
    Column isAsked =
        IS_KNOWN
            .and(col("group_code").isin(limits.groups().toArray()))
            .and(register.holds())
            .and(Suspicion.isOneOf(Set.of(Suspicion.GROUP_NOT_INSURED)));
    return register
        .table("register.group_member")
        .map(rows -> theirs("group_member", asked(rows, asked, isAsked), spell("group_code")));
  }

  private Optional<Dataset<Row>> benefits(Few asked) {
    Column isAsked =
        IS_KNOWN.and(Line.isOneOf(Line.PENSIONS)).and(Suspicion.isOneOf(Suspicion.OF_BENEFITS));
    return register
        .table("register.benefit")
        .map(
            rows ->
                theirs(
                    "benefit",
                    asked(rows, asked, isAsked),
                    Map.of("code", col("line"), "from_day", unix_date(col("month")))));
  }

  private static Map<String, Column> spell(String code) {
    return Map.of(
        "code", col(code),
        "from_day", unix_date(col("from_date")),
        "to_day", unix_date(col("to_date")));
  }

  /** Rows of a table beside whom they count for. */
  private static Dataset<Row> asked(Dataset<Row> rows, Few asked, Column isAsked) {
    Dataset<Row> named = rows.withColumnRenamed("person_key", "row_key");
    return named.join(asked.hinted(), col("row_key").equalTo(col("asked_key")).and(isAsked));
  }

  /** The given columns and, for what these rows do not speak of, nothing. */
  private static Dataset<Row> theirs(String table, Dataset<Row> rows, Map<String, Column> given) {
    Map<String, Column> all = new HashMap<>(given);
    all.put("table_name", lit(table));
    all.put("batch_day", unix_date(col("batch")));
    Stream.of("source", "file", "line_no", "row_key", "city")
        .forEach(name -> all.put(name, col(name)));
    Stream<Column> ofRow =
        SuspectRow.INPUTS.stream()
            .map(
                name ->
                    all.getOrDefault(name, NOTHING.getOrDefault(name, lit(null).cast("int")))
                        .as(name));
    Stream<Column> ofPerson = PERSON.stream().map(Column::new);
    return rows.select(Stream.concat(ofPerson, ofRow).toArray(Column[]::new));
  }
}
