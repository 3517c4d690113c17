package canbao.jobs.profile;

import static java.util.stream.Collectors.joining;

import canbao.jobs.quality.Dimension;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules that would fit one column: our own, and Deequ's in our words. */
record Suggestions(ColumnSpec column, ColumnTally tally) {

  static final String CANBAO = "canbao";
  static final String DEEQU = "deequ";

  /** Values of a code that stand in fewer rows than one in so many are taken for mistakes. */
  private static final long ROWS_A_MISTAKE = 1_000;

  private static final int MOST_VALUES = 30;

  /** All that are suggested, each once, with who suggests it. */
  List<Suggestion> all() {
    Map<String, Suggestion> byPredicate = new LinkedHashMap<>();
    Stream.concat(own(), DeequSuggestions.of(this)).forEach(one -> add(byPredicate, one));
    return List.copyOf(byPredicate.values());
  }

  private static void add(Map<String, Suggestion> byPredicate, Suggestion one) {
    byPredicate.merge(
        one.predicate(),
        one,
        (first, second) ->
            first.by(Stream.concat(first.by().stream(), second.by().stream()).distinct().toList()));
  }

  private Stream<Suggestion> own() {
    List<Suggestion> own = new ArrayList<>();
    if (tally.present() > 0 && tally.missing() * ROWS_A_MISTAKE <= rows()) {
      own.add(complete(CANBAO));
    }
    if (mayListValues()) {
      own.add(oneOf(usualValues(), CANBAO));
    }
    usualPattern().ifPresent(pattern -> own.add(ofPattern(pattern)));
    if (isDate() && tally.present() > 0) {
      own.add(notLaterThanTheBatch());
    }
    return own.stream();
  }

  long rows() {
    return tally.present() + tally.missing();
  }

  /** Values that may be listed: those of codes, not of what names people or things. */
  boolean mayListValues() {
    return column.kind() == ColumnKind.CODE
        && column.values().isEmpty()
        && tally.isExact()
        && !usualValues().isEmpty()
        && usualValues().size() <= MOST_VALUES;
  }

  private List<String> usualValues() {
    return tally.values().stream()
        .filter(value -> value.rows() * ROWS_A_MISTAKE >= tally.present())
        .map(ColumnTally.Frequent::value)
        .sorted()
        .toList();
  }

  Suggestion complete(String by) {
    return new Suggestion(
        name() + "_present",
        List.of(by),
        Dimension.COMPLETENESS,
        "%s is there and can be read".formatted(column.name()),
        "%s 已填写且可识别".formatted(column.name()),
        quoted() + " IS NOT NULL",
        column.name(),
        example(),
        "null");
  }

  Suggestion oneOf(List<String> values, String by) {
    return new Suggestion(
        name() + "_usual",
        List.of(by),
        Dimension.VALIDITY,
        "%s is one of the usual codes".formatted(column.name()),
        "%s 为常见代码之一".formatted(column.name()),
        values.stream()
            .map(value -> "'" + value.replace("'", "''") + "'")
            .collect(joining(", ", quoted() + " IN (", ")")),
        column.name(),
        text(values.get(0)),
        text(values.stream().max(String::compareTo).orElseThrow() + "X"));
  }

  Suggestion notNegative(String by) {
    return new Suggestion(
        name() + "_not_negative",
        List.of(by),
        Dimension.VALIDITY,
        "%s is not negative".formatted(column.name()),
        "%s 不为负数".formatted(column.name()),
        quoted() + " >= 0",
        column.name(),
        "0",
        "-1");
  }

  private Suggestion ofPattern(String pattern) {
    return new Suggestion(
        name() + "_shape",
        List.of(CANBAO),
        Dimension.VALIDITY,
        "%s has the shape %s".formatted(column.name(), pattern),
        "%s 的格式为 %s".formatted(column.name(), pattern),
        quoted() + " RLIKE '" + TextPattern.regex(pattern).replace("\\", "\\\\") + "'",
        column.name(),
        text(TextPattern.example(pattern)),
        text(TextPattern.example(pattern) + "-"));
  }

  private Suggestion notLaterThanTheBatch() {
    return new Suggestion(
        name() + "_not_later",
        List.of(CANBAO),
        Dimension.TIMELINESS,
        "%s is not later than the batch".formatted(column.name()),
        "%s 不晚于批次日期".formatted(column.name()),
        quoted() + " <= batch",
        column.name(),
        "2018-01-01, batch: 2018-12-31",
        "2019-01-01, batch: 2018-12-31");
  }

  private Optional<String> usualPattern() {
    if (column.kind() != ColumnKind.TEXT) {
      return Optional.empty();
    }
    return tally.patterns().stream()
        .limit(1)
        .filter(most -> (tally.present() - most.rows()) * ROWS_A_MISTAKE <= tally.present())
        .map(ColumnTally.Frequent::value)
        .filter(TextPattern::isRegular)
        .findFirst();
  }

  private boolean isDate() {
    return switch (column.kind()) {
      case DATE_FIRST, MONTH -> true;
      default -> false;
    };
  }

  private String name() {
    return column.name().toLowerCase(Locale.ROOT);
  }

  /** Some columns are called as words of SQL are. */
  private String quoted() {
    return "`" + column.name() + "`";
  }

  private String example() {
    return switch (column.kind()) {
      case DATE_FIRST, DATE_LAST, MONTH -> "2018-01-01";
      case AMOUNT -> "1.00";
      case INTEGER -> "1";
      case DIVISION -> text("440103");
      case NAME -> text("张三");
      case DOCUMENT_NUMBER -> text("440524198001010014");
      case CODE, DOCUMENT_TYPE, TEXT ->
          text(column.values().isEmpty() ? "01" : column.values().get(0));
    };
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
