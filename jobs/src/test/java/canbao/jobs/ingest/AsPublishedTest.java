package canbao.jobs.ingest;

import static canbao.jobs.ingest.LateList.AFTER;
import static canbao.jobs.ingest.LateList.BEFORE;
import static canbao.jobs.ingest.LateList.LATE;
import static canbao.jobs.ingest.LateList.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The 30th and the 31st were released at two in the morning of January 1st. The late list is known
 * since the 2nd; on that morning the 30th is released once more, and both days again at eleven
 * o'clock, when the list of the 1st has told that an insurance had ended on the 15th. All that was
 * learned since the 31st has one system date, the 1st, the last day that a night was asked for.
 */
@ExtendWith({LocalSpark.class, SharedRuns.class})
@ResourceLock("catalogue")
class AsPublishedTest {

  private final LateList list;

  @TempDir private Path folder;

  AsPublishedTest(LateList list) {
    this.list = list;
  }

  @AfterEach
  void forgetTables() {
    list.forgetTables();
  }

  @Test
  void aDayIsAnsweredAsItWasPublishedWhateverIsLearnedAndPublishedLater() {
    LateList copy = list.copied(folder);
    String firstReleases =
        """
        day         published_by  release_id     covered
        ----------  ------------  -------------  -------
        2018-12-30  2018-12-31    2018-12-30-r1       67
        2018-12-31  2018-12-31    2018-12-31-r1       67
        """;
    List<String> dates = List.of("'2018-12-30'", "'2018-12-31'");
    assertThat(published(copy, dates)).isEqualTo(firstReleases.strip());

    copy.at("2019-01-02T02:00:00");
    copy.release(LATE);
    assertThat(published(copy, List.of("'2018-12-31'", "'2019-01-01'", "NULL")))
        .isEqualTo(
            firstReleases
                + """
                2018-12-30  2019-01-01    2018-12-30-r2       64
                2018-12-31  2019-01-01    2018-12-31-r1       67
                2018-12-30  now           2018-12-30-r2       64
                2018-12-31  now           2018-12-31-r1       67""");

    copy.at("2019-01-02T11:00:00");
    anInsuranceHadEnded(copy);
    copy.release(LATE);
    copy.release(AFTER);
    assertThat(
            published(
                copy,
                List.of(
                    "'2018-12-31'",
                    "'2019-01-01'",
                    "TIMESTAMP'2019-01-01T01:59:59'",
                    "'2019-01-01T02:00:00'",
                    "TIMESTAMP'2019-01-02T10:59:59'",
                    "'2019-01-02T11:00:00'")))
        .isEqualTo(
            """
            day         published_by         release_id     covered
            ----------  -------------------  -------------  -------
            2018-12-30  2018-12-31           2018-12-30-r1       67
            2018-12-31  2018-12-31           2018-12-31-r1       67
            2018-12-30  2019-01-01           2018-12-30-r3       63
            2018-12-31  2019-01-01           2018-12-31-r2       66
            2018-12-30  2019-01-01T02:00:00  2018-12-30-r1       67
            2018-12-31  2019-01-01T02:00:00  2018-12-31-r1       67
            2018-12-30  2019-01-02T10:59:59  2018-12-30-r2       64
            2018-12-31  2019-01-02T10:59:59  2018-12-31-r1       67
            2018-12-30  2019-01-02T11:00:00  2018-12-30-r3       63
            2018-12-31  2019-01-02T11:00:00  2018-12-31-r2       66""");
  }

  private static void anInsuranceHadEnded(LateList copy) {
    List<String> lines = new ArrayList<>(SmallProvince.lines("enrolment_pension"));
    lines.replaceAll(line -> line.contains(",P9,") ? line.replace(",,", ",20181215,") : line);
    new BatchWriter(copy.landing(), "enrolment_pension", NOW).file("part.csv", lines).write();
    copy.run(0, "ingest --source enrolment_pension --as-of " + NOW);
    copy.run(0, "register --as-of " + NOW);
  }

  /** People of the province with a pension on each day as published by each time. */
  private static String published(LateList copy, List<String> times) {
    Stream<String> questions =
        times.stream().flatMap(time -> Stream.of(LATE, AFTER).map(day -> question(day, time)));
    // A day that was never released has no answer.
    return copy.asked(
        Stream.concat(questions, Stream.of(question(BEFORE, "NULL")))
            .collect(Collectors.joining(" UNION ALL ")));
  }

  private static String question(String day, String time) {
    String named = time.equals("NULL") ? "now" : time.replaceAll("TIMESTAMP|'", "");
    return ("SELECT '%s' AS day, '%s' AS published_by, release_id, covered"
            + " FROM city_coverage_on('%s', %s) WHERE division = '440000' AND family = 'pension'"
            + " AND denominator = 'resident_due' AND basis = 'residence'")
        .formatted(day, named, day, time);
  }
}
