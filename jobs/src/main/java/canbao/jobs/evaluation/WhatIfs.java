package canbao.jobs.evaluation;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.evaluation.ReleasedNumbers.Origin;
import canbao.jobs.evaluation.WhatIf.Group;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.Measure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What rates of the province and its cities would be, by what their release has published of groups
 * and of people who have lapsed. Of groups that it hides nothing is said but that.
 *
 * <p>A release has the changes since the day before. Those since an earlier day, which somebody has
 * asked for, count if they are of the run that was released: then they end at its numbers.
 */
final class WhatIfs {

  private static final String TOTAL = "total";

  private final List<Lapse> lapses;
  private final List<GroupCount> groups;

  /** People who have lapsed between a day and that of the release. */
  record Lapse(LocalDate from, String basis, String division, String family, long people) {}

  /**
   * A row of {@code release.group_coverage}.
   *
   * @param people none if it is hidden
   */
  record GroupCount(
      String division,
      String family,
      String denominator,
      Group group,
      Optional<CoveredOfDue> people) {}

  /** People of a group. */
  record CoveredOfDue(long due, long covered) {}

  WhatIfs(List<Lapse> lapses, List<GroupCount> groups) {
    this.lapses = lapses.stream().distinct().sorted(Comparator.comparing(Lapse::toString)).toList();
    this.groups = groups.stream().sorted(Comparator.comparing(GroupCount::toString)).toList();
  }

  /** By what was released of the day. */
  static WhatIfs of(Lake lake, NewestRelease release, LocalDate day) {
    Slice copies = Slice.where("release_id", release.releaseId());
    Optional<Dataset<Row>> published = lake.table("release.change", copies);
    Optional<Dataset<Row>> askedFor =
        lake.table("coverage.change", Slice.where("to_as_of", day))
            .map(rows -> rows.filter(col("run_id").equalTo(release.runId())));
    List<Lapse> lapses =
        Stream.of(published, askedFor)
            .flatMap(Optional::stream)
            .map(rows -> rows.filter(isOfCity()).select(lapseColumns()).collectAsList())
            .flatMap(List::stream)
            .map(WhatIfs::lapse)
            .toList();
    List<GroupCount> groups =
        lake.table("release.group_coverage", copies).stream()
            .map(rows -> rows.filter(isOfCity()).select(groupColumns()).collectAsList())
            .flatMap(List::stream)
            .map(WhatIfs::groupCount)
            .toList();
    return new WhatIfs(lapses, groups);
  }

  private static Column isOfCity() {
    return col("division").endsWith("00");
  }

  private static Column[] lapseColumns() {
    return columns("CAST(from_as_of AS STRING)", "basis", "division", "family", "lost_lapsed");
  }

  private static Column[] groupColumns() {
    return columns("division", "family", "denominator", "dimension", "value", "due", "covered");
  }

  private static Column[] columns(String... expressions) {
    return Stream.of(expressions).map(functions::expr).toArray(Column[]::new);
  }

  private static Lapse lapse(Row row) {
    return new Lapse(
        LocalDate.parse(row.getString(0)),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4));
  }

  private static GroupCount groupCount(Row row) {
    int due = 5;
    return new GroupCount(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        new Group(row.getString(3), row.getString(4)),
        row.isNullAt(due)
            ? Optional.empty()
            : Optional.of(new CoveredOfDue(row.getLong(due), row.getLong(due + 1))));
  }

  /** What can be said of rates that were released fresh. */
  List<WhatIf> of(List<AssessedIndicator> assessed) {
    List<WhatIf> all = new ArrayList<>();
    for (AssessedIndicator one : assessed) {
      if (isFreshRate(one)) {
        Origin origin = one.value().provenance().released().orElseThrow();
        lapses(one, origin).ifPresent(all::add);
        all.addAll(groups(one, origin));
      }
    }
    return all;
  }

  private static boolean isFreshRate(AssessedIndicator one) {
    IndicatorValue value = one.value();
    return value.indicator().source().measure().filter(Measure::isRate).isPresent()
        && value.counts().isPresent()
        && value.provenance().released().isPresent()
        && value.freshness().state().equals("fresh");
  }

  private Optional<WhatIf> lapses(AssessedIndicator one, Origin origin) {
    return lapses.stream()
        .filter(lapse -> lapse.division().equals(one.value().division().code()))
        .filter(lapse -> lapse.basis().equals(origin.basis()))
        .filter(lapse -> lapse.family().equals(origin.family()))
        .min(Comparator.comparing(Lapse::from))
        .map(lapse -> WhatIf.lapses(one, lapse.from(), lapse.people()));
  }

  /** Groups below the mean, those with the most people to gain first; then those hidden. */
  private List<WhatIf> groups(AssessedIndicator one, Origin origin) {
    Counts counts = one.value().counts().orElseThrow();
    return groups.stream()
        .filter(group -> group.division().equals(one.value().division().code()))
        .filter(group -> group.family().equals(origin.family()))
        .filter(group -> group.denominator().equals(origin.denominator()))
        .filter(group -> !group.group().dimension().equals(TOTAL))
        .map(
            group ->
                WhatIf.group(
                    one,
                    group.group(),
                    group.people().map(people -> lackingToMean(people, counts))))
        .filter(whatIf -> whatIf.people().map(more -> more > 0).orElse(true))
        .sorted(
            Comparator.comparingLong((WhatIf whatIf) -> whatIf.people().orElse(0L))
                .reversed()
                .thenComparing(whatIf -> whatIf.about().orElseThrow().dimension())
                .thenComparing(whatIf -> whatIf.about().orElseThrow().value()))
        .toList();
  }

  /** All that is known, in one order: equal texts, equal answers. */
  @Override
  public String toString() {
    return lapses + " " + groups;
  }

  private static long lackingToMean(CoveredOfDue group, Counts all) {
    Ratio mean = Ratio.of(all.people().point(), all.due().orElseThrow());
    return mean.times(group.due()).roundedUp() - group.covered();
  }
}
