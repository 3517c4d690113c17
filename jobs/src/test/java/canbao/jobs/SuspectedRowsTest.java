package canbao.jobs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.TableHome;
import canbao.jobs.supervision.SupervisionTables;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Golden cases of the checks that look at single rows, at what is new in a list and at who somebody
 * is: what three nights of {@link SuspectProvince} find.
 */
@ExtendWith(LocalSpark.class)
@Tag("nights")
class SuspectedRowsTest {

  private static final List<String> NIGHTS = SuspectProvince.NIGHTS;

  @TempDir private static Path folder;
  private static Lake lake;
  private static SuspectProvince province;
  private static Map<String, Long> keys;

  /** Of each night the rows of supervision.finding after it. */
  private static final List<List<Row>> FOUND = new ArrayList<>();

  @BeforeAll
  static void threeNights(SparkSession spark) {
    province = new SuspectProvince(folder.resolve("province"));
    province.deliver();
    LocalCommand canbao =
        new LocalCommand(spark, folder.resolve("province"), folder.resolve("lake"));
    lake = new Lake(LocalCommand.sessionForFewRows(spark), folder.resolve("lake").toString());
    for (String night : NIGHTS) {
      if (night.equals(NIGHTS.get(2))) {
        province.deliverLate();
      }
      LocalCommand nextMorning = canbao.at(LocalDate.parse(night).plusDays(1) + "T02:00:00");
      for (String step : List.of("ingest", "register", "supervision")) {
        LocalCommand.Outcome outcome = nextMorning.run(step + " --as-of " + night);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
      }
      FOUND.add(lake.table("supervision.finding").orElseThrow().collectAsList());
    }
    keys = keys();
  }

  @Test
  void whatIsSuspectIsFoundNightByNightUnderOneIdAndWhatIsLawfulIsNot() {
    assertThat(drawn())
        .isEqualTo(
            """
            check | kind | who | division | evidence | 28 | 30 | 01
            Q01 | document_valid | a wrong digit and another birth, as sent | 440100 | rule enrolment_pension.document_valid | open | settled | settled
            Q01 | document_valid | a wrong digit, and nobody else, as sent | 440100 | rule enrolment_pension.document_valid | open | open | open
            Q01 | document_valid | a wrong digit, either of two | 440100 | rule enrolment_pension.document_valid | open | open | open
            Q01 | probable_link | a wrong digit and another birth & a wrong digit and another birth, as sent | 440100 | link by repaired_number | open | settled | settled
            Q01 | probable_link | taken over & takes over, unknown here | 440100 | link by same_relation | - | open | open
            Q01 | several_fit | a wrong digit, either of two | 440100 | link by ambiguous | open | open | open
            Q02 | sex_agrees_with_number | not the sex of the number | 440100 | rule population.sex_agrees_with_number | open | open | settled
            Q03 | other_name | another name in a list of soldiers | 440000 | another name than the population's | open | open | open
            Q03 | other_name | another name in a list that comes again | 440100 | another name than the population's | open | open | open
            Q03 | other_name | another name since a list came again | 440100 | another name than the population's | - | open | open
            Q03 | other_name | another name since the person changed it | 440100 | another name than the population's | - | - | open
            Q03 | other_name | another name until the 30th | 440100 | another name than the population's | open | settled | settled
            Q03 | other_name | another name | 440100 | another name than the population's | open | open | open
            Q03 | other_name | another name, put right, and once more | 440100 | another name than the population's | open | settled | reopened
            Q03 | other_name | insured first, by another name | 440100 | another name than the population's | - | open | settled
            Q03 | other_name | insured first, then by another name | 440100 | another name than the population's | - | open | open
            Q03 | other_name | taken over, first by name | 440100 | another name than the population's | - | open | settled
            Q03 | other_name | takes over, first by number | 440100 | another name than the population's | - | open | settled
            Q04 | two_numbers | two numbers & two numbers, the second | 440100 | one name, birth, sex and county | open | open | settled
            Q04 | two_numbers | two numbers since the 30th & two numbers since the 30th, the second | 440100 | one name, birth, sex and county | - | open | open
            Q04 | two_numbers | two numbers until one is cancelled & two numbers until one, this one, is | 440100 | one name, birth, sex and county | open | settled | settled
            Q04 | two_numbers | two numbers, one insured before & two numbers, one insured before, the second | 440100 | one name, birth, sex and county | - | open | open
            Q04 | two_rows_one_number | two rows of a number | 440100 | another row of the list has the number | open | open | settled
            Q04 | two_rows_one_number | two rows of a number, then one of them | 440100 | another row of the list has the number | open | settled | settled
            Q05 | number_and_name_changed | cancelled, and taken over & takes over what was cancelled | 440100 | number and name of a relation of 310 | - | - | open
            Q05 | number_and_name_changed | taken over & takes over, unknown here | 440100 | number and name of a relation of 310 | - | open | open
            Q05 | number_and_name_changed | taken over and given back & takes over and gives back | 440100 | number and name of a relation of 310 | - | open | settled
            Q05 | number_and_name_changed | taken over twice & takes over for a night | 440100 | number and name of a relation of 310 | - | open | settled
            Q05 | number_and_name_changed | taken over twice & takes over next | 440100 | number and name of a relation of 310 | - | - | open
            Q05 | number_and_name_changed | taken over, and changed again & takes over, and changes again | 440100 | number and name of a relation of 310 | - | open | open
            Q05 | number_and_name_changed | taken over, first by name & takes over, first by name | 440100 | number and name of a relation of 310 | - | - | open
            Q05 | number_and_name_changed | taken over, first by number & takes over, first by number | 440100 | number and name of a relation of 310 | - | - | open
            Q20 | cancelled_unknown | cancelled by a late list, never there | 440100 | cancels what the register does not have | - | - | open
            Q20 | cancelled_unknown | cancelled from the people, unknown | 440100 | cancels what the register does not have | - | - | open
            Q20 | cancelled_unknown | cancelled twice | 440100 | cancels what the register does not have | - | - | open
            Q20 | cancelled_unknown | cancelled, never there | 440100 | cancels what the register does not have | - | open | open
            Q20 | cancelled_unknown | leaves a group of another day | 440100 | cancels what the register does not have | - | open | open
            Q22 | pool_in_province | a pool that is no place | 440000 | rule enrolment_pension.pool_in_province | open | open | settled""");
  }

