package canbao.jobs.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import canbao.jobs.run.AssuredPerson;
import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Example people of {@code conf/assurance.yml}, each decided as a night decides about everybody,
 * beside what must come of them (after ehrQL's assurance of data definitions).
 *
 * @param outcomes in the order of the file
 */
public record Assurance(List<Outcome> outcomes) {

  public Assurance {
    outcomes = List.copyOf(outcomes);
  }

  /** What has come of a person, and where it is not what must. */
  public record Outcome(AssuredPerson person, Decided decided) {

    /** One clause for each difference; empty if there is none. */
    List<String> differences() {
      List<String> differences = new ArrayList<>();
      new TreeMap<>(person.due())
          .forEach(
              (denominator, must) ->
                  compare(
                      "due by " + denominator,
                      decided.due().getOrDefault(denominator, Set.of()),
                      must,
                      differences));
      compare("covered", decided.covered(), person.covered(), differences);
      compare("reason", texts(decided.reason()), texts(person.reason()), differences);
      return differences;
    }

    private static Set<String> texts(Optional<String> text) {
      return text.map(Set::of).orElse(Set.of());
    }

    private static void compare(
        String what, Set<String> is, Set<String> must, List<String> differences) {
      if (!is.equals(must)) {
        differences.add("%s %s, must be %s".formatted(what, said(is), said(must)));
      }
    }
  }

  /**
   * What the settings decide about a person.
   *
   * @param due families by denominator
   */
  record Decided(Map<String, Set<String>> due, Set<String> covered, Optional<String> reason) {}

  /** Decides about all of them. */
  public static Assurance of(SparkSession spark, Settings settings) {
    Map<AssuredPerson, Decided> decided = new TreeMap<>(Comparator.comparing(AssuredPerson::id));
    Map<LocalDate, List<AssuredPerson>> byDay =
        settings.assurance().stream()
            .collect(groupingBy(AssuredPerson::on, TreeMap::new, toList()));
    byDay.forEach((day, people) -> decided.putAll(decided(spark, settings, day, people)));
    return new Assurance(
        settings.assurance().stream()
            .map(person -> new Outcome(person, decided.get(person)))
            .toList());
  }

  private static Map<AssuredPerson, Decided> decided(
      SparkSession spark, Settings settings, LocalDate day, List<AssuredPerson> people) {
    Map<Long, Row> states =
        PersonState.of(
                new PersonFacts(day, settings).of(new AssuredRows(spark, people)),
                settings.denominators())
            .collectAsList()
            .stream()
            .collect(toMap(row -> row.<Long>getAs("person_key"), row -> row));
    return Stream.iterate(0, i -> i + 1)
        .limit(people.size())
        .collect(
            toMap(
                people::get,
                i -> decided(Optional.ofNullable(states.get((long) i)), settings.denominators())));
  }

  /** Nothing at all of somebody of whom no row says anything. */
  private static Decided decided(Optional<Row> state, Denominators denominators) {
    return state
        .map(
            row ->
                new Decided(
                    denominators.denominators().stream()
                        .collect(toMap(Denominator::id, one -> due(row, one, denominators))),
                    covered(row),
                    Optional.ofNullable(row.getAs("not_due_reason"))))
        .orElse(new Decided(Map.of(), Set.of(), Optional.empty()));
  }

  private static Set<String> due(Row state, Denominator by, Denominators denominators) {
    long bits = state.getAs("due_bits");
    DueBits places = new DueBits(denominators);
    return Stream.of(Family.PENSION, Family.MEDICAL)
        .filter(family -> (bits & 1L << places.of(by, family)) != 0)
        .map(Family::word)
        .collect(toSet());
  }

  private static Set<String> covered(Row state) {
    return Arrays.stream(Family.values())
        .filter(
            family ->
                InsuranceLine.of(family).stream()
                    .anyMatch(line -> state.<Integer>getAs(line.citiesColumn()) != 0))
        .map(Family::word)
        .collect(toSet());
  }

  /**
   * Refuses settings that decide otherwise than the examples say.
   *
   * @throws JobFailure USAGE naming every example that comes out otherwise
   */
  public void refuseDifferences() {
    String differences =
        outcomes.stream()
            .filter(outcome -> !outcome.differences().isEmpty())
            .map(outcome -> outcome.person().id() + ": " + String.join(", ", outcome.differences()))
            .collect(joining("; "));
    if (!differences.isEmpty()) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The settings decide otherwise about example people than conf/assurance.yml says",
          differences,
          "Correct the settings, or the examples if the rule was meant to change");
    }
  }

  /** The examples and what has come of them, one a line. */
  public String drawn() {
    ReportTable table = ReportTable.of("example", "due", "covered", "reason", "comes out");
    outcomes.forEach(
        outcome ->
            table.add(
                outcome.person().id(),
                new TreeMap<>(outcome.person().due())
                    .keySet().stream()
                        .map(
                            denominator ->
                                denominator
                                    + " "
                                    + said(
                                        outcome
                                            .decided()
                                            .due()
                                            .getOrDefault(denominator, Set.of())))
                        .collect(joining("; ")),
                said(outcome.decided().covered()),
                outcome.decided().reason().orElse(""),
                outcome.differences().isEmpty()
                    ? "as it must"
                    : String.join("; ", outcome.differences())));
    return table.drawn();
  }

  private static String said(Set<String> words) {
    return words.isEmpty() ? "no" : String.join(" ", new TreeSet<>(words));
  }
}
