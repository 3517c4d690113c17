package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The register's tables as they stand for one day, by what was known on a system date.
 *
 * @param known the system date; what was learned later does not count
 * @param isNewest whether no batch after the day was known: then the rows open on the date are the
 *     day's
 * @param isNow whether nothing was learned after the date
 * @param batches taken up by the end of the date, as far as it has come
 * @param people whose rows are read; none: everybody's
 */
record RegisterOn(
    Lake lake,
    LocalDate day,
    LocalDate known,
    boolean isNewest,
    boolean isNow,
    long batches,
    Set<Long> people)
    implements DayRows {

  private static final List<String> RELATION = List.of("source", "relation_id");
  private static final String KEY = "person_key";

  private static final Facts PERSONS =
      new Facts("register.person", List.of("source", KEY), List.of("death_date", "birth", "sex"));
  private static final Facts ENROLMENTS =
      new Facts(
          "register.enrolment", RELATION, List.of("start_date", "end_date", "insurance_year"));
  private static final Facts STATUSES =
      new Facts("register.status", List.of("source", KEY, "kind", "from_date"), List.of("to_date"));
  private static final Facts STATISTICS =
      new Facts(
          "register.statistic",
          List.of("source", "code", "division", "year", "edition"),
          List.of("value", "unit"));
  private static final Facts GROUP_MEMBERS =
      new Facts(
          "register.group_member",
          List.of("source", KEY, "group_code", "from_date"),
          List.of("to_date"));

  /**
   * A table with a history.
   *
   * @param key of a thing
   * @param dated columns that have their newest value on every day
   */
  private record Facts(String table, List<String> key, List<String> dated) {}

  /** The register of a day, by what was known on a system date. */
  static RegisterOn of(Lake lake, LocalDate day, LocalDate known) {
    List<Row> applied =
        lake.table("register.applied")
            .orElseThrow(RegisterOn::nothing)
            .select(col("batch").gt(lit(day)), col("known_on").gt(lit(known)))
            .collectAsList();
    boolean isNewest = applied.stream().noneMatch(row -> row.getBoolean(0) && !row.getBoolean(1));
    long later = applied.stream().filter(row -> row.getBoolean(1)).count();
    long batches = applied.size() - later;
    return new RegisterOn(lake, day, known, isNewest, later == 0, batches, Set.of());
  }

  /** The rows of some people alone: files and row groups without them are not read. */
  RegisterOn ofPeople(Collection<Long> keys) {
    return new RegisterOn(lake, day, known, isNewest, isNow, batches, new TreeSet<>(keys));
  }

  @Override
  public Dataset<Row> persons() {
    return on(PERSONS, theirs()).orElseThrow(RegisterOn::nothing);
  }

  /** Rows of people that count on some day up to another ({@link History#during}). */
  Dataset<Row> personsUntil(LocalDate last) {
    return until(last, PERSONS).orElseThrow(RegisterOn::nothing);
  }

  /** The same of relations. */
  Dataset<Row> enrolmentsUntil(LocalDate last) {
    return until(last, ENROLMENTS).orElseThrow(RegisterOn::nothing);
  }

  /** The same of statuses. */
  Dataset<Row> statusesUntil(LocalDate last) {
    return until(last, STATUSES).orElseThrow(RegisterOn::nothing);
  }

  /** The same of spells in special groups; a province may send none. */
  Optional<Dataset<Row>> groupMembersUntil(LocalDate last) {
    return until(last, GROUP_MEMBERS);
  }

  /** The same of published figures; a province may have none. */
  Optional<Dataset<Row>> statisticsUntil(LocalDate last) {
    return until(last, STATISTICS);
  }

  @Override
  public Dataset<Row> enrolments() {
    return on(ENROLMENTS, isNewest ? theirs() : relationsOfPeople())
        .map(rows -> isOfEverybody() ? rows : rows.filter(expr(theirs().condition())))
        .orElseThrow(RegisterOn::nothing);
  }

  @Override
  public Dataset<Row> statuses() {
    return on(STATUSES, theirs()).orElseThrow(RegisterOn::nothing);
  }

  /** Published figures; a province may have none. */
  Optional<Dataset<Row>> statistics() {
    return on(STATISTICS, Slice.everything());
  }

  /** Who those outside the population are, as far as it is found; that counts for every day. */
  @Override
  public PeopleLinks links() {
    return new PeopleLinks(
        lake.table("register.link", whose("from_key").and(open()))
            .orElseThrow(RegisterOn::nothing)
            .filter(History.wasOpenOn(known))
            .select(
                col("from_key").as(PeopleLinks.FROM),
                col("to_key").as(PeopleLinks.TO),
                col("certainty").as(PeopleLinks.CERTAINTY),
                col("method").as(PeopleLinks.METHOD)));
  }

  /** Rows of a table that hold now, and those that have ended after a system date. */
  Dataset<Row> openOrEndedAfter(String table, LocalDate known) {
    Slice ended = Slice.after(History.KNOWN_TO, known);
    return lake.table(table, Slice.anyOf(Slice.whereNone(History.KNOWN_TO), ended))
        .orElseThrow(RegisterOn::nothing);
  }

  /** Cards; a province may send none. */
  Optional<Dataset<Row>> cards() {
    return on(new Facts("register.card", List.of("source", KEY), List.of("issued")), theirs());
  }

  /** Spells in special groups; a province may send none. */
  @Override
  public Optional<Dataset<Row>> groupMembers() {
    return on(GROUP_MEMBERS, theirs());
  }

  private boolean isOfEverybody() {
    return people.isEmpty();
  }

  /** Rows of a table with person_key. */
  Slice theirs() {
    return whose(KEY);
  }

  /** The rows in which a column has the key of one of the people. */
  private Slice whose(String column) {
    return isOfEverybody()
        ? Slice.everything()
        : Slice.anyOf(people.stream().map(key -> Slice.where(column, key)).toList());
  }

  /**
   * The relations that were ever theirs: what a relation has learned since may stand in rows of
   * another person, to whom it was corrected.
   */
  private Slice relationsOfPeople() {
    if (isOfEverybody()) {
      return theirs();
    }
    return Slice.anyOf(
        lake
            .table("register.enrolment", theirs())
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

  private Optional<Dataset<Row>> on(Facts facts, Slice wanted) {
    return asKnown(facts, wanted)
        .map(rows -> isNewest ? rows : new History(facts.key()).on(rows, day, facts.dated()));
  }

  private Optional<Dataset<Row>> until(LocalDate last, Facts facts) {
    return asKnown(facts, theirs())
        .map(
            rows ->
                isNewest
                    ? History.always(rows)
                    : new History(facts.key()).during(rows, day, last, facts.dated()));
  }

  /** The rows as they were known; those open alone, if they are the day's. */
  private Optional<Dataset<Row>> asKnown(Facts facts, Slice wanted) {
    Optional<Dataset<Row>> rows = lake.table(facts.table(), isNewest ? wanted.and(open()) : wanted);
    Optional<Dataset<Row>> asKnown = isNow ? rows : rows.map(all -> History.asKnown(all, known));
    return isNewest ? asKnown.map(all -> all.filter(History.isOpen())) : asKnown;
  }

  private Slice open() {
    return isNow ? Slice.whereNone(History.KNOWN_TO) : History.openOn(known);
  }

  private static IllegalStateException nothing() {
    return new IllegalStateException("A table of the register was never written");
  }
}
