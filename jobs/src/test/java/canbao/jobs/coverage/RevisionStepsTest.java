package canbao.jobs.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import canbao.jobs.coverage.PublishedFigures.Figure;
import canbao.jobs.coverage.RevisionSteps.Cell;
import canbao.jobs.coverage.RevisionSteps.Numbers;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.PublishedDenominator;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * People of one day as they were known and as they are. Bits of {@code due_bits}: 1 and 2 are
 * pension and medical by registration, 4 and 8 by residence, then all registered and all residents,
 * last who is counted off published figures.
 */
@ExtendWith(LocalSpark.class)
class RevisionStepsTest {

  private static final String COLUMNS =
      "person_key BIGINT | in_register BOOLEAN | dead BOOLEAN | age INT | resident_city INT"
          + " | due_bits BIGINT | cities_110 INT | cities_310 INT\n";

  private final SparkSession spark;
  private final Denominators denominators =
      Settings.load(Path.of("../conf"), "local", Map.of()).denominators();

  RevisionStepsTest(SparkSession spark) {
    this.spark = LocalCommand.sessionForFewRows(spark);
  }

  @Test
  void eachPersonHasOneCauseAndTheCausesLeadFromWhatWasToWhatIs() {
    // Pools: 1 is Guangzhou, 8 is Shenzhen. 12 is due by residence, for pension and medical.
    Dataset<Row> before =
        states(
            """
            1  | true  | false | 40 | 440100 | 12 | 1 | 1
            2  | true  | false | 40 | 440100 | 12 | 1 | 1
            3  | true  | false | 40 | 440100 | 12 | 1 | 0
            4  | true  | false | 15 | 440100 | 8  | 0 | 1
            5  | true  | false | 40 | 440100 | 0  | 0 | 0
            6  | true  | false | 40 | 440100 | 12 | 0 | 0
            7  | true  | false | 40 | 440100 | 12 | 1 | 0
            8  | true  | false | 40 | 440100 | 12 | 0 | 0
            9  | false | false |    |        | 0  | 1 | 0
            11 | true  | false | 40 | 440100 | 12 | 0 | 0
            """);
    Dataset<Row> after =
        states(
            """
            1  | true  | false | 40 | 440100 | 12 | 1 | 1
            2  | true  | true  | 40 | 440100 | 0  | 1 | 1
            3  | true  | false | 40 | 440300 | 12 | 1 | 0
            4  | true  | false | 16 | 440100 | 12 | 0 | 1
            5  | true  | false | 40 | 440100 | 12 | 0 | 0
            6  | true  | false | 40 | 440100 | 12 | 8 | 0
            7  | true  | false | 40 | 440100 | 12 | 0 | 0
            8  | true  | false | 40 | 440100 | 12 | 1 | 0
            10 | true  | false | 40 | 440100 | 12 | 1 | 0
            """);
    Dataset<Row> relinked = keys(8, 9, 11);

    List<Row> rows = steps(before, after, relinked, PublishedFigures.NONE).rows();

    // 2 died, 3 moved, 4 is older, 5 was no student; 10 was registered; 11 is somebody else's
    // double.
    // 6 was enrolled, 7 was not, 8 is the enrolled 9.
    assertThat(drawn(rows, "pension", "440100"))
        .isEqualTo(
            """
            computed 7 4
            death -1 -1
            move -1 -1
            birth 1 0
            status 1 0
            registration 1 1
            merged_double -1 1
            late_enrolment 0 1
            late_end 0 -1
            recomputed 7 4""");
    assertThat(drawn(rows, "pension", "440300"))
        .isEqualTo(
            """
            computed 0 0
            move 1 1
            recomputed 1 1""");
    assertThat(drawn(rows, "pension", "440000")).doesNotContain("move").endsWith("recomputed 8 5");
  }

  /** Three students are more than the two people of a figure; then two of them are none. */
  @Test
  void whoIsCountedOffBeyondAFigureLeavesNobodyDue() {
    // 256 is who is counted off for a pension.
    Dataset<Row> before =
        states(
            """
            1  | true  | false | 40 | 440100 | 12  | 1 | 1
            2  | true  | false | 40 | 440100 | 264 | 0 | 1
            3  | true  | false | 40 | 440100 | 264 | 0 | 1
            4  | true  | false | 40 | 440100 | 264 | 0 | 1
            """);
    Dataset<Row> after =
        states(
            """
            1  | true  | false | 40 | 440100 | 12  | 1 | 1
            2  | true  | false | 40 | 440100 | 12  | 0 | 1
            3  | true  | false | 40 | 440100 | 264 | 0 | 1
            4  | true  | false | 40 | 440100 | 12  | 0 | 1
            """);
    PublishedDenominator published = denominators.published().get(0);
    PublishedFigures figures =
        PublishedFigures.of(
            List.of(
                figure(published.populationCode(), "440100", "2"),
                figure(published.pensionShareCode(), "440100", "10000")));

    // 2 less 3 is nobody; 2 less 1 is one: two are no students, and one of them only makes up.
    assertThat(
            drawn(
                steps(before, after, keys(), figures).rows(), published.id(), "pension", "440100"))
        .isEqualTo(
            """
            computed 0 1
            status 2 0
            figure_exceeded -1 0
            recomputed 1 1""");
  }

