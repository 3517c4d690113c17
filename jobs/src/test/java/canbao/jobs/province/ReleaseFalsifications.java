package canbao.jobs.province;

import static canbao.jobs.province.Falsified.doubled;
import static canbao.jobs.province.Falsified.missing;
import static canbao.jobs.province.Falsified.oneMoreIn;
import static canbao.jobs.province.Falsified.set;
import static canbao.jobs.province.Rows.has;

import canbao.jobs.release.Reproduction.Outcome;
import canbao.jobs.release.RevisionLedger.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/** Of what is hidden, released and revised. */
final class ReleaseFalsifications {

  private static final String GROUPS = "coverage.group_coverage";

  private ReleaseFalsifications() {}

  static List<Falsification> all() {
    List<Falsification> all = new ArrayList<>(ofHidden());
    all.addAll(ofReleases());
    all.addAll(ofRevision());
    return all;
  }

  private static List<Falsification> ofHidden() {
    return List.of(
        Falsification.ofRow(
            "a hidden cell is empty, with its reason and end",
            "it has people due",
            GROUPS,
            has("suppressed", true),
            set("due", row -> 1L)),
        Falsification.ofRow(
            "both families hide the same cells, and releases those of their numbers",
            "one family shows a cell",
            GROUPS,
            has("suppressed", true),
            Falsified.showing()),
        Falsification.ofLastGroups(
            "a small number is shown as the total of a city alone",
            "there is one woman",
            has("value", "female").and(Rows::isCity).and(has("suppressed", true)),
            Falsified.showing(1, 1)),
        new Falsification(
            "what one night hides no later night shows, nor its release",
            "the last night shows a cell that the first one hides",
            province -> shownAgain(province, province.nights().get(0), province.nights().get(2))),
        new Falsification(
            "what the first release of a day hides the next one does not show",
            "the next one shows it",
            province -> shownAgain(province, province.nights().get(1), province.again())),
        new Falsification(
            "who attacks the tables is told no hidden number",
            "of many people it is shown how many are men",
            province ->
                Optional.of(province)
                    .filter(of -> of.shape().people() > 100)
                    .flatMap(
                        of ->
                            Falsified.rows(
                                of,
                                of.again(),
                                GROUPS,
                                has("value", "male_or_unknown")
                                    .and(has("division", Rows.PROVINCE))
                                    .and(has("suppressed", true)),
                                Falsified.showing()))));
  }

  /** A cell of a city that none of two nights held. */
  private static Optional<LivedProvince> shownAgain(
      LivedProvince province, Night earlier, Night later) {
    List<String> held = new ArrayList<>(earlier.held());
    held.addAll(later.held());
    Predicate<Row> isReleased = row -> !held.contains(ReleaseLaws.gated(GROUPS, row));
    List<String> hidden =
        earlier.of(GROUPS).stream()
            .filter(has("suppressed", true).and(isReleased))
            .map(ReleaseFalsifications::cell)
            .toList();
    return Falsified.rows(
        province,
        later,
        GROUPS,
        has("suppressed", true).and(isReleased).and(row -> hidden.contains(cell(row))),
        Falsified.showing());
  }

  private static String cell(Row row) {
    return Rows.text(row, "basis", "division", "dimension", "value");
  }

  private static List<Falsification> ofReleases() {
    return List.of(
        Falsification.ofRow(
            "copies are the rows of the night, but for held cities",
            "a row is in it twice",
            "release.city_coverage",
            has("division", Rows.PROVINCE),
            doubled()),
        Falsification.ofRow(
            "a released bridge adds up, and ends at the covered people that are released",
            "it adds up to one more",
            "release.bridge",
            has("step", "held"),
            oneMoreIn("people", "running")),
        new Falsification(
            "a release made again is the same, table by table",
            "it has a difference",
            ReleaseFalsifications::madeOtherwise),
        new Falsification(
            "nothing that came later changed a release",
            "a row of one is missing at the end",
            province -> Falsified.releases(province, "release.flow", row -> true, missing())),
        Falsification.ofRow(
            "a held city repeats the last release that let it through",
            "one more is covered than it had",
            "release.city_coverage",
            has("state", "stale").and(row -> row.getAs("due") != null),
            oneMoreIn("covered")),
        Falsification.ofRow(
            "a held city that was never let through has no numbers",
            "one is covered",
            "release.city_coverage",
            has("state", "no_data").and(row -> row.getAs("due") == null),
            oneMoreIn("covered")),
        Falsification.ofRow(
            "a held city is marked, and no other; it has no changes",
            "the mark is missing",
            "release.city_coverage",
            has("state", "stale"),
            set("state", row -> "fresh")));
  }

  private static Optional<LivedProvince> madeOtherwise(LivedProvince province) {
    Map<String, Outcome> outcomes = new HashMap<>(province.reproduced());
    outcomes.replaceAll(
        (release, of) ->
            new Outcome(
                of.known(),
                of.definitions(),
                of.rules(),
                of.held(),
                of.tables(),
                List.of("release.flow")));
    return Optional.of(province.withReproduced(outcomes));
  }

  private static List<Falsification> ofRevision() {
    return List.of(
        revision(
            "steps of a revision add up",
            "deaths move one more",
            step -> List.of(isCause(step) ? moved(step, 1) : step)),
        revision(
            "a revision leads from what was published to what is known, or published later",
            "both have one more",
            step -> List.of(isCause(step) ? step : moved(step, 1))),
        revision(
            "each step has a cause, and moves a number",
            "one cause is not known",
            step -> List.of(isOf(step, "death") ? named(step, "other") : step)),
        revision(
            "the first and the second release have every cell",
            "the province has none",
            step -> step.cell().division().equals(Rows.PROVINCE) ? List.of() : List.of(step)),
        revision(
            "what was found out later has its causes",
            "the dead have moved",
            step -> List.of(isOf(step, "death") ? named(step, "move") : step)));
  }

  private static boolean isCause(Step step) {
    return !isOf(step, "published") && !isOf(step, "known");
  }

  private static boolean isOf(Step step, String name) {
    return step.step().equals(name);
  }

  private static Step moved(Step step, long people) {
    return new Step(step.cell(), step.number(), step.step(), step.due() + people, step.covered());
  }

  private static Step named(Step step, String name) {
    return new Step(step.cell(), step.number(), name, step.due(), step.covered());
  }

  private static Falsification revision(String law, String said, Function<Step, List<Step>> edit) {
    return new Falsification(law, said, province -> Falsified.revision(province, edit));
  }
}
