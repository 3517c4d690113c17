package canbao.jobs.gate;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.metric.Anomaly;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.quality.GateOverrides;
import canbao.jobs.quality.Kind;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleResult;
import canbao.jobs.quality.RuleStatus;
import canbao.jobs.quality.Verdict;
import canbao.jobs.quality.Verdict.Decision;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Percent;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The verdict of a day as a page for the operator: what failed, where, how many rows, where the
 * first of them stand, and what to do.
 */
public final class GatePage {

  private final Lake lake;
  private final LocalDate day;
  private final JudgedDay judged;
  private final List<Release> releases;
  private final Map<String, Rule> ruleOfId;

  private GatePage(Lake lake, RunContext context) {
    this.lake = lake;
    this.day = context.asOf();
    List<Rule> rules = JudgedDay.rules(context);
    this.judged = JudgedDay.of(lake, context, rules);
    this.releases = releases(lake, day);
    this.ruleOfId = rules.stream().collect(Collectors.toMap(Rule::id, Function.identity()));
  }

  /**
   * The page, without a line break at its end.
   *
   * @throws JobFailure INPUT if the gate has not judged the day, or not with what is in force now
   */
  public static String of(RunContext context) {
    Phase.begin(context.spark(), "gate: verdict of " + context.asOf());
    Lake lake = new Lake(context.spark(), context.settings().lake());
    GatePage page = new GatePage(lake, context);
    page.requireVerdict();
    return page.drawn(BatchLog.read(lake));
  }

  private void requireVerdict() {
    List<Row> verdicts =
        lake.read(QualityTables.GATE_VERDICT, Slice.where("as_of", day))
            .filter(col("run_id").equalTo(judged.runId()))
            .limit(1)
            .collectAsList();
    if (verdicts.isEmpty()) {
      throw new JobFailure(
          ExitCode.INPUT,
          "There is no verdict on " + day + " to explain",
          "the gate has not judged it, or batches or settings have changed since",
          "Run canbao gate --as-of %s first".formatted(day));
    }
  }

  private String drawn(BatchLog log) {
    GateDecision decision = judged.decision();
    List<Verdict> held = decision.heldCities();
    Verdict province = decision.province();
    List<String> parts = new ArrayList<>();
    parts.add(
        "Gate of %s, run %s%nThe province is %s; %d of %d cities are held."
            .formatted(
                day,
                judged.runId(),
                province.decision().word(),
                held.size(),
                decision.verdicts().size() - 1));
    if (!judged.broken().isEmpty()) {
      parts.add(
          "Control numbers that do not balance; nothing of the day is published:\n"
              + lines(judged.broken(), "  "::concat)
              + "\n  To do: run register and coverage for the day again, which say what to restore.");
    } else if (province.decision() != Decision.RELEASED) {
      parts.add(division(province, "Nothing of the day is published."));
    }
    if (province.decision() != Decision.STOPPED) {
      held.forEach(city -> parts.add(division(city, shownInstead(city.division()))));
    }
    List<RuleResult> waived =
        judged.results().stream().filter(result -> result.waivedBy().isPresent()).toList();
    if (!waived.isEmpty()) {
      parts.add("Failures that decide nothing:\n" + lines(waived, GatePage::waived));
    }
    parts.add(judged.anomalies().drawn());
    GateOverrides.on(lake, day).drawn().ifPresent(parts::add);
    HandedBack.drawn(lake, judged.results()).ifPresent(parts::add);
    List<BatchEntry> left =
        log.entries().stream()
            .filter(entry -> !entry.isAccepted() && entry.asOf().equals(day))
            .toList();
    if (!left.isEmpty()) {
      parts.add("Batches that were not taken:\n" + lines(left, GatePage::leftBatch));
    }
    return String.join("\n\n", parts);
  }

