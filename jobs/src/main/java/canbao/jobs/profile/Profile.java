package canbao.jobs.profile;

import canbao.jobs.run.Percent;
import canbao.jobs.run.ReportTable;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What the rows of one batch look like, for people to read.
 *
 * @param suggestions rules that would fit, and how many rows break each
 */
public record Profile(
    SourceSpec source, BatchHeader batch, SourceTally tally, Map<Suggestion, Long> suggestions) {

  /** Values in fewer rows could tell who somebody is. */
  private static final long FEWEST_ROWS_SHOWN = 10;

  private static final int MOST_SHOWN = 5;
  private static final int NEARLY_ALL_PERCENT = 99;

  /** Columns whose gaps go together more than this are named. */
  private static final double STRONG = 0.5;

  /** Tables: the columns, what stands in them, gaps that go together, rules that would fit. */
  public String text() {
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "%s, batch of %s (%s): %,d accepted rows",
            source.name(),
            batch.batch(),
            batch.mode().name().toLowerCase(Locale.ROOT),
            tally.rows()));
    parts.add(columns());
    parts.add("Frequent values and shapes\n" + frequent());
    String gaps = gapsTogether();
    parts.add(gaps.isEmpty() ? "No two columns have gaps that go together." : gaps);
    parts.add("Rules that would fit (--format yaml writes them for conf/rules)\n" + rules());
    return String.join("\n\n", parts);
  }

  /** The suggested rules as a file of {@code conf/rules}, without an owner who answers. */
  public String yaml() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("# Suggested for %s by its batch of %s.\n".formatted(source.name(), batch.batch()))
        .append("owner: to be named\n")
        .append("rules:\n");
    suggestions.forEach(
        (rule, rows) -> yaml.append(SuggestedYaml.of(source.name(), rule, rows, tally.rows())));
    return yaml.toString();
  }

  private String columns() {
    ReportTable table =
        ReportTable.of(
            "column", "kind", "filled", "distinct", "type", "of values", "length", "range");
    for (int i = 0; i < source.columns().size(); i++) {
      ColumnSpec column = source.columns().get(i);
      ColumnTally counted = tally.columns().get(i);
      ValueType type = type(counted);
      table.add(
          column.name(),
          column.kind().word(),
          share(counted.present(), tally.rows()),
          String.format(Locale.ROOT, counted.isExact() ? "%,d" : "about %,d", counted.distinct()),
          counted.present() == 0 ? "" : type.word(),
          share(counted.rowsOf(type), counted.present()),
          length(counted),
          range(column, counted));
    }
    return table.drawn();
  }

  private static ValueType type(ColumnTally column) {
    return Arrays.stream(ValueType.values())
        .filter(one -> column.rowsOf(one) * 100 >= column.present() * NEARLY_ALL_PERCENT)
        .findFirst()
        .orElse(ValueType.TEXT);
  }

  private static String length(ColumnTally column) {
    if (column.present() == 0) {
      return "";
    }
    return column.shortest() == column.longest()
        ? Integer.toString(column.longest())
        : column.shortest() + "-" + column.longest();
  }

  /** Of dates the years alone: the first or last day may be one person's. */
  private static String range(ColumnSpec column, ColumnTally counted) {
    return switch (column.kind()) {
      case DATE_FIRST, DATE_LAST, MONTH ->
          counted.firstDay().isEmpty()
              ? ""
              : year(counted.firstDay()) + " to " + year(counted.lastDay());
      case AMOUNT, INTEGER ->
          counted.rowsOf(ValueType.DECIMAL) == 0
              ? ""
              : "%s to %s".formatted(number(counted.least()), number(counted.greatest()));
      default -> "";
    };
  }

  private static int year(OptionalInt day) {
    return LocalDate.ofEpochDay(day.getAsInt()).getYear();
  }

  private static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private String frequent() {
    ReportTable table = ReportTable.of("column", "shapes", "values");
    for (int i = 0; i < source.columns().size(); i++) {
      ColumnSpec column = source.columns().get(i);
      ColumnTally counted = tally.columns().get(i);
      table.add(
          column.name(),
          drawn(counted.patterns(), counted),
          namesPeople(column) ? "not shown" : drawn(counted.values(), counted));
    }
    return table.drawn();
  }

  private static String drawn(List<ColumnTally.Frequent> values, ColumnTally column) {
    return values.stream()
        .filter(value -> value.rows() >= FEWEST_ROWS_SHOWN)
        .limit(MOST_SHOWN)
        .map(value -> value.value() + " " + share(value.rows(), column.present()))
        .collect(Collectors.joining(", "));
  }

  private static boolean namesPeople(ColumnSpec column) {
    return column.kind() == ColumnKind.NAME || column.kind() == ColumnKind.DOCUMENT_NUMBER;
  }

  private String gapsTogether() {
    GapCorrelations gaps = new GapCorrelations(tally.gaps(), tally.rows());
    ReportTable table = ReportTable.of("gaps of", "with those of", "correlation");
    int found = 0;
    for (int i = 0; i < source.columns().size(); i++) {
      for (int j = i + 1; j < source.columns().size(); j++) {
        double correlation = gaps.between(i, j);
        if (Math.abs(correlation) >= STRONG) {
          found++;
          table.add(
              source.columns().get(i).name(),
              source.columns().get(j).name(),
              String.format(Locale.ROOT, "%.2f", correlation));
        }
      }
    }
    return found == 0 ? "" : "Gaps that go together\n" + table.drawn();
  }

  private String rules() {
    ReportTable table =
        ReportTable.of("rule", "suggested by", "would reject", "share", "predicate");
    suggestions.forEach(
        (rule, rows) ->
            table.add(
                source.name() + "." + rule.id(),
                String.join(", ", rule.by()),
                rows,
                share(rows, tally.rows()),
                rule.predicate()));
    return table.drawn();
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "" : Percent.of(part, whole);
  }
}
