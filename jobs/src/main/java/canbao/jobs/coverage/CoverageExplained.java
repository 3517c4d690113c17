package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Why a few people are or are not due and covered on a day, by the expressions that {@link
 * CoverageJob} decides with and by what its stored numbers of the day know. Writes nothing.
 */
public final class CoverageExplained {

  private final RunContext context;
  private final Lake lake;
  private final Optional<CountedRun> stored;
  private final CountedRun now;
  private final RegisterOn register;

  private CoverageExplained(RunContext context) {
    LocalDate day = context.asOf();
    this.context = context;
    this.lake = new Lake(context.spark(), context.settings().lake());
    if (lake.table("register.applied").isEmpty()) {
      throw noRegister();
    }
    BatchLog log = BatchLog.read(lake);
    String definitions = context.settings().fingerprint();
    this.now = new CountedRun(log.runId(day, definitions), log.knownOn(day), definitions);
    this.stored = CountedRun.stored(lake, day);
    this.register = RegisterOn.of(lake, day, run().knownOn());
  }

  /**
   * Looks which numbers of the day are stored.
   *
   * @throws JobFailure INPUT if the lake has no register
   */
  public static CoverageExplained of(RunContext context) {
    return new CoverageExplained(context);
  }

  /** The run that is explained: the stored one, else the one that coverage would be. */
  public String runId() {
    return run().runId();
  }

  /** Which numbers are explained, and what is to be known of them; a line each. */
  public String heading() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s as known on %s, run %s".formatted(context.asOf(), run().knownOn(), run().runId()));
    if (stored.isEmpty()) {
      lines.add("Note: no numbers of this day are stored. This is what coverage would find now.");
      return String.join("\n", lines);
    }
    if (!run().definitionsFingerprint().equals(now.definitionsFingerprint())) {
      lines.add(
          "Note: the stored numbers were computed with other definitions than the settings have"
              + " now; the reasons below are by those of now.");
    } else if (!run().runId().equals(now.runId())) {
      lines.add(
          "Note: the stored numbers are older than what is known: batches of this day or before"
              + " were taken since. Run register and coverage for the day, then explain again.");
    }
    if (!register.isNow()) {
      lines.add(
          "Note: the register has learned of batches since then. What they say of this day"
              + " (late reports, corrections) is not in its numbers and not below.");
    }
    return String.join("\n", lines);
  }

  /** System date: what was learned later is not in the numbers that are explained. */
  public LocalDate knownOn() {
    return run().knownOn();
  }

  /**
   * The reasons, a text a person in the order of the keys.
   *
   * @param documents keys under which rows of these people stand, their own among them
   */
  public List<String> people(List<Long> keys, Set<Long> documents) {
    Phase.begin(context.spark(), "explain: facts of a person on " + context.asOf());
    RegisterOn theirs = register.ofPeople(documents);
    LiveRelation relation = new LiveRelation(context.asOf(), context.settings().countSuspended());
    RegisterFacts rows = RegisterFacts.read(theirs, relation);
    Dataset<Row> facts = held(new PersonFacts(context.asOf(), context.settings()).of(theirs));
    Dataset<Row> states = held(PersonState.of(facts, denominators()));
    Dataset<Row> storedStates =
        held(
            StoredState.shown(
                lake.read(
                    CoverageTables.PERSON_STATE,
                    Slice.where("as_of", context.asOf()).and(theirs.theirs()))));
    Phase.begin(context.spark(), "explain: reasons of a person on " + context.asOf());
    return keys.stream().map(key -> person(key, rows, facts, states, storedStates)).toList();
  }

  private String person(
      long key,
      RegisterFacts rows,
      Dataset<Row> facts,
      Dataset<Row> states,
      Dataset<Row> storedStates) {
    List<String> parts = new ArrayList<>();
    Dataset<Row> state = of(key, states);
    Optional<Row> computed = first(StoredState.shownOf(state));
    if (computed.isEmpty()) {
      parts.add("The register knows nothing of this person on the day: neither due nor covered");
    } else {
      DueReasons due = DueReasons.of(of(key, facts), first(state).orElseThrow(), denominators());
      PersonVerdict verdict = new PersonVerdict(state, denominators(), due);
      add(parts, "By " + verdict.headline(), verdict.families(rows.enrolments().of(key)));
      add(parts, "Facts of the day", PeopleRows.read(of(key, facts), shown()).drawnDown(key));
      add(parts, "Who is due, by each denominator", due.drawn());
      add(parts, "Rows of coverage.city_coverage that count this person", verdict.countedIn());
    }
    add(parts, "register.person", rows.persons().drawn(key));
    add(parts, "register.status", rows.statuses().drawn(key));
    add(parts, "register.enrolment", rows.enrolments().drawn(key));
    add(parts, "register.card (decides nothing here)", rows.cards().drawn(key));
    add(parts, "register.group_member (decides nothing here)", rows.groups().drawn(key));
    if (stored.isPresent()) {
      StoredState both = new StoredState(first(of(key, storedStates)), computed);
      add(parts, "coverage.person_state", both.drawn());
    }
    return String.join("\n\n", parts);
  }

  private static void add(List<String> parts, String title, String text) {
    parts.add(title + "\n" + text);
  }

  private static Column[] shown() {
    return Stream.concat(
            Stream.of("in_register", "registered_city", "resident_city", "dead", "birth", "age"),
            PersonFacts.KINDS.stream())
        .map(name -> col(name))
        .toArray(Column[]::new);
  }

  private CountedRun run() {
    return stored.orElse(now);
  }

  private Denominators denominators() {
    return context.settings().denominators();
  }

  /** Few rows, computed once. */
  private Dataset<Row> held(Dataset<Row> rows) {
    return context.spark().createDataFrame(rows.collectAsList(), rows.schema());
  }

  private static Dataset<Row> of(long key, Dataset<Row> rows) {
    return rows.filter(col("person_key").equalTo(functions.lit(key)));
  }

  private static Optional<Row> first(Dataset<Row> rows) {
    return rows.limit(1).collectAsList().stream().findFirst();
  }

  private JobFailure noRegister() {
    return new JobFailure(
        ExitCode.INPUT,
        "Nobody can be explained on " + context.asOf(),
        "the lake " + lake.folder() + " has no register yet",
        "Run a night first: night --as-of " + context.asOf());
  }
}
