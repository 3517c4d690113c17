package canbao.jobs.province;

import static canbao.jobs.province.Falsified.missing;
import static canbao.jobs.province.Falsified.oneMoreIn;
import static canbao.jobs.province.Falsified.set;
import static canbao.jobs.province.Rows.has;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/** One of each law; of a day and the days beside it here. */
final class Falsifications {

  private static final String CITIES = "coverage.city_coverage";
  private static final String GROUPS = "coverage.group_coverage";

  private Falsifications() {}

  static List<Falsification> all() {
    List<Falsification> all = new ArrayList<>(ofCities());
    all.addAll(ofBridges());
    all.addAll(ofDays());
    all.addAll(ofGroups());
    all.addAll(ReleaseFalsifications.all());
    return all;
  }

  private static List<Falsification> ofCities() {
    return List.of(
        Falsification.ofRow(
            "cities add up to the province",
            "a city has one person more under suspension",
            CITIES,
            isResidentDue().and(Rows::isCity),
            oneMoreIn("suspended")),
        Falsification.ofRow(
            "upper bounds of cities add up where nobody may be any of several",
            "a city has one more by its upper bound",
            CITIES,
            isResidentDue().and(Rows::isCity),
            oneMoreIn("covered_high")),
        Falsification.ofRow(
            "no more people are covered than due",
            "the upper bound is everybody due and one more",
            CITIES,
            isResidentDue().and(Rows::isCity),
            set("covered_high", row -> Rows.number(row, "due") + 1)),
        Falsification.ofRow(
            "the memo district is a part of its city",
            "it has more people due than all cities",
            CITIES,
            isResidentDue().and(has("division", Rows.MEMO)),
            set("due", row -> 1_000_000L)),
        Falsification.ofRow(
            "a published figure changes who is due and not who is covered",
            "one more is covered of those published",
            CITIES,
            has("denominator", "published_resident"),
            oneMoreIn("covered")),
        Falsification.ofRow(
            "numbers are those of the people one by one",
            "one more is due and covered",
            CITIES,
            isResidentDue().and(Rows::isCity),
            oneMoreIn("due", "covered")),
        Falsification.ofRow(
            "what is said of a target follows from the counts",
            "one more is lacking to it",
            CITIES,
            row -> row.getAs("gap") != null,
            oneMoreIn("gap")));
  }

  private static List<Falsification> ofBridges() {
    return List.of(
        Falsification.ofRow(
            "steps of a bridge add up",
            "a step has one person more",
            "coverage.bridge",
            has("step", "line_390"),
            oneMoreIn("people")),
        Falsification.ofRow(
            "a bridge ends at the covered people",
            "it adds up to one more",
            "coverage.bridge",
            has("step", "enrolled_elsewhere"),
            oneMoreIn("people", "running")),
        Falsification.ofRow(
            "flows are the people whom the bridge counts by line",
            "one more flows",
            "coverage.flow",
            has("from_kind", "resident").and(has("line", "310")),
            oneMoreIn("people")),
        Falsification.ofRow(
            "people flow into a pool from as many homes as from places of registration",
            "one more by registration",
            "coverage.flow",
            has("from_kind", "registered"),
            oneMoreIn("people")));
  }

  private static List<Falsification> ofDays() {
    return List.of(
        Falsification.ofRow(
            "causes of a change lead from one day's numbers to the other's",
            "one more was born",
            Night.CHANGE,
            Rows::isCity,
            oneMoreIn("entered_born")),
        Falsification.ofRow(
            "who entered and left, gained and lost are people of one day alone",
            "somebody was born and died",
            Night.CHANGE,
            Rows::isCity,
            oneMoreIn("entered_born", "left_died")),
        new Falsification(
            "changes one after the other make the change over all",
            "of all nights one more moved in",
            province -> Falsified.change(province, Rows::isCity, oneMoreIn("entered_moved_in"))),
        new Falsification(
            "a series has the numbers of each day",
            "one more is due on the last day",
            province ->
                Falsified.series(
                    province,
                    isResidentDue().and(Rows::isCity).and(Rows.isOn(province.shape().last())),
                    oneMoreIn("due"))),
        new Falsification(
            "a series has every day",
            "the day after the first night is missing",
            province ->
                Falsified.series(
                    province, Rows.isOn(province.nights().get(0).day().plusDays(1)), missing())),
        Falsification.ofRow(
            "a published bridge leads from the figure to the covered",
            "a step has one person more",
            "coverage.published_bridge",
            has("step", "not_covered"),
            oneMoreIn("people")),
        Falsification.ofRow(
            "numerators are of those due",
            "one more is enrolled",
            "coverage.numerator",
            has("numerator", "enrolled"),
            oneMoreIn("people")),
        Falsification.ofRow(
            "numerators of cities add up to those of the province",
            "one more contributes",
            "coverage.numerator",
            has("numerator", "contributing").and(Rows::isCity),
            oneMoreIn("people")));
  }

  private static List<Falsification> ofGroups() {
    return List.of(
        Falsification.ofRow(
            "totals of cities and of the province are their coverage, where a basis has anybody due",
            "a city has one more due in all",
            GROUPS,
            has("dimension", "total").and(Rows::isCity),
            oneMoreIn("due")),
        Falsification.ofLastGroups(
            "values that are all shown add up to their total",
            "there are neither men nor women",
            has("dimension", "sex").and(has("division", Rows.PROVINCE)),
            Falsified.showing(0, 0)),
        Falsification.ofRow(
            "numbers that are shown are those of the people one by one",
            "one more is due",
            GROUPS,
            has("suppressed", false).and(Rows::isCity),
            oneMoreIn("due")),
        Falsification.ofRow(
            "nobody's number is above that of those due",
            "one more is covered than due",
            GROUPS,
            has("suppressed", false),
            set("covered", row -> Rows.number(row, "due") + 1)));
  }

  private static Predicate<Row> isResidentDue() {
    return has("denominator", "resident_due")
        .and(has("basis", "residence"))
        .and(has("family", "pension"));
  }
}
