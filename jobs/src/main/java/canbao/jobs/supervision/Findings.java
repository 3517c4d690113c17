package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Few;
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
 * @param before findings as they were before the night
 */
record Findings(OpenRegister register, News news, Dataset<Row> before, Settings settings) {

  /** As {@link Found} says; a case stands in it once. */
  Dataset<Row> found() {
    return Stream.of(ofFacts(), ofRows(), ofPeople(), ofLists())
        .reduce(Dataset::unionByName)
        .orElseThrow();
  }

  /** Cases of facts that do not go together, whenever they were told. */
  Dataset<Row> ofFacts() {
    return new SuspectRows(register, settings.supervision())
        .cases(new Situations(register, settings.supervision()).suspected());
  }

  /** Cases of single rows that are in force: those of the news, and those found before. */
  private Dataset<Row> ofRows() {
    List<Rule> rules = RuleCatalogue.load(settings.conf()).all();
    Dataset<Row> suspects =
        Stream.concat(
                Stream.of(
                    RowSuspects.byRules(register.lake(), news, rules),
                    RowSuspects.ofOneNumber(register.lake(), news, settings),
                    RowSuspects.before(before, isOfOneRow(rules))),
                new NameSuspects(register.lake(), news, settings).found().stream())
            .reduce(Dataset::unionByName)
            .orElseThrow();
    return OpenRows.found(register, Few.of(suspects.distinct()));
  }

  private static Column isOfOneRow(List<Rule> rules) {
    Stream<String> ofRules =
        rules.stream()
            .filter(rule -> rule.check().isPresent())
            .map(rule -> rule.id().substring(rule.source().length() + 1));
    return col("kind")
        .isin(
            Stream.concat(ofRules, Stream.of(NameSuspects.KIND, RowSuspects.TWO_ROWS))
                .distinct()
                .toArray());
  }

  /** Cases of who somebody is. */
  private Dataset<Row> ofPeople() {
    return new TwinCases(register, news, before)
        .found()
        .unionByName(new AccountCases(register, news, before, settings).found())
        .unionByName(new LinkCases(register).found());
  }

  /** Cases of what a list did, which no later list undoes. */
  private Dataset<Row> ofLists() {
    Dataset<Row> foundBefore =
        before
            .filter(col("kind").equalTo(CancelledCases.KIND).and(LifeCycle.isOpen(col("seen"))))
            .select(
                "finding_id", "check_id", "kind", "division", "person_keys", "evidence", "places");
    Optional<Dataset<Row>> now = new CancelledCases(register.lake(), news, settings).found();
    return now.map(foundBefore::unionByName).orElse(foundBefore).dropDuplicates("finding_id");
  }
}
