package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.EarlierResults;
import canbao.jobs.quality.Kind;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleResults;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How rules came out that later batches are compared with: those of the run so far, and those of
 * older runs, read when the first is asked for.
 */
final class ResultsBefore implements EarlierResults {

  /** More batches of one mode back nothing is looked for. */
  private static final int FAR_ENOUGH = 10;

  private final Lake lake;
  private final List<BatchEntry> accepted;
  private final List<RuleResult> ofRun;
  private Optional<List<RuleResult>> older = Optional.empty();

  /**
   * @param accepted batches of all sources before the run
   * @param ofRun results of the run, which grow
   */
  ResultsBefore(Lake lake, List<BatchEntry> accepted, List<RuleResult> ofRun) {
    this.lake = lake;
    this.accepted = List.copyOf(accepted);
    this.ofRun = ofRun;
  }

  @Override
  public Optional<Map<String, Long>> parts(String rule, BatchEntry batch, String division) {
    return all(rule, division).stream()
        .filter(result -> result.source().equals(batch.source()))
        .filter(result -> result.batch().equals(batch.batch()))
        .map(result -> result.measured().parts())
        .filter(parts -> !parts.isEmpty())
        .findFirst();
  }

  @Override
  public Optional<Long> newestValue(String rule, LocalDate upTo, String division) {
    return all(rule, division).stream()
        .filter(result -> !result.batch().isAfter(upTo))
        .filter(result -> result.measured().value().isPresent())
        .max(Comparator.comparing(RuleResult::batch))
        .flatMap(result -> result.measured().value());
  }

  private List<RuleResult> all(String rule, String division) {
    List<RuleResult> known = older.orElseGet(this::read);
    older = Optional.of(known);
    List<RuleResult> all = new ArrayList<>(known);
    all.addAll(ofRun);
    return all.stream()
        .filter(result -> result.rule().equals(rule) && result.division().equals(division))
        .toList();
  }

  private List<RuleResult> read() {
    List<Slice> days =
        accepted.stream()
            .filter(this::isNear)
            .map(BatchEntry::asOf)
            .distinct()
            .map(day -> Slice.where("as_of", day))
            .toList();
    return days.isEmpty()
        ? List.of()
        : RuleResults.read(
            lake.read(QualityTables.RULE_RESULT, Slice.anyOf(days))
                .filter(
                    col("kind")
                        .isin(
                            Kind.Name.AGGREGATE.word(),
                            Kind.Name.DISTRIBUTION.word(),
                            Kind.Name.SCHEMA_DRIFT.word())));
  }

  private boolean isNear(BatchEntry entry) {
    return accepted.stream()
            .filter(other -> other.source().equals(entry.source()))
            .filter(other -> isFull(other) == isFull(entry))
            .filter(other -> other.batch().isAfter(entry.batch()))
            .count()
        < FAR_ENOUGH;
  }

  private static boolean isFull(BatchEntry entry) {
    return entry.header().orElseThrow().isFull();
  }
}
