package canbao.jobs.province;

import static canbao.jobs.province.Falsified.doubled;
import static canbao.jobs.province.Falsified.missing;
import static canbao.jobs.province.Falsified.oneMoreIn;
import static canbao.jobs.province.Falsified.set;

import canbao.jobs.province.Falsified.Edit;
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

/** One of each law. */
final class Falsifications {

  private static final String CITIES = "coverage.city_coverage";
  private static final String GROUPS = "coverage.group_coverage";

  private Falsifications() {}

  static List<Falsification> all() {
    List<Falsification> all = new ArrayList<>(ofCities());
    all.addAll(ofBridges());
    all.addAll(ofDays());
    all.addAll(ofGroups());
    all.addAll(ofHidden());
    all.addAll(ofReleases());
    all.addAll(ofRevision());
    return all;
  }

  private static List<Falsification> ofCities() {
    return List.of(
        row(
            "cities add up to the province",
            "a city has one person more under suspension",
            CITIES,
            isResidentDue().and(Falsifications::isCity),
            oneMoreIn("suspended")),
        row(
            "upper bounds of cities add up where nobody may be any of several",
            "a city has one more by its upper bound",
            CITIES,
            isResidentDue().and(Falsifications::isCity),
            oneMoreIn("covered_high")),
        row(
            "no more people are covered than due",
            "the upper bound is everybody due and one more",
            CITIES,
            isResidentDue().and(Falsifications::isCity),
            set("covered_high", row -> Rows.number(row, "due") + 1)),
        row(
            "the memo district is a part of its city",
            "it has more people due than all cities",
            CITIES,
            isResidentDue().and(is("division", Rows.MEMO)),
            set("due", row -> 1_000_000L)),
        row(
            "a published figure changes who is due and not who is covered",
            "one more is covered of those published",
            CITIES,
            is("denominator", "published_resident"),
            oneMoreIn("covered")),
        row(
            "numbers are those of the people one by one",
            "one more is due and covered",
            CITIES,
            isResidentDue().and(Falsifications::isCity),
            oneMoreIn("due", "covered")),
        row(
            "what is said of a target follows from the counts",
            "one more is lacking to it",
            CITIES,
            row -> row.getAs("gap") != null,
            oneMoreIn("gap")));
  }

  private static List<Falsification> ofBridges() {
    return List.of(
        row(
            "steps of a bridge add up",
            "a step has one person more",
            "coverage.bridge",
            is("step", "line_390"),
            oneMoreIn("people")),
        row(
            "a bridge ends at the covered people",
            "it adds up to one more",
            "coverage.bridge",
            is("step", "enrolled_elsewhere"),
            oneMoreIn("people", "running")),
        row(
            "flows are the people whom the bridge counts by line",
            "one more flows",
            "coverage.flow",
            is("from_kind", "resident").and(is("line", "310")),
            oneMoreIn("people")),
        row(
            "people flow into a pool from as many homes as from places of registration",
            "one more by registration",
            "coverage.flow",
            is("from_kind", "registered"),
            oneMoreIn("people")));
  }

  private static List<Falsification> ofDays() {
    return List.of(
        row(
            "causes of a change lead from one day's numbers to the other's",
            "one more was born",
            Night.CHANGE,
            Falsifications::isCity,
            oneMoreIn("entered_born")),
        row(
            "who entered and left, gained and lost are people of one day alone",
            "somebody was born and died",
            Night.CHANGE,
            Falsifications::isCity,
            oneMoreIn("entered_born", "left_died")),
        new Falsification(
            "changes one after the other make the change over all",
            "of all nights one more moved in",
            province ->
                Falsified.change(province, Falsifications::isCity, oneMoreIn("entered_moved_in"))),
        new Falsification(
            "a series has the numbers of each day",
            "one more is due on the last day",
            province ->
                Falsified.series(
                    province,
                    isResidentDue()
                        .and(Falsifications::isCity)
                        .and(Rows.isOn(province.shape().last())),
                    oneMoreIn("due"))),
        new Falsification(
            "a series has every day",
            "the day after the first night is missing",
            province ->
                Falsified.series(
                    province, Rows.isOn(province.nights().get(0).day().plusDays(1)), missing())),
        row(
            "a published bridge leads from the figure to the covered",
            "a step has one person more",
            "coverage.published_bridge",
            is("step", "not_covered"),
            oneMoreIn("people")),
        row(
            "numerators are of those due",
            "one more is enrolled",
            "coverage.numerator",
            is("numerator", "enrolled"),
            oneMoreIn("people")),
        row(
            "numerators of cities add up to those of the province",
            "one more contributes",
            "coverage.numerator",
            is("numerator", "contributing").and(Falsifications::isCity),
            oneMoreIn("people")));
  }

