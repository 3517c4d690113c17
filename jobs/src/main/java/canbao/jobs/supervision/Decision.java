package canbao.jobs.supervision;

import canbao.jobs.run.CsvFile;
import canbao.jobs.run.Faults;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an officer decided about a finding.
 *
 * @param findingId which
 * @param state open, sent or settled
 * @param officer account of who decided
 * @param decidedOn the day of it
 * @param note why, without personal data
 */
public record Decision(
    String findingId, String state, String officer, LocalDate decidedOn, String note) {

  private static final List<String> COLUMNS = List.of("finding_id", "state", "who", "when", "note");
  private static final List<String> STATES = List.of("open", "sent", "settled");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern DOCUMENT_NUMBER = Pattern.compile("[0-9]{14,17}[0-9Xx]");
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /**
   * Reads a file of decisions: CSV in UTF-8 with the columns finding_id, state, who, when, note.
   *
   * @param today no decision is of a later day
   * @throws canbao.jobs.run.JobFailure USAGE with every fault of the file, and its line and column
   */
  public static List<Decision> read(Path path, LocalDate today) {
    Faults faults = new Faults();
    CsvFile file = CsvFile.read(path, COLUMNS, faults);
    file.entries().forEach(line -> check(line, today));
    faults.refuse("the decisions", "all decisions of a file are recorded, or none");
    return file.entries().stream()
        .map(
            line ->
                new Decision(
                    line.text("finding_id"),
                    line.text("state"),
                    line.text("who"),
                    LocalDate.parse(line.text("when"), ISO),
                    line.text("note")))
        .toList();
  }

  private static void check(CsvFile.Entry line, LocalDate today) {
    if (!ID.matcher(line.text("finding_id")).matches()) {
      line.fault("finding_id", "must be an id of supervision.finding, 32 digits 0 to f");
    }
    if (!STATES.contains(line.text("state"))) {
      line.fault("state", "must be one of " + String.join(", ", STATES));
    }
    if (line.isEmpty("who")) {
      line.fault("who", "must name the account of the officer");
    }
    checkDay(line, today);
    for (String column : List.of("who", "note")) {
      if (DOCUMENT_NUMBER.matcher(line.text(column)).find()) {
        line.fault(column, "holds what may be a document number; write none");
      }
    }
  }

  private static void checkDay(CsvFile.Entry line, LocalDate today) {
    try {
      if (LocalDate.parse(line.text("when"), ISO).isAfter(today)) {
        line.fault("when", "must not be after today, " + today);
      }
    } catch (DateTimeException e) {
      line.fault("when", "must be a date such as 2018-12-31");
    }
  }
}
