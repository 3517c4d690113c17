package canbao.jobs.quality;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;

/**
 * The shares of a column's values, or of declared bands, in a full list against those in the last
 * accepted full list that speaks for the city: the population stability index is borne up to a
 * bound. A part that one of the lists lacks counts half a row there.
 *
 * @param column a code with declared values; empty if there are bands
 * @param bands a row belongs to the first whose condition is true, to {@code other} if none is
 * @param mostBp the greatest index borne, times 10 000
 * @param fewest cities with fewer rows in either list are not judged
 */
public record Distribution(String column, List<Band> bands, long mostBp, long fewest)
    implements Kind {

  private static final String BEFORE = "before";
  private static final String NOW = "now";
  private static final double WHOLE_BP = 10_000;
  private static final double HALF_A_ROW = 0.5;

  /** A part of the rows. */
  record Band(String name, String when) {}

  public Distribution {
    bands = List.copyOf(bands);
  }

  @Override
  public Map<String, Long> borne(Limit limit) {
    return Map.of("psi_bp", mostBp, "fewest", fewest);
  }

  @Override
  public Name name() {
    return Name.DISTRIBUTION;
  }

  @Override
  public String drawn() {
    String parts =
        bands.isEmpty()
            ? column
            : bands.stream()
                .map(band -> "%s (%s)".formatted(band.name(), band.when()))
                .collect(joining(", "));
    return "stability index of %s at most %s, from %d rows on"
        .formatted(parts, limit(Limit.NONE), fewest);
  }

  @Override
  public String limit(Limit limit) {
    return BigDecimal.valueOf(mostBp, 4).stripTrailingZeros().toPlainString();
  }

  @Override
  public List<String> numbers() {
    return List.of(BEFORE, NOW);
  }

  @Override
  public Optional<Column> cell(Rule rule) {
    if (bands.isEmpty()) {
      Column isUndeclared = col("`" + column + "_undeclared`");
      return Optional.of(
          when(isUndeclared, "undeclared")
              .otherwise(coalesce(col("`" + column + "`"), lit("none"))));
    }
    Column name = when(expr(bands.get(0).when()), bands.get(0).name());
    for (Band band : bands.subList(1, bands.size())) {
      name = name.when(expr(band.when()), band.name());
    }
    return Optional.of(name.otherwise("other"));
  }

  @Override
  public Map<String, Long> parts(Rule rule, BatchFacts facts, String division) {
    return facts.isFull() ? facts.portions().cells(rule.id(), division) : Map.of();
  }

  /** Without a list to compare with there is nothing before. */
  @Override
  public Numbers numbers(Rule rule, BatchFacts facts, String division) {
    if (!facts.isFull()) {
      return Numbers.none();
    }
    Map<String, Long> now = facts.portions().cells(rule.id(), division);
    Map<String, Long> before = facts.lastFull(rule, division).orElse(Map.of());
    Set<String> parts = new TreeSet<>(now.keySet());
    parts.addAll(before.keySet());
    Numbers numbers =
        Numbers.none().and(NOW, parts.stream().map(part -> now.getOrDefault(part, 0L)).toList());
    return before.isEmpty()
        ? numbers
        : numbers.and(BEFORE, parts.stream().map(part -> before.getOrDefault(part, 0L)).toList());
  }

  @Override
  public Measure measure(Limit limit, Numbers numbers) {
    List<Long> before = numbers.many(BEFORE);
    List<Long> now = numbers.many(NOW);
    long rowsBefore = sum(before);
    long rows = sum(now);
    if (rowsBefore == 0 || rows == 0 || Math.min(rowsBefore, rows) < fewest) {
      return Measure.none();
    }
    long index = indexBp(before, now);
    return Measure.of(index > mostBp, rows, moved(before, now))
        .between(Optional.empty(), index, Optional.of(mostBp));
  }

  /** The population stability index of two lists of counts, times 10 000. */
  static long indexBp(List<Long> before, List<Long> now) {
    double rowsBefore = sum(before);
    double rows = sum(now);
    double index = 0;
    for (int i = 0; i < now.size(); i++) {
      if (before.get(i) + now.get(i) > 0) {
        double was = Math.max(before.get(i), HALF_A_ROW) / rowsBefore;
        double is = Math.max(now.get(i), HALF_A_ROW) / rows;
        index += (is - was) * Math.log(is / was);
      }
    }
    return BigDecimal.valueOf(index * WHOLE_BP).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  /** Rows that would have to be in another part for the shares to be as before. */
  private static long moved(List<Long> before, List<Long> now) {
    double difference = 0;
    for (int i = 0; i < now.size(); i++) {
      difference += Math.abs((double) now.get(i) / sum(now) - (double) before.get(i) / sum(before));
    }
    return Math.round(difference / 2 * sum(now));
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
