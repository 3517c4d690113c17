package canbao.jobs.run;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Two readings of the plan that do not agree ({@code conf/contradictions.csv}).
 *
 * @param id for ever
 * @param kind what their effect is
 * @param indicator number in box 2; empty if it is about box 1 alone
 * @param sub row within the indicator
 * @param topic what it is about
 * @param rows rows of box 1 that it is computed from, by number and name of the row within
 */
public record Contradiction(
    String id,
    Kind kind,
    Optional<Integer> indicator,
    String sub,
    String topic,
    Reading first,
    Reading second,
    List<BoxRow> rows) {

  /**
   * What the plan says in one place.
   *
   * @param text as it stands there; empty if it is computed
   * @param source where it stands
   */
  public record Reading(String text, String source) {

    /** What stands there as a number; only of kinds that have one. */
    public BigDecimal number() {
      return new BigDecimal(text);
    }
  }

  /** A row of box 1. */
  public record BoxRow(int number, String sub) {}

  /** What the effect of two readings is. */
  public enum Kind {
    /** Two targets of 2018: what the indicator is judged to be by either. */
    TARGET_2018(true, true),
    /** A fulfilment in print, and the one that the box's own rows give: actual sum ÷ target sum. */
    FULFILMENT(true, false),
    /** A base in per cent implies what it is divided by (rows ÷ base); another one in 万人. */
    DENOMINATOR(false, true),
    /** Two figures of one thing under two names, in box 1 and as the base of box 2. */
    WORDING(false, false),
    /** 自负 or 自费: what medical aid is divided by. */
    SELF_PAID(false, false);

    private final boolean isFirstNumber;
    private final boolean isSecondNumber;

    Kind(boolean isFirstNumber, boolean isSecondNumber) {
      this.isFirstNumber = isFirstNumber;
      this.isSecondNumber = isSecondNumber;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "kind",
          "indicator",
          "sub",
          "topic",
          "reading_1",
          "source_1",
          "reading_2",
          "source_2",
          "rows");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,4})?");

  /** The sound lines of the file, in their order. */
  static List<Contradiction> read(Path path, BoxRows rows, Faults faults) {
    Set<String> ids = new HashSet<>();
    List<CsvFile.Entry> lines = CsvFile.read(path, COLUMNS, faults).entries();
    for (CsvFile.Entry line : lines) {
      if (!line.text("id").matches("[a-z0-9_]+") || !ids.add(line.text("id"))) {
        line.fault("id", "must be a word of a-z, 0-9 and _ that no other line has");
      }
      if (!line.isEmpty("indicator")) {
        rows.checkPlanned(line);
      }
      kind(line)
          .ifPresentOrElse(
              kind -> checkReadings(line, kind),
              () -> {
                List<String> known = Arrays.stream(Kind.values()).map(Kind::word).toList();
                line.fault("kind", "must be one of " + String.join(", ", known));
              });
      rows.checkFinished(line, "rows");
    }
    return faults.in(path) ? List.of() : lines.stream().map(Contradiction::of).toList();
  }

  private static void checkReadings(CsvFile.Entry line, Kind kind) {
    checkNumber(line, "reading_1", kind.isFirstNumber);
    checkNumber(line, "reading_2", kind.isSecondNumber);
    if (line.isEmpty("rows") && (kind == Kind.FULFILMENT || kind == Kind.DENOMINATOR)) {
      line.fault("rows", "must name rows of box 1 for this kind");
    }
    if (line.isEmpty("indicator") && kind != Kind.FULFILMENT) {
      line.fault("indicator", "must not be empty for this kind");
    }
  }

  private static void checkNumber(CsvFile.Entry line, String column, boolean isNumber) {
    if (isNumber && !NUMBER.matcher(line.text(column)).matches()) {
      line.fault(column, "must be a number for this kind, is '%s'".formatted(line.text(column)));
    }
  }

  private static Contradiction of(CsvFile.Entry line) {
    return new Contradiction(
        line.text("id"),
        kind(line).orElseThrow(),
        Optional.of(line.text("indicator")).filter(no -> !no.isEmpty()).map(Integer::valueOf),
        line.text("sub"),
        line.text("topic"),
        new Reading(line.text("reading_1"), line.text("source_1")),
        new Reading(line.text("reading_2"), line.text("source_2")),
        BoxRows.boxRows(line.text("rows")));
  }

  private static Optional<Kind> kind(CsvFile.Entry line) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word().equals(line.text("kind")))
        .findFirst();
  }
}