  private String division(Verdict verdict, String consequence) {
    List<RuleResult> reasons = GateDecision.reasons(judged.results(), verdict);
    String heading =
        "%s %s is %s. %s"
            .formatted(
                verdict.division(),
                nameOf(verdict.division()),
                verdict.decision().word(),
                consequence);
    List<Anomaly> anomalies =
        verdict.decision() == Decision.HELD ? judged.holding(verdict.division()) : List.of();
    Stream<String> told =
        Stream.concat(
            reasons.stream().map(this::reason), anomalies.stream().map(GatePage::anomaly));
    return heading
        + "\n"
        + (reasons.isEmpty() && anomalies.isEmpty()
            ? notJudged(verdict)
            : told.collect(joining("\n")));
  }

  private static String anomaly(Anomaly anomaly) {
    return "  %s is unlike its past%n    %s%n".formatted(anomaly.rule(), anomaly.drawn())
        + "    To do: look at the batch that it is of; if the number is right, gate --override";
  }

  private static String nameOf(String division) {
    return Places.cities().stream()
        .filter(city -> city.code().equals(division))
        .map(Places.City::nameZh)
        .findFirst()
        .orElse("全省");
  }

  private static String notJudged(Verdict verdict) {
    return "  %s: no batch in force has rows that were judged for it.%n".formatted(verdict.rules())
        + "  To do: ask the sources for lists that speak for it, and see quality.batch.";
  }

  private String shownInstead(String city) {
    return releases.stream()
        .filter(release -> !release.heldCities().contains(city))
        .map(Release::day)
        .max(Comparator.naturalOrder())
        .map("Its numbers are those of %s, marked stale."::formatted)
        .orElse("It has no numbers: it was never released.");
  }

  private record Release(LocalDate day, List<String> heldCities) {}

  /** The releases of days up to this one; there are some a day. */
  private static List<Release> releases(Lake lake, LocalDate day) {
    return lake.table("release.ledger", Slice.everything()).stream()
        .flatMap(
            ledger ->
                ledger
                    .filter(col("as_of").leq(lit(day)))
                    .select(col("as_of").cast("string"), col("held_cities"))
                    .collectAsList()
                    .stream())
        .map(row -> new Release(LocalDate.parse(row.getString(0)), row.getList(1)))
        .toList();
  }

  private String reason(RuleResult result) {
    Rule rule = ruleOfId.get(result.rule());
    List<String> lines = new ArrayList<>();
    lines.add(
        "  %s, batch %s of %s%s"
            .formatted(
                result.rule(),
                result.batch(),
                result.source(),
                rule == null ? "" : ", answered for by " + rule.owner()));
    if (rule != null) {
      lines.add("    %s. %s。".formatted(rule.sentenceEn(), rule.sentenceZh()));
    }
    if (result.status() == RuleStatus.ERROR) {
      lines.add("    The rule could not be evaluated.");
    } else if (result.kind() != Kind.Name.ROW) {
      lines.add("    " + Measured.drawn(result));
    } else {
      lines.add(
          String.format(
              Locale.ROOT,
              "    %,d of %,d rows break it (%s); borne are %,d rows or %s",
              result.failed(),
              result.checked(),
              Percent.of(result.failed(), result.checked()),
              result.limit().count(),
              Percent.of(result.limit().rateBp(), 10_000)));
      new ExampleRows(lake).of(result).ifPresent(rows -> lines.add("    Rows: " + rows));
    }
    lines.add("    To do: " + toDo(result));
    return String.join("\n", lines);
  }

  private static String toDo(RuleResult result) {
    if (result.status() == RuleStatus.ERROR) {
      return "look for the rule in conf/rules/%s.yml, correct it, and run the night again"
          .formatted(result.source());
    }
    return "have %s corrected by a new batch and run the night again; if the rows are right, gate --override"
        .formatted(result.source());
  }

  private static String waived(RuleResult result) {
    return "  %s %s: %s, batch %s, waived by %s"
        .formatted(
            result.division(),
            nameOf(result.division()),
            result.rule(),
            result.batch(),
            result.waivedBy().orElseThrow());
  }

  private static String leftBatch(BatchEntry entry) {
    return "  %s %s is %s: %s"
        .formatted(
            entry.source(),
            entry.batch(),
            entry.state().name().toLowerCase(Locale.ROOT),
            entry.reason());
  }

  private static <T> String lines(List<T> items, Function<T, String> line) {
    return items.stream().map(line).collect(joining("\n"));
  }
}
