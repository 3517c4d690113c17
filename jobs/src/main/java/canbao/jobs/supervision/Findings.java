package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.Scratch;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.Rule;
import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.run.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All that a night finds.
 *
 * <p>What is needed twice goes through the scratch folder: the plans that read it again are short.
 *
 * @param before findings as they were before the night
 */
record Findings(
    OpenRegister register,
    News news,
    BatchLog log,
    Dataset<Row> before,
    Settings settings,
    Scratch scratch) {

  /** As {@link Found} says; a case stands in it once. */
  Dataset<Row> found() {
    Dataset<Row> all =
        Stream.concat(Stream.of(ofFacts(), ofRows(), ofLists()), ofPeople())
            .reduce(Dataset::union)
            .orElseThrow();
    return scratch.computed("found", all);
  }

  /** Cases of facts that do not go together, whenever they were told. */
  Dataset<Row> ofFacts() {
    return new SuspectRows(register, settings.supervision())
        .cases(
            scratch.computed(
                "suspected", new Situations(register, settings.supervision()).suspected()));
  }

  /** Cases of single rows that are in force: those of the news, and those found before. */
  private Dataset<Row> ofRows() {
    List<Rule> rules = RuleCatalogue.load(settings.conf()).all();
    Dataset<Row> suspects =
        RowSuspects.byRules(register.lake(), news, rules)
            .unionByName(RowSuspects.before(before, isOfARule(rules)))
            .unionByName(new NameSuspects(register, news, log, before, settings).found());
    Dataset<Row> once = scratch.computed("suspect_rows", suspects.distinct());
    return OpenRows.found(register, Few.of(once, once.count()));
  }

  private static Column isOfARule(List<Rule> rules) {
    Stream<String> kinds =
        rules.stream()
            .filter(rule -> rule.check().isPresent())
            .map(rule -> rule.id().substring(rule.source().length() + 1));
    return col("kind").isin(kinds.distinct().toArray());
  }

  /** Cases of who somebody is. */
  private Stream<Dataset<Row>> ofPeople() {
    return Stream.concat(
        Stream.of(new TwinCases(register, news, before).found()),
        Stream.of(
                new RepeatedCases(register, news, before, settings).found(),
                new LinkCases(register).found(),
                new AccountCases(register, news, before, settings).found())
            .flatMap(Optional::stream));
  }

  /** Cases of what a list did, which no later list undoes. */
  private Dataset<Row> ofLists() {
    Dataset<Row> foundBefore =
        LifeCycle.open(before, CancelledCases.KIND)
            .select(
                "finding_id", "check_id", "kind", "division", "person_keys", "evidence", "places");
    Optional<Dataset<Row>> now = new CancelledCases(register.lake(), news, log, settings).found();
    return now.map(foundBefore::unionByName).orElse(foundBefore).dropDuplicates("finding_id");
  }
}
