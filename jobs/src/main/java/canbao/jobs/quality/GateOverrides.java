package canbao.jobs.quality;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The overrides that hold on a day, in the order in which they were recorded. */
public record GateOverrides(List<GateOverride> overrides) {

  public GateOverrides {
    overrides = List.copyOf(overrides);
  }

  public static GateOverrides on(Lake lake, LocalDate day) {
    return new GateOverrides(all(lake).stream().filter(override -> override.isOn(day)).toList());
  }

  /** Keeps an override for ever; one that stands there already is not written again. */
  public static void record(Lake lake, GateOverride override, Instant moment) {
    if (all(lake).contains(override)) {
      return;
    }
    Row row =
        RowFactory.create(
            override.rule(),
            override.division(),
            override.from(),
            override.until(),
            override.reason(),
            override.who(),
            Timestamp.from(moment));
    lake.add(
        QualityTables.OVERRIDE,
        lake.spark().createDataFrame(List.of(row), QualityTables.OVERRIDE.columns()));
  }

  /** The results, each failure that nobody waives with who has overridden it. */
  public List<RuleResult> applied(List<RuleResult> results) {
    return results.stream()
        .map(result -> result.waivedBy(result.waivedBy().or(() -> by(result))))
        .toList();
  }

  /** Whether somebody lets something else than a rule's failure pass in a division. */
  public boolean cover(String name, String division) {
    return overrides.stream()
        .anyMatch(override -> override.rule().equals(name) && override.division().equals(division));
  }

  /** A paragraph for a report, without a line break at its end; none if nothing is overridden. */
  public Optional<String> drawn() {
    return overrides.isEmpty()
        ? Optional.empty()
        : Optional.of(
            overrides.stream()
                .map(GateOverride::drawn)
                .collect(joining("\n  ", "Overridden at the gate:\n  ", "")));
  }

  private Optional<String> by(RuleResult result) {
    return overrides.stream()
        .filter(override -> override.covers(result))
        .map(GateOverride::who)
        .findFirst();
  }

  private static List<GateOverride> all(Lake lake) {
    return lake
        .read(QualityTables.OVERRIDE)
        .orderBy("recorded_at")
        .select(
            col("rule"),
            col("division"),
            col("from_day").cast("string"),
            col("until_day").cast("string"),
            col("reason"),
            col("who"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new GateOverride(
                    row.getString(0),
                    row.getString(1),
                    LocalDate.parse(row.getString(2)),
                    LocalDate.parse(row.getString(3)),
                    row.getString(4),
                    row.getString(5)))
        .toList();
  }
}