  @Test
  void nothingIsLeftOverWhateverChangesAboutPeople() {
    Random random = new Random(20181231);
    String more = COLUMNS.strip() + " | registered_city INT | is_registered_in_memo BOOLEAN\n";
    Dataset<Row> before = states(more, people(random));
    Dataset<Row> after = states(more, people(random));
    Dataset<Row> relinked = keys(random.longs(60, 0, 400).distinct().toArray());

    List<Row> rows = steps(before, after, relinked, figures()).rows();

    Map<String, List<Row>> byCell =
        rows.stream()
            .collect(
                groupingBy(
                    row -> IntStream.range(0, 4).mapToObj(row::getString).collect(joining("/"))));
    assertThat(byCell.keySet()).hasSizeGreaterThan(300);
    assertThat(rows.stream().map(row -> row.getString(4)).distinct()).doesNotContain("other");
    assertThat(rows.stream().map(row -> row.getString(1)).distinct())
        .contains("registered_due", "resident_all", "published_resident");
    byCell.forEach(
        (cell, steps) -> {
          Row last = steps.get(steps.size() - 1);
          List<Row> others = steps.subList(0, steps.size() - 1);
          assertThat(others.stream().mapToLong(row -> row.getLong(5)).sum())
              .as(cell)
              .isEqualTo(last.getLong(5));
          assertThat(others.stream().mapToLong(row -> row.getLong(6)).sum())
              .as(cell)
              .isEqualTo(last.getLong(6));
        });
  }

  private RevisionSteps steps(
      Dataset<Row> before, Dataset<Row> after, Dataset<Row> relinked, PublishedFigures figures) {
    Map<Cell, Numbers> first =
        RevisionSteps.counted(PersonGroups.of(before), denominators, figures);
    Map<Cell, Numbers> last = RevisionSteps.counted(PersonGroups.of(after), denominators, figures);
    RevisionSteps steps = new RevisionSteps(denominators, first, last);
    steps.addDifference(
        RevisionCause.FIGURE_EXCEEDED,
        RevisionSteps.beyond(PersonGroups.of(before), denominators, figures),
        RevisionSteps.beyond(PersonGroups.of(after), denominators, figures));
    steps.addPeople(
        RevisedPeople.grouped(before, after, relinked).collectAsList().stream()
            .map(RevisedGroup::of)
            .toList());
    return steps;
  }

  /** By residence, {@code resident_due}. */
  private static String drawn(List<Row> rows, String family, String division) {
    return drawn(rows, "resident_due", family, division);
  }

  private static String drawn(List<Row> rows, String denominator, String family, String division) {
    return rows.stream()
        .filter(row -> row.<String>getAs(1).equals(denominator))
        .filter(row -> row.<String>getAs(2).equals(family))
        .filter(row -> row.<String>getAs(3).equals(division))
        .map(row -> "%s %d %d".formatted(row.getString(4), row.getLong(5), row.getLong(6)))
        .collect(joining("\n"));
  }

  /** Some of 400 people, each with any facts; who is outside the register has no city. */
  private static String people(Random random) {
    return IntStream.range(0, 400)
        .filter(key -> random.nextInt(10) > 0)
        .mapToObj(
            key -> {
              boolean isInRegister = random.nextInt(10) > 0;
              return Stream.of(
                      key,
                      isInRegister,
                      random.nextInt(10) == 0,
                      15 + random.nextInt(2),
                      isInRegister ? city(random) : "",
                      random.nextInt(1024),
                      random.nextInt(3),
                      random.nextInt(3),
                      isInRegister ? city(random) : "",
                      random.nextInt(5) == 0)
                  .map(Object::toString)
                  .collect(joining(" | "));
            })
        .collect(joining("\n"));
  }

  private static String city(Random random) {
    return List.of("440100", "440300", "").get(random.nextInt(3));
  }

  private Dataset<Row> states(String drawing) {
    return states(COLUMNS, drawing);
  }

  private Dataset<Row> states(String columns, String drawing) {
    return DrawnStates.of(TextTable.table(spark, columns + drawing));
  }

  private Dataset<Row> keys(long... keys) {
    return TextTable.table(
        spark,
        IntStream.range(0, keys.length)
            .mapToObj(i -> Long.toString(keys[i]))
            .collect(joining("\n", "person_key BIGINT\n", "")));
  }

  /** 900 people in each of two cities, 80 % of them old enough. */
  private PublishedFigures figures() {
    PublishedDenominator published = denominators.published().get(0);
    return PublishedFigures.of(
        Stream.of("440100", "440300")
            .flatMap(
                city ->
                    Stream.of(
                        figure(published.populationCode(), city, "900"),
                        figure(published.pensionShareCode(), city, "8000")))
            .toList());
  }

  private static Figure figure(String code, String division, String value) {
    return new Figure(code, division, Optional.of(value), Optional.of("人"), Optional.of("2018"));
  }
}
