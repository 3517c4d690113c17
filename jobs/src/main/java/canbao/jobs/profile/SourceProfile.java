package canbao.jobs.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.Settings;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.LandingTable;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Looks at the accepted rows of one batch of a source: once to count, and once to count which rows
 * would break the rules that are suggested. Writes nothing.
 */
public final class SourceProfile {

  private final Lake lake;
  private final SourceSpec source;

  private SourceProfile(Lake lake, SourceSpec source) {
    this.lake = lake;
    this.source = source;
  }

  /**
   * The profile of a source.
   *
   * @param batch date of the batch; without one the newest full list
   * @throws JobFailure INPUT if no such batch was accepted
   */
  public static Profile of(
      SparkSession spark, Settings settings, SourceSpec source, Optional<LocalDate> batch) {
    Lake lake = new Lake(spark, settings.lake());
    SourceProfile profile = new SourceProfile(lake, source);
    return profile.of(profile.header(BatchLog.read(lake), batch));
  }

  private BatchHeader header(BatchLog log, Optional<LocalDate> batch) {
    return log.entries().stream()
        .filter(BatchEntry::isAccepted)
        .filter(entry -> entry.source().equals(source.name()))
        .flatMap(entry -> entry.header().stream())
        .filter(header -> batch.map(header.batch()::equals).orElse(header.isFull()))
        .reduce((first, last) -> last)
        .orElseThrow(() -> nothing(batch));
  }

  private JobFailure nothing(Optional<LocalDate> batch) {
    return new JobFailure(
        ExitCode.INPUT,
        "There is nothing of the source %s to look at".formatted(source.name()),
        batch
            .map(day -> "no batch of %s was accepted".formatted(day))
            .orElse("no full list was accepted"),
        "Name an accepted batch with --batch; quality.batch has them all");
  }

  private Profile of(BatchHeader header) {
    SparkSession spark = lake.spark();
    Dataset<Row> landed = lake.read(LandingTable.of(source), Slice.where("batch", header.batch()));
    Phase.begin(spark, "profile: rows of %s %s".formatted(source.name(), header.batch()));
    Column[] texts =
        source.columns().stream().map(column -> landed.col(column.name())).toArray(Column[]::new);
    SourceTally tally = SourceTally.of(landed.select(texts));
    List<Suggestion> suggestions = suggestions(tally);
    Phase.begin(
        spark, "profile: suggested rules of %s %s".formatted(source.name(), header.batch()));
    return new Profile(source, header, tally, broken(landed, header, suggestions));
  }

  private List<Suggestion> suggestions(SourceTally tally) {
    List<ColumnSpec> columns = source.columns();
    return IntStream.range(0, columns.size())
        .boxed()
        .flatMap(i -> new Suggestions(columns.get(i), tally.columns().get(i)).all().stream())
        .toList();
  }

  /** How many rows break each, in one query. */
  private Map<Suggestion, Long> broken(
      Dataset<Row> landed, BatchHeader header, List<Suggestion> suggestions) {
    Map<Suggestion, Long> broken = new LinkedHashMap<>();
    if (!suggestions.isEmpty()) {
      Column[] counts =
          suggestions.stream()
              .map(rule -> count_if(not(coalesce(expr(rule.predicate()), lit(true)))))
              .toArray(Column[]::new);
      Row counted =
          new SourceRows(source, header)
              .readForRules(landed, List.of(), List.of())
              .select(counts)
              .head();
      IntStream.range(0, counts.length)
          .forEach(i -> broken.put(suggestions.get(i), counted.getLong(i)));
    }
    return broken;
  }
}
