package canbao.jobs.release;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.release.ReleaseDifference.Cell;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The revision ledger of one release: from the numbers that it published to those known of the same
 * day now, or published of it later, a step a cause, exact to the person. Writing it twice leaves
 * the same rows.
 */
public final class RevisionLedger {

  private static final String PUBLISHED = "published";
  private static final String HELD = "held_city";
  private static final String OTHER = "other";
  private static final String KNOWN = "known";

  private final Lake lake;
  private final Settings now;
  private final Path place;
  private final Causes causes;

  private RevisionLedger(Lake lake, Settings now, Path place, Causes causes) {
    this.lake = lake;
    this.now = now;
    this.place = place;
    this.causes = causes;
  }

  /** Tells why the numbers of a day are others by one knowledge than by another. */
  @FunctionalInterface
  public interface Causes {

    /**
     * Rows of basis, denominator, family, division, step, due and covered, those of a cell
     * together: first what was computed, last what is, and the causes between them.
     */
    Dataset<Row> of(LocalDate day, Knowledge before, Knowledge after);
  }

  /**
   * What numbers of a day rest on.
   *
   * @param known system date: what was learned later does not count
   */
  public record Knowledge(Settings settings, LocalDate known) {}

  /**
   * A step of a cell.
   *
   * @param due people, signed; in the last step the sum of all before
   */
  public record Step(Cell cell, int number, String step, long due, long covered) {}

  /**
   * What stands in the table.
   *
   * @param comparedWith as there
   */
  public record Written(String comparedWith, List<Step> steps) {}

  /**
   * Writes the steps and gives them back.
   *
   * @param later release of the same day; empty: what is known now, by the settings of now
   * @param place a folder for the settings files of then
   * @throws JobFailure INPUT if there is no such release; USAGE if they are of two days
   */
  public static Written write(
      Lake lake,
      Settings now,
      String releaseId,
      Optional<String> later,
      Path place,
      Causes causes) {
    return new RevisionLedger(lake, now, place, causes).write(releaseId, later);
  }

  private Written write(String releaseId, Optional<String> later) {
    Ledger ledger = Ledger.read(lake);
    Ledger.Entry release = ledger.named(releaseId);
    Optional<Ledger.Entry> end = later.map(ledger::named);
    end.filter(other -> !other.asOf().equals(release.asOf()))
        .ifPresent(other -> refuse(release, other));
    Knowledge last =
        end.map(this::knowledge)
            .orElseGet(() -> new Knowledge(now, BatchLog.read(lake).knownOn(release.asOf())));
    List<Step> steps = steps(release, end, last);
    Phase.begin(lake.spark(), "revision: ledger of " + releaseId);
    String comparedWith = later.orElse(KNOWN + " " + last.known());
    write(releaseId, comparedWith, steps);
    return new Written(comparedWith, steps);
  }

  private Knowledge knowledge(Ledger.Entry release) {
    return new Knowledge(
        Definitions.ofRelease(lake, release, place.resolve(release.releaseId()), now),
        ReleasedRows.knownOn(lake, release));
  }

  private List<Step> steps(Ledger.Entry release, Optional<Ledger.Entry> end, Knowledge last) {
    Map<Cell, List<Row>> computed = new LinkedHashMap<>();
    causes
        .of(release.asOf(), knowledge(release), last)
        .collectAsList()
        .forEach(
            row ->
                computed
                    .computeIfAbsent(
                        new Cell(
                            row.getAs("basis"),
                            row.getAs("denominator"),
                            row.getAs("family"),
                            row.getAs("division")),
                        unused -> new ArrayList<>())
                    .add(row));
    Map<Cell, ReleaseDifference.Numbers> published = ReleaseDifference.numbers(lake, release);
    Optional<Map<Cell, ReleaseDifference.Numbers>> publishedLater =
        end.map(other -> ReleaseDifference.numbers(lake, other));
    List<String> held = new ArrayList<>(HeldCities.divisions(release.heldCities()));
    end.ifPresent(other -> held.addAll(HeldCities.divisions(other.heldCities())));
    List<Step> steps = new ArrayList<>();
    computed.forEach(
        (cell, rows) -> {
          Optional<ReleaseDifference.Numbers> first = Optional.ofNullable(published.get(cell));
          // Without a later release the end is what is computed now.
          Sum endOfCell =
              publishedLater
                  .map(numbers -> Sum.of(Optional.ofNullable(numbers.get(cell))))
                  .orElseGet(() -> Sum.of(rows.get(rows.size() - 1)));
          steps.addAll(steps(cell, Sum.of(first), rows, endOfCell, held));
        });
    return steps;
  }

  /**
   * Steps of one cell. What was published and not computed, or computed and not published, is that
   * of a held city, which repeats older numbers.
   */
  private static List<Step> steps(
      Cell cell, Sum published, List<Row> computed, Sum end, List<String> held) {
    Map<String, Sum> between = new LinkedHashMap<>();
    Sum sum = published;
    for (Row row : computed.subList(1, computed.size() - 1)) {
      between.put(row.getAs("step"), Sum.of(row));
      sum = sum.plus(Sum.of(row));
    }
    Sum left = end.less(sum);
    if (!left.equals(Sum.NONE)) {
      between.merge(held.contains(cell.division()) ? HELD : OTHER, left, Sum::plus);
    }
    between.values().removeIf(Sum.NONE::equals);
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(cell, 1, PUBLISHED, published.due(), published.covered()));
    between.forEach(
        (step, numbers) ->
            steps.add(new Step(cell, steps.size() + 1, step, numbers.due(), numbers.covered())));
    steps.add(new Step(cell, steps.size() + 1, KNOWN, end.due(), end.covered()));
    return steps;
  }

  private record Sum(long due, long covered) {

    static final Sum NONE = new Sum(0, 0);

    static Sum of(Row row) {
      return new Sum(row.<Long>getAs("due"), row.<Long>getAs("covered"));
    }

    static Sum of(Optional<ReleaseDifference.Numbers> numbers) {
      return numbers
          .map(some -> new Sum(some.due() == null ? 0 : some.due(), some.covered()))
          .orElse(NONE);
    }

    Sum plus(Sum other) {
      return new Sum(due + other.due, covered + other.covered);
    }

    Sum less(Sum other) {
      return new Sum(due - other.due, covered - other.covered);
    }
  }

  private void write(String releaseId, String comparedWith, List<Step> steps) {
    List<Row> rows =
        steps.stream()
            .map(
                step ->
                    RowFactory.create(
                        releaseId,
                        comparedWith,
                        step.cell().basis(),
                        step.cell().denominator(),
                        step.cell().family(),
                        step.cell().division(),
                        step.number(),
                        step.step(),
                        step.due(),
                        step.covered()))
            .toList();
    lake.replace(
        ReleaseTables.REVISION,
        lake.spark().createDataFrame(rows, ReleaseTables.REVISION.columns()),
        Slice.where("release_id", releaseId).and(Slice.where("compared_with", comparedWith)));
  }

  private static void refuse(Ledger.Entry release, Ledger.Entry other) {
    throw new JobFailure(
        ExitCode.USAGE,
        "Release %s cannot be revised to %s".formatted(release.releaseId(), other.releaseId()),
        "they are about two days",
        "Give a later release of " + release.asOf() + ", or none; diff compares two days");
  }
}
