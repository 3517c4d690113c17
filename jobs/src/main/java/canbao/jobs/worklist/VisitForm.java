package canbao.jobs.worklist;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.SheetText;
import canbao.jobs.workbook.Cell;
import canbao.jobs.workbook.Sheet;
import canbao.jobs.workbook.WorkbookFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The form in which a list goes out and its answers come back, that of the source {@code
 * visit_result}: who is to be visited, and empty columns for the answer.
 */
enum VisitForm {
  CSV,
  XLSX;

  /** Columns that go out filled. */
  static final List<String> ASKED =
      List.of("AAC058", "AAC147", "AAC003", "FAMILY", "LIST", "UNIT", "DIVISION", "REF");

  /** Columns that come back filled. */
  private static final List<String> ANSWERED = List.of("VISITED", "CLASS", "REASON", "DETAIL");

  /** Of both in the workbook, in characters. */
  private static final List<Integer> WIDTHS = List.of(8, 22, 16, 10, 12, 12, 14, 20, 12, 8, 8, 16);

  private static final String SHEET = "入户核查";

  /**
   * By the end of the file's name.
   *
   * @throws JobFailure USAGE if it is neither
   */
  static VisitForm of(Path path) {
    String name = path.getFileName().toString();
    return Stream.of(values())
        .filter(form -> name.endsWith("." + form.name().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.USAGE,
                    "The list cannot be exported",
                    "the file " + path + " ends neither in .xlsx nor in .csv",
                    "Give a name that says what is wanted"));
  }

  /**
   * The file.
   *
   * @param asked the cells of {@link #ASKED}, a row each
   */
  byte[] bytes(List<List<String>> asked) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(Stream.concat(ASKED.stream(), ANSWERED.stream()).toList());
    List<String> empty = ANSWERED.stream().map(unused -> "").toList();
    asked.forEach(row -> lines.add(Stream.concat(row.stream(), empty.stream()).toList()));
    return this == XLSX ? xlsx(lines) : csv(lines);
  }

  private static byte[] xlsx(List<List<String>> lines) {
    List<List<Cell>> cells = new ArrayList<>();
    for (List<String> line : lines) {
      Cell.Look look = cells.isEmpty() ? Cell.Look.HEADER : Cell.Look.PLAIN;
      cells.add(line.stream().map(text -> Cell.of(text, look)).toList());
    }
    return WorkbookFile.of(List.of(new Sheet(SHEET, 1, WIDTHS, cells)));
  }

  private static byte[] csv(List<List<String>> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(
        line -> text.append(SheetText.line(line.stream().map(SheetText::shown).toList())));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
