package canbao.jobs.quality;

import static java.util.stream.Collectors.joining;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.Faults;
import canbao.jobs.run.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * All rules of {@code conf/rules}, one file a source, each in its file's order.
 *
 * <p>A broken file stops the run before Spark starts, except for names of columns, which {@link
 * #check} finds as soon as the columns of a source are known.
 */
public final class RuleCatalogue {

  /** By file name, then in the file's order; with file, line and column of the predicate. */
  private final Map<Rule, String> placeOfRule;

  private RuleCatalogue(Map<Rule, String> placeOfRule) {
    this.placeOfRule = placeOfRule;
  }

  /**
   * Reads {@code rules/*.yml} of a folder of settings.
   *
   * @throws JobFailure USAGE with every fault of every file, and its line and column
   */
  public static RuleCatalogue load(Path conf) {
    return load(conf, Optional.empty());
  }

  /**
   * The same for a run, in which a waiver that has ended is a fault too.
   *
   * @param asOf the business date of the run
   */
  public static RuleCatalogue load(Path conf, LocalDate asOf) {
    return load(conf, Optional.of(asOf));
  }

  private static RuleCatalogue load(Path conf, Optional<LocalDate> asOf) {
    Faults faults = new Faults();
    Map<Rule, String> placeOfRule = new LinkedHashMap<>();
    for (Path file : files(conf.resolve("rules"), faults)) {
      placeOfRule.putAll(RuleFile.read(file, asOf, faults));
    }
    refuseUnknownRules(placeOfRule, faults);
    faults.refuse();
    return new RuleCatalogue(placeOfRule);
  }

  /** A reconciliation names a figure, or a rule that sums up. */
  private static void refuseUnknownRules(Map<Rule, String> placeOfRule, Faults faults) {
    placeOfRule.forEach(
        (rule, place) -> {
          if (rule.kind() instanceof Reconciliation kind
              && Volume.figure(kind.against()).isEmpty()
              && placeOfRule.keySet().stream()
                  .noneMatch(
                      other ->
                          other.id().equals(kind.against())
                              && other.kind() instanceof Aggregate sum
                              && sum.of() == Aggregate.Of.SUM)) {
            faults.add(
                Path.of(place.replaceFirst(":\\d+:\\d+\\z", "")),
                "rule %s is held against %s, which is no rule that sums up"
                    .formatted(rule.id(), kind.against()));
          }
        });
  }

  /** Every rule, by source and in its file's order. */
  public List<Rule> all() {
    return List.copyOf(placeOfRule.keySet());
  }

  /** The rules of one source in its file's order; none if it has no file. */
  public List<Rule> of(String source) {
    return placeOfRule.keySet().stream().filter(rule -> rule.source().equals(source)).toList();
  }

  /** File, line and column of the predicate of a rule. */
  String place(String id) {
    return placeOfRule.entrySet().stream()
        .filter(rule -> rule.getKey().id().equals(id))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Analyses the rules of a source against the columns of its rows as read.
   *
   * @throws JobFailure USAGE for the first rule that does not fit, with its file and line
   */
  public void check(String source, StructType readSchema, SparkSession spark) {
    Dataset<Row> noRows = spark.createDataFrame(List.<Row>of(), readSchema);
    for (Rule rule : of(source)) {
      checkCondition(rule, rule.predicate(), noRows);
      rule.appliesTo().ifPresent(condition -> checkCondition(rule, condition, noRows));
      checkShown(rule, readSchema);
      checkTogether(rule, noRows);
    }
  }

  /**
   * SHA-256 over what the rules say, as lower-case hex: comments, layout and the order of keys do
   * not count, the order of rules does.
   */
  public String fingerprint() {
    String canonical = placeOfRule.keySet().stream().map(Rule::canonical).collect(joining("\n"));
    return DigestUtils.sha256Hex(canonical);
  }

  private static List<Path> files(Path folder, Faults faults) {
    if (!Files.isDirectory(folder)) {
      faults.add(folder, "is missing: it holds the rules, one file a source");
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> entry.toString().endsWith(".yml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Spark declares none of its checked exceptions, so that none can be caught by name. */
  private void checkCondition(Rule rule, String condition, Dataset<Row> noRows) {
    boolean dependsOnTheRowAlone;
    try {
      dependsOnTheRowAlone = noRows.filter(condition).queryExecution().analyzed().deterministic();
    } catch (Exception e) {
      throw doesNotFit(rule, RuleSyntax.firstLine(e));
    }
    if (!dependsOnTheRowAlone) {
      throw doesNotFit(rule, "it is not deterministic");
    }
  }

  /** What a rule counts or sums up over rows. */
  private void checkTogether(Rule rule, Dataset<Row> noRows) {
    try {
      Column[] columns =
          Stream.concat(rule.kind().cell(rule).stream(), rule.kind().amounts(rule).stream())
              .toArray(Column[]::new);
      Dataset<Row> unused = noRows.select(columns);
    } catch (Exception e) {
      throw doesNotFit(rule, RuleSyntax.firstLine(e));
    }
  }

  private void checkShown(Rule rule, StructType readSchema) {
    for (String column : rule.shows()) {
      if (!List.of(readSchema.fieldNames()).contains(column)) {
        throw doesNotFit(rule, "there is no column '%s' to show".formatted(column));
      }
    }
  }

  private JobFailure doesNotFit(Rule rule, String reason) {
    return new JobFailure(
        ExitCode.USAGE,
        "%s rule %s does not fit the rows of %s"
            .formatted(placeOfRule.get(rule), rule.id(), rule.source()),
        reason,
        "Correct the rule; conf/rules/README.md lists the columns of a row");
  }
}
