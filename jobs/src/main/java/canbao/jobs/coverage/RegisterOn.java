package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The register's tables as they stand for one day, by what was known on a system date.
 *
 * @param known the system date; what was learned later does not count
 * @param isNewest whether no batch after the day was known: then the rows open on the date are the
 *     day's
 * @param isNow whether nothing was learned after the date
 * @param people whose rows are read
 */
record RegisterOn(
    Lake lake, LocalDate day, LocalDate known, boolean isNewest, boolean isNow, Slice people) {

  private static final List<String> RELATION = List.of("source", "relation_id");
  private static final String KEY = "person_key";

  /** The register of a day, by what was known on a system date. */
  static RegisterOn of(Lake lake, LocalDate day, LocalDate known) {
    List<Row> applied =
        lake.table("register.applied")
            .orElseThrow(RegisterOn::nothing)
            .select(col("batch").gt(lit(day)), col("known_on").gt(lit(known)))
            .collectAsList();
    boolean isNewest = applied.stream().noneMatch(row -> row.getBoolean(0) && !row.getBoolean(1));
    boolean isNow = applied.stream().noneMatch(row -> row.getBoolean(1));
    return new RegisterOn(lake, day, known, isNewest, isNow, Slice.everything());
  }

  /** The rows of some people alone: files and row groups without them are not read. */
  RegisterOn ofPeople(List<Long> keys) {
    Slice some = Slice.anyOf(keys.stream().map(key -> Slice.where(KEY, key)).toList());
    return new RegisterOn(lake, day, known, isNewest, isNow, some);
  }

  Dataset<Row> persons() {
    return on(
            "register.person",
            List.of("source", KEY),
            List.of("death_date", "birth", "sex"),
            people)
        .orElseThrow(RegisterOn::nothing);
  }

  Dataset<Row> enrolments() {
    return on(
            "register.enrolment",
            RELATION,
            List.of("start_date", "end_date", "insurance_year"),
            isNewest ? people : relationsOfPeople())
        .map(rows -> isOfEverybody() ? rows : rows.filter(expr(people.condition())))
        .orElseThrow(RegisterOn::nothing);
  }

  Dataset<Row> statuses() {
    return on(
            "register.status",
            List.of("source", KEY, "kind", "from_date"),
            List.of("to_date"),
            people)
        .orElseThrow(RegisterOn::nothing);
  }

  /** Published figures; a province may have none. */
  Optional<Dataset<Row>> statistics() {
    return on(
        "register.statistic",
        List.of("source", "code", "division", "year", "edition"),
        List.of("value", "unit"),
        Slice.everything());
  }

  /** Cards; a province may send none. */
  Optional<Dataset<Row>> cards() {
    return on("register.card", List.of("source", KEY), List.of("issued"), people);
  }

  /** Spells in special groups; a province may send none. */
  Optional<Dataset<Row>> groupMembers() {
    List<String> key = List.of("source", KEY, "group_code", "from_date");
    return on("register.group_member", key, List.of("to_date"), people);
  }

  private boolean isOfEverybody() {
    return people == Slice.everything();
  }

  /**
   * The relations that were ever theirs: what a relation has learned since may stand in rows of
   * another person, to whom it was corrected.
   */
  private Slice relationsOfPeople() {
    if (isOfEverybody()) {
      return people;
    }
    return Slice.anyOf(
        lake
            .table("register.enrolment", people)
            .orElseThrow(RegisterOn::nothing)
            .select(RELATION.get(0), RELATION.get(1))
            .distinct()
            .collectAsList()
            .stream()
            .map(
                row ->
                    Slice.where(RELATION.get(0), row.getString(0))
                        .and(Slice.where(RELATION.get(1), row.getString(1))))
            .toList());
  }

  private Optional<Dataset<Row>> on(
      String table, List<String> key, List<String> dated, Slice wanted) {
    Optional<Dataset<Row>> rows = lake.table(table, isNewest ? wanted.and(open()) : wanted);
    Optional<Dataset<Row>> asKnown = isNow ? rows : rows.map(all -> History.asKnown(all, known));
    return isNewest
        ? asKnown.map(all -> all.filter(History.isOpen()))
        : asKnown.map(all -> new History(key).on(all, day, dated));
  }

  private Slice open() {
    return isNow ? Slice.whereNone(History.KNOWN_TO) : History.openOn(known);
  }

  private static IllegalStateException nothing() {
    return new IllegalStateException("A table of the register was never written");
  }
}