  private static List<Falsification> ofGroups() {
    return List.of(
        row(
            "totals of cities and of the province are their coverage, where a basis has anybody due",
            "a city has one more due in all",
            GROUPS,
            is("dimension", "total").and(Falsifications::isCity),
            oneMoreIn("due")),
        ofLast(
            "values that are all shown add up to their total",
            "there are neither men nor women",
            is("dimension", "sex").and(is("division", Rows.PROVINCE)),
            showing(0, 0)),
        row(
            "numbers that are shown are those of the people one by one",
            "one more is due",
            GROUPS,
            is("suppressed", false).and(Falsifications::isCity),
            oneMoreIn("due")),
        row(
            "nobody's number is above that of those due",
            "one more is covered than due",
            GROUPS,
            is("suppressed", false),
            set("covered", row -> Rows.number(row, "due") + 1)));
  }

  private static Edit showing(long due, long covered) {
    return showing().and(set("due", row -> due)).and(set("covered", row -> covered));
  }

  private static Edit showing() {
    return set("suppressed", row -> false);
  }

  private static List<Falsification> ofHidden() {
    return List.of(
        row(
            "a hidden cell is empty, with its reason and end",
            "it has people due",
            GROUPS,
            is("suppressed", true),
            set("due", row -> 1L)),
        row(
            "both families hide the same cells, and releases those of their numbers",
            "one family shows a cell",
            GROUPS,
            is("suppressed", true),
            showing()),
        ofLast(
            "a small number is shown as the total of a city alone",
            "there is one woman",
            is("value", "female").and(Falsifications::isCity).and(is("suppressed", true)),
            showing(1, 1)),
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
                                is("value", "male_or_unknown")
                                    .and(is("division", Rows.PROVINCE))
                                    .and(is("suppressed", true)),
                                showing()))));
  }

  /** A cell of a city that none of two nights held. */
  private static Optional<LivedProvince> shownAgain(
      LivedProvince province, Night earlier, Night later) {
    List<String> held = new ArrayList<>(earlier.held());
    held.addAll(later.held());
    Predicate<Row> isReleased = row -> !held.contains(ReleaseLaws.gated(GROUPS, row));
    List<String> hidden =
        earlier.of(GROUPS).stream()
            .filter(is("suppressed", true).and(isReleased))
            .map(Falsifications::cell)
            .toList();
    return Falsified.rows(
        province,
        later,
        GROUPS,
        is("suppressed", true).and(isReleased).and(row -> hidden.contains(cell(row))),
        showing());
  }

  private static String cell(Row row) {
    return Rows.text(row, "basis", "division", "dimension", "value");
  }

  private static List<Falsification> ofReleases() {
    return List.of(
        row(
            "copies are the rows of the night, but for held cities",
            "a row is in it twice",
            "release.city_coverage",
            is("division", Rows.PROVINCE),
            doubled()),
        row(
            "a released bridge adds up, and ends at the covered people that are released",
            "it adds up to one more",
            "release.bridge",
            is("step", "held"),
            oneMoreIn("people", "running")),
        new Falsification(
            "a release made again is the same, table by table",
            "it has a difference",
            Falsifications::madeOtherwise),
        new Falsification(
            "nothing that came later changed a release",
            "a row of one is missing at the end",
            province -> Falsified.releases(province, "release.flow", row -> true, missing())),
        row(
            "a held city repeats the last release that let it through",
            "one more is covered than it had",
            "release.city_coverage",
            is("state", "stale").and(isResidentDue()).and(row -> row.getAs("due") != null),
            oneMoreIn("covered")),
        row(
            "a held city that was never let through has no numbers",
            "one is covered",
            "release.city_coverage",
            is("state", "no_data").and(isResidentDue()).and(row -> row.getAs("due") == null),
            oneMoreIn("covered")),
        row(
            "a held city is marked, and no other; it has no changes",
            "the mark is missing",
            "release.city_coverage",
            is("state", "stale"),
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

  private static Falsification row(
      String law, String said, String table, Predicate<Row> isAsked, Edit edit) {
    return new Falsification(law, said, province -> Falsified.row(province, table, isAsked, edit));
  }

  /** Rows of groups of the last night that was counted. */
  private static Falsification ofLast(String law, String said, Predicate<Row> areAsked, Edit edit) {
    return new Falsification(
        law, said, province -> Falsified.rows(province, province.again(), GROUPS, areAsked, edit));
  }

  private static Falsification revision(String law, String said, Function<Step, List<Step>> edit) {
    return new Falsification(law, said, province -> Falsified.revision(province, edit));
  }

  private static Predicate<Row> is(String column, Object value) {
    return row -> value.equals(row.getAs(column));
  }

  private static boolean isCity(Row row) {
    return Rows.isCity(Rows.text(row, "division"));
  }

  private static Predicate<Row> isResidentDue() {
    return is("denominator", "resident_due")
        .and(is("basis", "residence"))
        .and(is("family", "pension"));
  }
}
