package canbao.jobs.quality;

import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Whether the examples of rules mean what they say: each golden row and case comes out as its file
 * says, a rule that may not know shows when, and a rule that is wrong in one place turns one of its
 * examples red.
 *
 * <p>Each answer is one sentence a fault, with file, line and column where there is one.
 */
public final class RuleCheck {

  /** Of what columns rows have; no day or city is looked at. */
  private static final BatchHeader ANY_BATCH =
      new BatchHeader(
          LocalDate.of(2018, 12, 31), BatchHeader.Mode.FULL, List.of("440100", "440300"));

  private final RuleCatalogue catalogue;
  private final SparkSession spark;

  public RuleCheck(RuleCatalogue catalogue, SparkSession spark) {
    this.catalogue = catalogue;
    this.spark = spark;
  }

  /**
   * Everything that is wrong with the examples of a source's own rules.
   *
   * @throws canbao.jobs.run.JobFailure USAGE if a rule does not fit the columns of the source
   */
  public List<String> faults(SourceSpec source) {
    catalogue.check(source.name(), readSchema(source), spark);
    return Stream.of(
            wrongRows(source),
            wrongCases(source),
            unshown(source),
            alive(source),
            aliveKinds(source))
        .flatMap(List::stream)
        .toList();
  }

  /** Golden rows that come out otherwise than the file says. */
  List<String> wrongRows(SourceSpec source) {
    List<String> wrong = new ArrayList<>();
    List<Rule> rules = onRows(source);
    List<Map<GoldenRow, Outcome>> outcomes = outcomes(rules, source);
    for (int i = 0; i < rules.size(); i++) {
      String rule = rules.get(i).id();
      outcomes
          .get(i)
          .forEach(
              (row, outcome) -> {
                if (outcome != row.outcome()) {
                  wrong.add(isOther(row.place(), rule, row.outcome(), outcome, row.drawn()));
                }
              });
    }
    return wrong;
  }

  /** Cases that come out otherwise. */
  List<String> wrongCases(SourceSpec source) {
    List<String> wrong = new ArrayList<>();
    for (Rule rule : together(source)) {
      for (GoldenCase golden : rule.cases()) {
        Outcome outcome = rule.kind().measure(rule.limit(), golden.numbers()).outcome();
        if (outcome != golden.outcome()) {
          String numbers = golden.numbers().drawn();
          wrong.add(isOther(golden.place(), rule.id(), golden.outcome(), outcome, numbers));
        }
      }
    }
    return wrong;
  }

  /**
   * Rules that cannot tell where a value is lost, and have no row that shows it. The rows tried are
   * the golden ones that pass or fail, each with one value more lost.
   */
  List<String> unshown(SourceSpec source) {
    List<Rule> tried =
        onRows(source).stream()
            .filter(rule -> rule.golden().stream().noneMatch(isOf(Outcome.UNKNOWN)))
            .map(rule -> rule.showing(withOneValueLost(rule.golden())))
            .toList();
    List<String> unshown = new ArrayList<>();
    List<Map<GoldenRow, Outcome>> outcomes = outcomes(tried, source);
    for (int i = 0; i < tried.size(); i++) {
      String rule = tried.get(i).id();
      outcomes
          .get(i)
          .forEach(
              (row, outcome) -> {
                if (outcome == Outcome.UNKNOWN) {
                  unshown.add(
                      "%s rule %s has no golden row for unknown; this would be one: %s"
                          .formatted(row.place(), rule, row.drawn()));
                }
              });
    }
    return unshown;
  }

  /** Rules on rows that could be wrong in one place without a golden row that shows it. */
  List<String> alive(SourceSpec source) {
    List<Rule> rules = onRows(source);
    List<RuleMutants.Mutant> mutants =
        rules.stream().flatMap(rule -> RuleMutants.of(rule).stream()).toList();
    List<Rule> asked = mutants.stream().map(RuleMutants.Mutant::rule).toList();
    List<Map<GoldenRow, Outcome>> outcomes = outcomes(asked, source);
    List<String> alive = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (isGreen(outcomes.get(i))) {
        alive.add(couldBe(mutants.get(i).rule(), mutants.get(i).name()));
      }
    }
    return alive;
  }

  /** The same of rules on rows together and their limits. */
  List<String> aliveKinds(SourceSpec source) {
    List<String> alive = new ArrayList<>();
    for (Rule rule : together(source)) {
      for (KindMutants.Mutant mutant : KindMutants.of(rule)) {
        boolean isGreen =
            rule.cases().stream()
                .allMatch(
                    golden ->
                        mutant.kind().measure(mutant.limit(), golden.numbers()).outcome()
                            == golden.outcome());
        if (isGreen) {
          alive.add(couldBe(rule, mutant.name()));
        }
      }
    }
    return alive;
  }

  /** How many examples the rules of a source have. */
  public long examples(SourceSpec source) {
    return catalogue.of(source.name()).stream()
        .mapToLong(rule -> (long) rule.golden().size() + rule.cases().size())
        .sum();
  }

  /** What each rule says of each of its golden rows. */
  List<Map<GoldenRow, Outcome>> outcomes(List<Rule> rules, SourceSpec source) {
    return new GoldenRows(readSchema(source), spark).outcomes(rules);
  }

  /** Rules that say something of single rows. */
  List<Rule> onRows(SourceSpec source) {
    return catalogue.of(source.name()).stream().filter(rule -> !rule.golden().isEmpty()).toList();
  }

  /** Rules that judge rows together. */
  List<Rule> together(SourceSpec source) {
    return catalogue.of(source.name()).stream().filter(rule -> !rule.cases().isEmpty()).toList();
  }

  static StructType readSchema(SourceSpec source) {
    return new SourceRows(source, ANY_BATCH).readSchema();
  }

  static boolean isGreen(Map<GoldenRow, Outcome> outcomes) {
    return outcomes.entrySet().stream()
        .allMatch(outcome -> outcome.getKey().outcome() == outcome.getValue());
  }

  private static String isOther(
      String place, String rule, Outcome said, Outcome found, String example) {
    return "%s rule %s: the example is given for %s and comes out as %s: %s"
        .formatted(place, rule, said.word(), found.word(), example);
  }

  private String couldBe(Rule rule, String mutant) {
    return "%s rule %s: no example shows that it is not otherwise: %s"
        .formatted(catalogue.place(rule.id()), rule.id(), mutant.substring(rule.id().length() + 1));
  }

  private static List<GoldenRow> withOneValueLost(List<GoldenRow> golden) {
    return golden.stream()
        .filter(isOf(Outcome.PASS).or(isOf(Outcome.FAIL)))
        .flatMap(row -> row.values().keySet().stream().map(column -> without(column, row)))
        .distinct()
        .toList();
  }

  /** What is read out of a valid number is lost together. */
  private static GoldenRow without(String column, GoldenRow row) {
    Map<String, Optional<String>> values = new LinkedHashMap<>(row.values());
    values.replaceAll(
        (name, value) -> ofOneText(name).equals(ofOneText(column)) ? Optional.empty() : value);
    return new GoldenRow(row.outcome(), values, row.place());
  }

  private static String ofOneText(String column) {
    return column.replaceFirst("^document_.*", "document");
  }

  private static Predicate<GoldenRow> isOf(Outcome outcome) {
    return row -> row.outcome() == outcome;
  }
}
