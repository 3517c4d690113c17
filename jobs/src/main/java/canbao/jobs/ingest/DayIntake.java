package canbao.jobs.ingest;

import static java.util.stream.Collectors.toMap;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Scratch;
import canbao.jobs.quality.BatchMeasures;
import canbao.jobs.quality.DeequAdapter;
import canbao.jobs.quality.Portions;
import canbao.jobs.run.Phase;
import canbao.udfs.Pseudonym;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The batches of one day, all sources together: their files are read once to verify and judge every
 * row, and once more to write what is accepted.
 *
 * <p>Spark fails the whole read on one damaged file. Only then are files looked at one by one; the
 * batch of a damaged one is left without rows, to be refused like any other that is unsound.
 */
final class DayIntake implements AutoCloseable {

  private final Lake lake;
  private final List<BatchIntake> batches;
  private final Scratch scratch;
  private final Partners partners;
  private final JudgedRows.Width width;
  private final Dataset<Row> judged;
  private final Dataset<Row> exceptions;
  private final Map<Integer, Tally> tallies;
  private final Set<Integer> withExceptions;
  private final List<BatchIntake> landed = new ArrayList<>();

  /** Reads and judges all rows of the batches. */
  DayIntake(Lake lake, List<BatchIntake> batches, Partners partners) {
    this.lake = lake;
    this.batches = List.copyOf(batches);
    this.partners = partners;
    this.scratch = new Scratch(lake, "ingest-" + date());
    Phase.begin(lake.spark(), "ingest: judge the rows of " + date());
    this.width =
        new JudgedRows.Width(
            most(batch -> SeenRows.once(batch).size()),
            most(batch -> batch.portionColumns().amountCount()),
            most(batch -> batch.measured().numbers().size()),
            partners.areAsked());
    Dataset<Row> alone = alone();
    Dataset<Row> sharedKeys = scratch.computed("shared_keys", JudgedRows.sharedKeys(alone, width));
    this.judged =
        sharedKeys.isEmpty() && !partners.areAsked()
            ? JudgedRows.judged(alone)
            : JudgedRows.judged(alone, scratch.computed("twins", seen(alone, sharedKeys)));
    this.tallies = Tally.byBatch(judged);
    Column isException = col("verdict").notEqual(JudgedRows.ACCEPTED).or(col("is_contested"));
    String[] beside =
        Stream.of(judged.columns()).filter(JudgedRows::isBeside).toArray(String[]::new);
    this.exceptions = scratch.computed("exceptions", judged.filter(isException).drop(beside));
    this.withExceptions =
        new HashSet<>(
            exceptions.select(JudgedRows.BATCH_NO).distinct().collectAsList().stream()
                .map(row -> row.getInt(0))
                .toList());
  }

  private int most(ToIntFunction<BatchIntake> count) {
    return batches.stream().mapToInt(count).max().orElse(0);
  }

  private Dataset<Row> seen(Dataset<Row> alone, Dataset<Row> sharedKeys) {
    Dataset<Row> seen = JudgedRows.twins(alone, sharedKeys);
    if (width.hashes() > 0) {
      seen = seen.unionByName(SeenRows.repeats(alone, sharedKeys, batches));
    }
    if (partners.areAsked()) {
      seen = seen.unionByName(partners.orphans(alone));
    }
    return width.hashes() > 0 || partners.areAsked() ? SeenRows.together(seen) : seen;
  }

  Tally tally(BatchIntake batch) {
    return tallies.getOrDefault(batch.number(), Tally.empty());
  }

  /**
   * Writes the accepted rows of a batch into {@code landing}.
   *
   * @throws BatchRefused if its files are not those any more that were judged, or a column that no
   *     rule needs is damaged; nothing of the batch is left in {@code landing}
   */
  void land(BatchIntake batch, Pseudonym pseudonym) throws BatchRefused {
    Phase.begin(lake.spark(), "ingest: land " + batch.id());
    try {
      write(batch, pseudonym);
    } catch (Exception e) {
      if (batch.findDamage()) {
        batch.refuseDamaged();
      }
      throw e;
    }
    try {
      batch.refuseChangedMeanwhile();
    } catch (BatchRefused e) {
      batch.takeBack(lake);
      throw e;
    }
    landed.add(batch);
  }

  /** The batches that were taken. */
  List<BatchIntake> landed() {
    return landed;
  }

  /** How the rules came out for the batches that were taken, and what was measured, in order. */
  List<BatchMeasures> measures() {
    Phase.begin(lake.spark(), "ingest: count the rules for " + date());
    List<BatchMeasures> all =
        DeequAdapter.measure(
            batches.stream()
                .map(batch -> new BatchMeasures.Asked(batch.rules(), batch.measured()))
                .toList(),
            judged
                .filter(col("verdict").notEqual(JudgedRows.DUPLICATE))
                .drop("verdict", "op", "key_empty", "is_contested"));
    return landed.stream().map(batch -> all.get(batch.number())).toList();
  }

  /** The portions of the batches that were taken, by the batch's number, in one query. */
  Map<Integer, Portions> portions() {
    Map<Integer, List<Portions.Portion>> byBatch = PortionRows.counted(judged, width);
    return landed.stream()
        .collect(
            toMap(
                BatchIntake::number,
                batch ->
                    new Portions(
                        byBatch.getOrDefault(batch.number(), List.of()),
                        batch.portionColumns(),
                        batch.unknownColumns())));
  }

  /** The batches that were taken and have rejected rows. */
  List<BatchIntake> withRejected() {
    return landed.stream().filter(batch -> tally(batch).rowsOf(JudgedRows.REJECTED) > 0).toList();
  }

  /** Rows of {@code quality.rejected} of a batch. */
  Dataset<Row> rejectedRows(BatchIntake batch) {
    return batch.rejectedRows(exceptions);
  }

  /** Rows of {@code quality.suspect} of a batch. */
  Dataset<Row> suspectRows(BatchIntake batch) {
    return batch.suspectRows(judged.filter(col("verdict").equalTo(JudgedRows.ACCEPTED)));
  }

  @Override
  public void close() {
    scratch.close();
  }

  private Dataset<Row> alone() {
    try {
      return scratch.computed("alone", readAlone());
    } catch (Exception e) {
      // Spark's failures are checked exceptions that its Java signatures do not declare.
      if (batches.stream().filter(BatchIntake::findDamage).toList().isEmpty()) {
        throw e;
      }
      return scratch.computed("alone", readAlone());
    }
  }

  private LocalDate date() {
    return batches.get(0).manifest().header().batch();
  }

  private void write(BatchIntake batch, Pseudonym pseudonym) {
    if (withExceptions.contains(batch.number())) {
      batch.land(lake, pseudonym, exceptions);
    } else {
      batch.landAll(lake, pseudonym);
    }
  }

  private Dataset<Row> readAlone() {
    return batches.stream()
        .map(batch -> JudgedRows.alone(batch, batch.source().table().equals("enrolment"), width))
        .reduce(Dataset::unionByName)
        .orElseThrow();
  }
}