  @Test
  void everybodyOfTheDrawingsHasCome() {
    assertThat(keys).containsOnlyKeys(province.byNumber().keySet());
  }

  @Test
  void twoSpellingsOfAReasonAreOneReason() {
    assertThat(
            TextTable.drawn(
                lake.table("register.visit_result")
                    .orElseThrow()
                    .filter("known_to IS NULL")
                    .groupBy("reason_code")
                    .count()))
        .isEqualTo(
            """
            reason_code string | count bigint
            011 | 2
            200 | 2
            205 | 2""");
  }

  @Test
  void noNumberAndNoNameOfAnybodyIsInATable() {
    String all =
        SupervisionTables.all().stream().map(SuspectedRowsTest::text).collect(joining("\n"));

    assertThat(all).contains("number_and_name_changed");
    assertThat(Stream.concat(province.byNumber().keySet().stream(), province.names().stream()))
        .noneMatch(all::contains);
  }

  private static String text(TableHome table) {
    return lake.read(table).select(to_json(struct(col("*")))).collectAsList().stream()
        .map(row -> row.getString(0))
        .collect(joining("\n"));
  }

  /** The keys of people by their numbers, as they have landed. */
  private static Map<String, Long> keys() {
    return Stream.of("population", "enrolment_pension", "enrolment_medical", "enrolment_labour")
        .map(source -> lake.table("landing." + source).orElseThrow())
        .map(rows -> rows.select("AAC147", "person_key"))
        .reduce(Dataset::union)
        .orElseThrow()
        .distinct()
        .collectAsList()
        .stream()
        .collect(toMap(row -> row.getString(0), row -> row.getLong(1)));
  }

  /** The people of the drawings by their keys. */
  private static Map<Long, String> people() {
    Map<Long, String> people = new HashMap<>();
    province.byNumber().forEach((number, who) -> people.put(keys.get(number), who));
    return people;
  }

  /** One line an id, with the states that it has night after night. */
  private static String drawn() {
    Map<Long, String> people = people();
    Map<String, String> cases = new TreeMap<>();
    Map<String, List<String>> states = new TreeMap<>();
    for (int night = 0; night < FOUND.size(); night++) {
      for (Row finding : FOUND.get(night)) {
        String id = finding.getAs("finding_id");
        String unusedOld = cases.put(id, drawn(finding, people));
        List<String> its = states.computeIfAbsent(id, unused -> new ArrayList<>());
        while (its.size() < night) {
          its.add("-");
        }
        its.add(finding.getAs("state"));
      }
    }
    String header = "check | kind | who | division | evidence | 28 | 30 | 01";
    Stream<String> body =
        cases.entrySet().stream()
            .map(one -> one.getValue() + " | " + String.join(" | ", states.get(one.getKey())))
            .sorted();
    return Stream.concat(Stream.of(header), body).collect(joining("\n"));
  }

  private static String drawn(Row finding, Map<Long, String> people) {
    String who =
        finding.<Long>getList(finding.fieldIndex("person_keys")).stream()
            .map(people::get)
            .sorted()
            .collect(joining(" & "));
    return Stream.of(
            finding.<String>getAs("check_id"),
            finding.<String>getAs("kind"),
            who,
            finding.<String>getAs("division"),
            finding.<String>getAs("evidence"))
        .collect(joining(" | "));
  }
}
