package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Scratch;
import canbao.jobs.run.Settings;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The people whose state on a day may be another than on a day before: something was learned about
 * them since, or the calendar moves them (a birthday, a date of death, a spell in a status or group
 * or a relation that begins or ends, the turn of the insurance year). They may be more than those
 * whose state differs, never fewer.
 *
 * @param before what the states of the day before rest on
 * @param people {@code person_key}, each once
 * @param number how many they are
 * @param rowsOf {@code person_key}, each once: those and the people whose rows count for them
 */
record TouchedPeople(StateRun before, Dataset<Row> people, long number, Dataset<Row> rowsOf) {

  /** So many keys are broadcast: some tens of megabytes. */
  private static final long MOST = 2_000_000;

  private static final String KEY = "person_key";

  /**
   * Looks for them. Empty if they cannot be told or are too many: then everybody is to be computed.
   *
   * @param register of the day
   * @param settings of both days
   * @param scratch for their keys; they are read from there until it is closed
   */
  static Optional<TouchedPeople> since(
      StateRun before, RegisterOn register, Settings settings, Scratch scratch) {
    RegisterOn registerBefore = RegisterOn.of(register.lake(), before.day(), before.known());
    boolean areOpenRowsCompared = registerBefore.isNewest() && register.isNewest();
    if (!areOpenRowsCompared
        || !register.isNow()
        || Places.haveChangedBetween(before.day(), register.day())) {
      return Optional.empty();
    }
    // Of the batches of one system date the states may have had some and not others.
    boolean isDateOver = registerBefore.batches() == before.batches();
    LocalDate learned = isDateOver ? before.known() : before.known().minusDays(1);
    PeopleLinks links = register.links();
    Dataset<Row> news =
        scratch.computed("news", new News(before.day(), learned, register, settings).people());
    Dataset<Row> people = scratch.computed("people", news.union(links.to(news)).distinct());
    long number = people.count();
    Dataset<Row> rowsOf = people.union(links.from(people)).distinct();
    return number > MOST
        ? Optional.empty()
        : Optional.of(new TouchedPeople(before, people, number, rowsOf));
  }

  /** Rows of those whose rows count for the people. */
  Dataset<Row> rowsFor(Dataset<Row> rows) {
    return joined(rows, rowsOf, "left_semi");
  }

  /** Rows of the people. */
  Dataset<Row> only(Dataset<Row> rows) {
    return joined(rows, people, "left_semi");
  }

  /** Rows of everybody else. */
  Dataset<Row> without(Dataset<Row> rows) {
    return joined(rows, people, "left_anti");
  }

  private static Dataset<Row> joined(Dataset<Row> rows, Dataset<Row> keys, String how) {
    return rows.join(broadcast(keys), rows.col(KEY).equalTo(keys.col(KEY)), how);
  }

  /**
   * What has come since a day before.
   *
   * @param learned the system date up to which all was known
   * @param register of the day
   */
  private record News(LocalDate before, LocalDate learned, RegisterOn register, Settings settings) {

    /** {@code person_key} of everybody about whom there is some; a person may be there twice. */
    Dataset<Row> people() {
      Dataset<Row> links = register.openOrEndedAfter("register.link", learned).filter(isLearned());
      Stream<Dataset<Row>> always =
          Stream.of(
              of("register.person", PersonFacts::changingWithDays),
              of("register.status", day -> new StatusSpell(day).stage()),
              of("register.enrolment", day -> new PersonFacts(day, settings).changingRelation()),
              links.select(col("from_key").as(KEY)),
              links.filter(col("to_key").isNotNull()).select(col("to_key").as(KEY)));
      Stream<Dataset<Row>> ofGroups =
          register.groupMembers().stream()
              .map(members -> of("register.group_member", day -> new GroupSpell(day).lasts()));
      return Stream.concat(always, ofGroups).reduce(Dataset::union).orElseThrow();
    }

    /** People of whom a table has learned something, or whose rows say another thing of the day. */
    private Dataset<Row> of(String table, Function<LocalDate, Column> saying) {
      Column isMoved = not(saying.apply(before).eqNullSafe(saying.apply(register.day())));
      return register.openOrEndedAfter(table, learned).filter(isLearned().or(isMoved)).select(KEY);
    }

    private Column isLearned() {
      return col(History.KNOWN_FROM).gt(lit(learned)).or(col(History.KNOWN_TO).isNotNull());
    }
  }
}
