package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.coverage.RevisionSteps.Cell;
import canbao.jobs.coverage.RevisionSteps.Numbers;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Scratch;
import canbao.jobs.run.Phase;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Why the numbers of a day are others than they were: the day is counted as it was, then with other
 * definitions, then with other figures, then with other people, and each person who has changed has
 * one cause. The causes add up to the person; what they leave would stand under {@code other}.
 *
 * <p>Of one person the causes of a city and of the province may differ: who is found to live in
 * another city and to be enrolled has moved for both cities and was enrolled late for the province.
 */
public final class RevisedDay {

  private static final StructType COLUMNS =
      StructType.fromDDL(
          "basis STRING, denominator STRING, family STRING, division STRING, step STRING,"
              + " due BIGINT, covered BIGINT");

  private final Lake lake;
  private final LocalDate day;
  private final Knowledge then;
  private final Knowledge now;

  private RevisedDay(Lake lake, LocalDate day, Knowledge then, Knowledge now) {
    this.lake = lake;
    this.day = day;
    this.then = then;
    this.now = now;
  }

  /**
   * What a day's numbers rest on.
   *
   * @param known system date: what was learned later does not count
   */
  public record Knowledge(Settings settings, LocalDate known) {}

  /**
   * Rows of basis, denominator, family, division, step, due and covered: first {@code computed}, as
   * the day was counted then, last {@code recomputed}, as it is counted now, and between them what
   * each cause adds or takes; causes that change nothing have no row.
   */
  public static Dataset<Row> steps(Lake lake, LocalDate day, Knowledge then, Knowledge now) {
    return new RevisedDay(lake, day, then, now).steps();
  }

  private Dataset<Row> steps() {
    RegisterOn asKnownThen = RegisterOn.of(lake, day, then.known());
    RegisterOn asKnownNow = RegisterOn.of(lake, day, now.known());
    DayCoverage byOldDefinitions = new DayCoverage(asKnownThen, then.settings());
    DayCoverage byNewDefinitions = new DayCoverage(asKnownThen, now.settings());
    DayCoverage anew = new DayCoverage(asKnownNow, now.settings());
    boolean hasOtherDefinitions =
        !then.settings().fingerprint().equals(now.settings().fingerprint());
    try (Scratch scratch = new Scratch(lake, "revision-" + day)) {
      Phase.begin(lake.spark(), "revision: people of " + day + " as known then");
      Dataset<Row> before = scratch.computed("before", byNewDefinitions.people());
      Phase.begin(lake.spark(), "revision: people of " + day + " as known now");
      Dataset<Row> after = scratch.computed("after", anew.people());
      Phase.begin(lake.spark(), "revision: numbers of " + day);
      PersonGroups peopleBefore = PersonGroups.of(before);
      Map<Cell, Numbers> byDefinitions = counted(peopleBefore, now, byNewDefinitions);
      Map<Cell, Numbers> first =
          hasOtherDefinitions
              ? counted(PersonGroups.of(byOldDefinitions.people()), then, byOldDefinitions)
              : byDefinitions;
      Map<Cell, Numbers> byFigures = counted(peopleBefore, now, anew);
      PersonGroups peopleAfter = PersonGroups.of(after);
      Map<Cell, Numbers> last = counted(peopleAfter, now, anew);
      RevisionSteps steps = new RevisionSteps(now.settings().denominators(), first, last);
      steps.addDifference(RevisionCause.DEFINITION, first, byDefinitions);
      steps.addDifference(RevisionCause.EDITION, byDefinitions, byFigures);
      steps.addDifference(
          RevisionCause.FIGURE_EXCEEDED, beyond(peopleBefore, anew), beyond(peopleAfter, anew));
      Phase.begin(lake.spark(), "revision: people who differ on " + day);
      Dataset<Row> relinked = relinked(scratch, asKnownThen, asKnownNow);
      steps.addPeople(
          RevisedPeople.grouped(before, after, relinked).collectAsList().stream()
              .map(RevisedGroup::of)
              .toList());
      return lake.spark().createDataFrame(steps.rows(), COLUMNS);
    }
  }

  /** People counted by the definitions of a knowledge and the published figures of a day. */
  private static Map<Cell, Numbers> counted(
      PersonGroups people, Knowledge definitions, DayCoverage figures) {
    return RevisionSteps.counted(people, definitions.settings().denominators(), figures.figures());
  }

  private Map<Cell, Numbers> beyond(PersonGroups people, DayCoverage figures) {
    return RevisionSteps.beyond(people, now.settings().denominators(), figures.figures());
  }

  /** Those whose certain links are others, at both ends. */
  private static Dataset<Row> relinked(Scratch scratch, RegisterOn then, RegisterOn now) {
    Dataset<Row> old = certain(then);
    Dataset<Row> links = certain(now);
    Dataset<Row> other =
        scratch.computed("relinked", old.except(links).unionByName(links.except(old)));
    return other
        .select(col(PeopleLinks.FROM).as("person_key"))
        .unionByName(other.select(col(PeopleLinks.TO).as("person_key")));
  }

  private static Dataset<Row> certain(RegisterOn register) {
    return register
        .links()
        .links()
        .filter(col(PeopleLinks.CERTAINTY).equalTo("certain"))
        .select(col(PeopleLinks.FROM), col(PeopleLinks.TO));
  }
}
