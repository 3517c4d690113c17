package canbao.jobs.ingest;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.LocalSpark;
import canbao.jobs.TextTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pension list of 2018-12-29 has four rows that no rule lets pass: P1 to P4. The office gets
 * them, corrects three, one of these not well, and hands them back; then it corrects that one.
 */
@ExtendWith(LocalSpark.class)
class CorrectedRowsTest {

  private static final String DAY = "2018-12-29";
  private static final String NEXT = "2018-12-30";
  private static final String SOURCE = "enrolment_pension";
  private static final String BY = " --who chen.yi --reason looked_up";

  private final SparkSession session;
  private LocalCommand canbao;

  @TempDir private Path folder;

  CorrectedRowsTest(SparkSession spark) {
    this.session = LocalCommand.sessionForFewRows(spark);
  }

  @Test
  void rejectedRowsGoOutComeBackCorrectedAndCountAsIfTheyHadBeenRight() throws IOException {
    canbao = new LocalCommand(session, folder.resolve("landing"), folder.resolve("lake"));
    SmallProvince.deliver(folder.resolve("landing"), DAY);
    new BatchWriter(folder.resolve("landing"), SOURCE, DAY).file("part.csv", broken()).write();
    done(0, "night --as-of " + DAY);
    assertThat(covered(DAY)).isEqualTo("63");

    List<String> exported = theOfficeGetsTheRows();
    aFileWithFaultsIsRefusedWhole(exported);
    correctedRowsAreTakenByTheNextNight(exported);
    aRejectedCorrectionIsCorrectedLate();
    done(0, "rebuild");
  }

