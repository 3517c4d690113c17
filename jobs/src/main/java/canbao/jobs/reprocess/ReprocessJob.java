package canbao.jobs.reprocess;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.reprocess.Corrections.Correction;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.Faults;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.BatchName;
import canbao.jobs.source.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.SparkSession;

/**
 * Takes a file of corrected rows: all of it or nothing. Nothing of the lake changes but {@code
 * quality.correction}; the rows count from the next {@code ingest} on, which judges them by the
 * rules like any others. The same file a second time changes nothing.
 */
public final class ReprocessJob {

  private final Settings settings;
  private final SourceSpec source;
  private final Lake lake;
  private final BatchLog log;
  private final Corrections before;
  private final CorrectionSheet sheet;

  private ReprocessJob(SparkSession spark, Settings settings, SourceSpec source) {
    this.settings = settings;
    this.source = source;
    this.lake = new Lake(spark, settings.lake());
    this.log = BatchLog.read(lake);
    this.before = Corrections.of(lake, source.name());
    this.sheet = new CorrectionSheet(source);
  }

  /**
   * A batch of corrections that lies in the landing folder.
   *
   * @param isNew false if the file was handed back before
   */
  public record Laid(LocalDate batch, String folder, int rows, boolean isNew) {}

  /**
   * Lays the rows of a file down, those of each batch apart.
   *
   * @param by who answers for them
   * @throws JobFailure USAGE with every fault of the file, its line and column
   */
  public static List<Laid> run(
      SparkSession spark, Settings settings, SourceSpec source, Path corrections, Answerable by) {
    return new ReprocessJob(spark, settings, source).take(corrections, by);
  }

  private List<Laid> take(Path path, Answerable by) {
    Faults faults = new Faults();
    Map<LocalDate, List<CorrectedRow>> byBatch =
        sheet.read(path, faults).stream()
            .collect(groupingBy(row -> row.place().batch(), TreeMap::new, toList()));
    faults.refuse("the corrections", "all rows of a file are taken, or none");
    String sha256 = sha256(path);
    List<Correction> known = before.ofFile(sha256);
    if (known.isEmpty()) {
      refuseWrongPlaces(byBatch);
      byBatch.forEach(this::refuseSuperseded);
      faults.refuse("the corrections", "all rows of a file are taken, or none");
      // Before the rows can be taken by anybody it is known who answers for them.
      before.add(numbered(byBatch, sha256), by);
    }
    List<Laid> laid = new ArrayList<>();
    byBatch.forEach((batch, rows) -> laid.add(lay(batch, rows, known)));
    return laid;
  }

  private List<Correction> numbered(Map<LocalDate, List<CorrectedRow>> byBatch, String sha256) {
    List<Correction> numbered = new ArrayList<>();
    byBatch.forEach(
        (batch, rows) -> {
          int number = before.next(batch);
          for (int i = 0; i < rows.size(); i++) {
            long line = (long) LaidCorrections.FIRST_LINE + i;
            numbered.add(new Correction(rows.get(i).place(), number, line, sha256));
          }
        });
    return numbered;
  }

  /**
   * @param known what the same file has come to before; none if it is new
   */
  private Laid lay(LocalDate batch, List<CorrectedRow> rows, List<Correction> known) {
    int number =
        known.stream()
            .filter(one -> one.place().batch().equals(batch))
            .map(Correction::number)
            .findFirst()
            .orElseGet(() -> before.next(batch));
    LaidCorrections laid =
        new LaidCorrections(
            settings.landing(),
            new BatchName(source.name(), number),
            header(batch).orElseThrow(),
            sheet.sent(),
            lake.spark().sessionState().newHadoopConf());
    laid.lay(rows);
    return new Laid(batch, laid.folder().toString(), rows.size(), known.isEmpty());
  }

  private void refuseWrongPlaces(Map<LocalDate, List<CorrectedRow>> byBatch) {
    Set<RowPlace> rejected = rejected(byBatch.keySet());
    byBatch.values().stream()
        .flatMap(List::stream)
        .forEach(
            row -> {
              if (!rejected.contains(row.place())) {
                row.entry().fault("line_no", "names no rejected row of " + source.name());
              } else {
                before.last(row.place()).ifPresent(last -> refuseTwice(row, last));
              }
            });
  }

  /** A row that was corrected is not corrected again, unless its correction was rejected. */
  private void refuseTwice(CorrectedRow row, Correction last) {
    BatchName name = new BatchName(source.name(), last.number());
    boolean isTaken =
        log.entry(name.toString(), row.place().batch()).filter(BatchEntry::isAccepted).isPresent();
    String corrections = name.folder(row.place().batch());
    if (!isTaken) {
      row.entry()
          .fault(
              "line_no",
              "was handed back before, in %s, which waits to be taken".formatted(corrections));
    } else if (!isRejected(row.place().batch(), name.file(LaidCorrections.FILE), last.line())) {
      row.entry()
          .fault("line_no", "was corrected before, in %s, and accepted".formatted(corrections));
    }
  }

  private void refuseSuperseded(LocalDate batch, List<CorrectedRow> rows) {
    header(batch)
        .ifPresent(
            header ->
                new NewerRows(lake, source, log)
                    .of(header, rows)
                    .forEach(
                        (row, newer) ->
                            rows.get(row)
                                .entry()
                                .fault(
                                    "batch",
                                    "is superseded: the accepted batch %s has spoken of the same thing"
                                        .formatted(newer))));
  }

  private Optional<BatchHeader> header(LocalDate batch) {
    return log.entry(source.name(), batch)
        .filter(BatchEntry::isAccepted)
        .flatMap(BatchEntry::header);
  }

  private boolean isRejected(LocalDate batch, String file, long line) {
    return rejected(Set.of(batch)).contains(new RowPlace(batch, file, line));
  }

  private Set<RowPlace> rejected(Set<LocalDate> batches) {
    Slice slice = Slice.anyOf(batches.stream().map(batch -> Slice.where("batch", batch)).toList());
    Set<RowPlace> places = new HashSet<>();
    lake.read(QualityTables.REJECTED, Slice.where("source", source.name()).and(slice))
        .select(col("batch").cast("string"), col("file"), col("line_no"))
        .collectAsList()
        .forEach(
            row ->
                places.add(
                    new RowPlace(
                        LocalDate.parse(row.getString(0)), row.getString(1), row.getLong(2))));
    return places;
  }

  private static String sha256(Path path) {
    try {
      return DigestUtils.sha256Hex(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The corrections " + path + " cannot be read",
          e.getClass().getSimpleName(),
          "Give a file that can be read");
    }
  }
}
