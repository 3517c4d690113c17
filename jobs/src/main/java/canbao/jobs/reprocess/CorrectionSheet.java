package canbao.jobs.reprocess;

import canbao.jobs.run.CsvFile;
import canbao.jobs.run.Faults;
import canbao.jobs.run.SheetText;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The CSV file in which rejected rows of a source go out and come back corrected, in UTF-8: where
 * the row stands, why it was rejected, OP, then the declared columns under the names that the
 * source's own files give them.
 */
final class CorrectionSheet {

  private static final List<String> PLACE = List.of("batch", "file", "line_no");
  private static final List<String> WHY = List.of("rules", "reasons");
  private static final String BATCH = "batch";
  private static final String LINE = "line_no";

  private final SourceSpec source;

  CorrectionSheet(SourceSpec source) {
    this.source = source;
  }

  /** The columns that a row of a change list has, as the source's files call them. */
  List<String> sent() {
    return Stream.concat(
            Stream.of(SourceRows.OP), source.columns().stream().map(ColumnSpec::header).distinct())
        .toList();
  }

  /** All columns of the file; they may stand in any order. */
  List<String> columns() {
    return Stream.of(PLACE, WHY, sent()).flatMap(List::stream).toList();
  }

  /**
   * Reads a file that was handed back.
   *
   * @param faults takes up what is wrong; a row that is wrong in itself is not among the result
   */
  List<CorrectedRow> read(Path path, Faults faults) {
    if (hasOtherColumns(path)) {
      faults.add(path, "has a column in line 1 that an exported file does not have");
      return List.of();
    }
    List<CorrectedRow> rows = new ArrayList<>();
    Set<RowPlace> places = new HashSet<>();
    List<CsvFile.Entry> entries = CsvFile.read(path, columns(), faults).entries();
    for (CsvFile.Entry entry : entries) {
      row(entry).filter(row -> isFirst(row, places)).ifPresent(rows::add);
    }
    if (entries.isEmpty()) {
      faults.add(path, "has no row that could be taken");
    }
    return rows;
  }

  /** Who has lost the header would be told the first row otherwise, which is data of people. */
  private boolean hasOtherColumns(Path path) {
    try (Stream<String> lines = Files.lines(path, StandardCharsets.UTF_8)) {
      return lines
          .findFirst()
          .filter(
              header ->
                  !columns()
                      .containsAll(List.of(header.replaceAll("[\uFEFF\"]", "").split(",", -1))))
          .isPresent();
    } catch (IOException | UncheckedIOException e) {
      // What is wrong with the file is told by who reads it.
      return false;
    }
  }

  private static boolean isFirst(CorrectedRow row, Set<RowPlace> places) {
    boolean isFirst = places.add(row.place());
    if (!isFirst) {
      row.entry().fault(LINE, "names a row that a line above names too");
    }
    return isFirst;
  }

  private Optional<CorrectedRow> row(CsvFile.Entry entry) {
    Optional<LocalDate> batch = day(entry);
    Optional<Long> line = line(entry);
    if (batch.isEmpty() || line.isEmpty()) {
      return Optional.empty();
    }
    RowPlace place = new RowPlace(batch.get(), SheetText.read(entry.text("file")), line.get());
    List<String> texts = sent().stream().map(column -> SheetText.read(entry.text(column))).toList();
    return Optional.of(new CorrectedRow(place, texts, entry));
  }

  private static Optional<LocalDate> day(CsvFile.Entry entry) {
    try {
      return Optional.of(LocalDate.parse(entry.text(BATCH)));
    } catch (DateTimeException e) {
      entry.fault(BATCH, "must be a date such as 2018-12-31");
      return Optional.empty();
    }
  }

  private static Optional<Long> line(CsvFile.Entry entry) {
    try {
      return Optional.of(Long.valueOf(entry.text(LINE)));
    } catch (NumberFormatException e) {
      entry.fault(LINE, "must be a whole number");
      return Optional.empty();
    }
  }
}