  private List<String> theOfficeGetsTheRows() throws IOException {
    Path file = folder.resolve("rejected.csv");
    String command =
        "reprocess --source enrolment_pension --export " + file + " --purpose letter_7";
    Outcome export = run(0, command);

    assertThat(export.out()).startsWith("4 rejected rows of enrolment_pension in ");
    assertThat(export.out() + export.log()).doesNotContain(SmallProvince.number(1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(canbao.run(command).err()).contains("it is there already");
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    assertThat(lines.get(0))
        .startsWith("batch,file,line_no,rules,reasons,OP,AAC058,AAC147,AAC003,AAZ159,AAE140");
    assertThat(lines.get(1))
        .startsWith("2018-12-29,part.csv,3,enrolment_pension.end_not_before_start,")
        .endsWith(
            ",I,01,%s,%s,P1,110,440103,E1,10,11,1,1,0,20100101,20091231,,,"
                .formatted(SmallProvince.number(1), SmallProvince.NAME));
    assertThat(sql("SELECT source, rows, purpose FROM quality.rejected_export"))
        .isEqualTo("enrolment_pension | 4 | letter_7");
    return lines;
  }

  private void aFileWithFaultsIsRefusedWhole(List<String> exported) throws IOException {
    Path file = folder.resolve("faults.csv");
    Files.write(
        file,
        List.of(
            exported.get(0),
            exported.get(1),
            exported.get(1),
            exported.get(2).replace(",4,", ",5000,"),
            exported.get(3).replace(DAY, "29.12.2018")));
    assertThat(run(2, handBack(file)).err())
        .contains("faults.csv:3:21 'line_no' names a row that a line above names too")
        .contains("faults.csv:5:1 'batch' must be a date such as 2018-12-31")
        .contains("all rows of a file are taken, or none");
    Files.write(file, List.of(exported.get(0), exported.get(2).replace(",4,", ",5000,")));
    assertThat(run(2, handBack(file)).err())
        .contains("faults.csv:2:21 'line_no' names no rejected row of enrolment_pension");
    Files.write(file, List.of("batch,file,line_no,OP,AAC058", "2018-12-29,part.csv,3,I,01"));
    assertThat(run(2, handBack(file)).err())
        .contains("faults.csv:1:1 missing column 'AAC147'")
        .contains("faults.csv:1:1 missing column 'reasons'");
    Files.write(file, exported.subList(1, 3));
    assertThat(run(2, handBack(file)).err())
        .contains("faults.csv has a column in line 1 that an exported file does not have")
        .doesNotContain(SmallProvince.number(1));
    assertThat(folder.resolve("landing/enrolment_pension/2018-12-29.corrections-1")).doesNotExist();
    assertThat(folder.resolve("lake/quality/correction")).doesNotExist();
  }

  private void correctedRowsAreTakenByTheNextNight(List<String> exported) throws IOException {
    Path file = folder.resolve("corrected.csv");
    Files.write(
        file,
        List.of(
            exported.get(0),
            exported.get(1).replace("20091231", ""),
            exported.get(2).replace(",999,", ",110,"),
            exported.get(3).replace(",8,1,0,", ",9,1,0,")));
    assertThat(run(0, handBack(file)).out()).contains("The next night");
    assertThat(run(0, handBack(file)).out()).contains("nothing has changed");
    Files.write(file, List.of(exported.get(0), exported.get(1)));
    assertThat(run(2, handBack(file)).err())
        .contains("was handed back before, in 2018-12-29.corrections-1, which waits to be taken");
    String rejected = sql("SELECT * FROM quality.rejected");

    done(0, "night --as-of " + DAY);

    assertThat(covered(DAY)).isEqualTo("65");
    assertThat(sql("SELECT * FROM quality.rejected WHERE file = 'part.csv'")).isEqualTo(rejected);
    assertThat(
            sql(
                "SELECT c.line_no, c.corrected_file, c.corrected_line_no, c.who, c.reason,"
                    + " concat_ws(',', r.rules) FROM quality.correction c LEFT JOIN"
                    + " delta.`LAKE/quality/rejected` r ON r.source = c.source AND r.batch ="
                    + " c.batch AND r.file = c.corrected_file AND r.line_no = c.corrected_line_no"))
        .isEqualTo(
            """
            3 | corrections-1/rows.csv | 2 | chen.yi | looked_up |\s
            4 | corrections-1/rows.csv | 3 | chen.yi | looked_up |\s
            5 | corrections-1/rows.csv | 4 | chen.yi | looked_up | enrolment_pension.status_declared""");
    assertThat(
            sql(
                "SELECT source, batch, mode, rows, accepted, rejected FROM quality.batch"
                    + " WHERE source LIKE 'enrolment_pension%'"))
        .isEqualTo(
            """
            enrolment_pension | 2018-12-29 | full | 68 | 64 | 4
            enrolment_pension.corrections-1 | 2018-12-29 | changes | 3 | 2 | 1""");
    assertThat(
            sql(
                "SELECT relation_id, batch, file, line_no, valid_from FROM register.enrolment"
                    + " WHERE source = 'enrolment_pension' AND file <> 'part.csv'"))
        .isEqualTo(
            """
            P1 | 2018-12-29 | corrections-1/rows.csv | 2 | 2018-12-29
            P2 | 2018-12-29 | corrections-1/rows.csv | 3 | 2018-12-29""");
    assertThat(run(0, "gate --explain --as-of " + DAY).out())
        .contains(
            """
            Rejected rows that were handed back corrected:
              enrolment_pension 2018-12-29: 2 accepted, 1 rejected again
            """);
    theCorrectionsAreExplained();
    Files.write(file, List.of(exported.get(0), exported.get(2)));
    assertThat(run(2, handBack(file)).err())
        .contains("was corrected before, in 2018-12-29.corrections-1, and accepted");
  }

  private void theCorrectionsAreExplained() {
    assertThat(canbao.run("explain --as-of " + DAY, SmallProvince.number(1)).out())
        .contains("accepted, corrections-1/rows.csv:2");
    assertThat(canbao.run("explain --as-of " + DAY, SmallProvince.number(3)).out())
        .contains("rejected again, corrections-1/rows.csv:4");
  }

  /** The changes of the next day have come meanwhile; they speak of P4 and P5. */
  private void aRejectedCorrectionIsCorrectedLate() throws IOException {
    List<String> right = SmallProvince.lines(SOURCE);
    new BatchWriter(folder.resolve("landing"), SOURCE, NEXT)
        .changesOf(DAY)
        .file(
            "part.csv",
            List.of(
                "OP," + right.get(0),
                "I," + right.get(1 + 4),
                "U," + right.get(1 + 5).replace(",E1,", ",E2,")))
        .write();
    done(3, "ingest --as-of " + NEXT);
    done(0, "register --as-of " + NEXT);
    Path file = folder.resolve("again.csv");
    done(0, "reprocess --source enrolment_pension --export " + file + " --purpose letter_8");
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    assertThat(lines.stream().skip(1).map(line -> line.substring(0, 40)))
        .containsExactly(
            "2018-12-29,corrections-1/rows.csv,4,enro", "2018-12-29,part.csv,6,enrolment_pension.");

    Files.write(file, List.of(lines.get(0), lines.get(2).replace("19990101", "20100101")));
    assertThat(run(2, handBack(file)).err())
        .contains("is superseded: the accepted batch 2018-12-30 has spoken of the same thing");
    Files.write(file, List.of(lines.get(0), lines.get(1).replace(",9,1,0,", ",1,1,0,")));
    done(0, handBack(file));
    done(3, "ingest --as-of " + NEXT);
    done(0, "register --as-of " + NEXT);
    done(0, "coverage --as-of " + DAY);

    assertThat(
            sql(
                "SELECT relation_id, employer, valid_from, valid_to, known_from FROM"
                    + " register.enrolment WHERE source = 'enrolment_pension' AND relation_id IN"
                    + " ('P3', 'P4', 'P5')"))
        .isEqualTo(
            """
            P3 | E1 | 2018-12-29 |  | 2018-12-30
            P4 | E1 | 2018-12-30 |  | 2018-12-30
            P5 | E1 |  | 2018-12-30 | 2018-12-29
            P5 | E2 | 2018-12-30 |  | 2018-12-30""");
    assertThat(covered(DAY)).isEqualTo("66");
  }

  /** One ends before it starts, one has no line, one no status, and one starts before the birth. */
  private static List<String> broken() {
    List<String> lines = new ArrayList<>(SmallProvince.lines(SOURCE));
    lines.set(1 + 1, lines.get(1 + 1).replace(",20100101,,", ",20100101,20091231,"));
    lines.set(1 + 2, lines.get(1 + 2).replace(",110,", ",999,"));
    lines.set(1 + 3, lines.get(1 + 3).replace(",11,1,1,0,", ",11,8,1,0,"));
    lines.set(1 + 4, lines.get(1 + 4).replace(",20100101,", ",19790101,"));
    return lines;
  }

  private static String handBack(Path file) {
    return "reprocess --source enrolment_pension --corrections " + file + BY;
  }

  private void done(int code, String line) {
    Outcome unused = run(code, line);
  }

  private Outcome run(int code, String line) {
    Outcome outcome = canbao.run(line);
    assertThat(outcome.code()).as("%s: %s", line, outcome.err()).isEqualTo(code);
    assertThat(outcome.err() + outcome.log()).doesNotContain(SmallProvince.NAME);
    return outcome;
  }

  /** People of the province with a pension, as they were counted last. */
  private String covered(String day) {
    return sql(
        "SELECT covered FROM coverage.city_coverage WHERE as_of = '%s' AND family = 'pension'"
                .formatted(day)
            + " AND denominator = 'resident_due' AND basis = 'residence' AND division = '440000'");
  }

  /** The rows of a query, sorted, without the line of names. */
  private String sql(String query) {
    Path lake = folder.resolve("lake");
    String onFiles =
        query
            .replace("LAKE", lake.toString())
            .replaceAll("FROM (\\w+)\\.(\\w+)", "FROM delta.`" + lake + "/$1/$2`");
    return TextTable.drawn(session.sql(onFiles)).lines().skip(1).collect(joining("\n"));
  }
}
