package canbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.lake.TableHome;
import canbao.jobs.register.RegisterTables;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Questions in SQL to tables of a register that are drawn. */
@ExtendWith(LocalSpark.class)
@ResourceLock("catalogue")
class TableFunctionsTest {

  /** What tells rows of one thing apart is no fact about it. */
  private static final Set<String> OF_THE_HISTORY = Set.of("row_digest", "correction", "is_absent");

  private final SparkSession spark;

  @TempDir private Path folder;

  TableFunctionsTest(SparkSession shared) {
    this.spark = LocalCommand.sessionForFewRows(shared);
  }

  @BeforeEach
  void aRegister() {
    Dataset<Row> unused = spark.sql("CREATE DATABASE register");
  }

  /** The catalogue is the JVM's; the tables lie in the test's folder. */
  @AfterEach
  void forgetTables() {
    Dataset<Row> unused = spark.sql("DROP DATABASE register CASCADE");
  }

  @Test
  void everyTableThatKnowsUntilWhenItKnewARowCanBeAskedWithAllItsColumns() {
    for (TableHome home : RegisterTables.all()) {
      List<String> columns = List.of(home.columns().fieldNames());
      if (columns.contains("known_to")) {
        table(home, spark.createDataFrame(List.of(), home.columns()));
        assertThat(spark.sql("SELECT * FROM register_%s('2018-12-31')".formatted(home.name())))
            .as(home.qualifiedName())
            .extracting(Dataset::columns)
            .satisfies(
                answered ->
                    assertThat(answered)
                        .containsExactlyInAnyOrderElementsOf(
                            columns.stream()
                                .filter(name -> !OF_THE_HISTORY.contains(name))
                                .toList()));
      }
    }
  }

  /**
   * Stay A cost more than the first list said, which the list of the 31st knows; B was cancelled by
   * a list of the 30th that came on the 31st; C is new on the 31st.
   */
  @Test
  void aStayCostsWhatIsKnownOfItNowAndIsThereFromTheListThatBroughtIt() {
    draw(
        "settlement",
        """
        stay_id STRING | total DECIMAL(18,2) | city STRING | batch DATE | valid_from DATE | valid_to DATE | known_from DATE | known_to DATE | correction INT | is_absent BOOLEAN
        A              | 100.00              | 440100      | 2018-12-29 |                 | 2018-12-31    | 2018-12-29      | 2018-12-31    | 0              | false
        A              | 120.00              | 440300      | 2018-12-31 | 2018-12-31      |               | 2018-12-31      |               | 0              | false
        B              | 50.00               | 440100      | 2018-12-29 |                 |               | 2018-12-29      |               | 0              | false
        B              | 50.00               | 440100      | 2018-12-29 | 2018-12-30      | 2018-12-31    | 2018-12-31      | 2018-12-31    | 1              | true
        C              | 70.00               | 440100      | 2018-12-31 | 2018-12-31      |               | 2018-12-31      |               | 0              | false
        """);

    assertThat(asked("stay_id, total, city, known_to", "settlement('2018-12-30', '2018-12-30')"))
        .isEqualTo(
            """
            A | 100.00 | 440100 |\s
            B | 50.00 | 440100 |\s""");
    assertThat(asked("stay_id, total, city, known_to", "settlement('2018-12-30', '2018-12-31')"))
        .isEqualTo("A | 120.00 | 440100 | 2018-12-31");
    assertThat(asked("stay_id, total, city, known_to", "settlement('2018-12-31')"))
        .isEqualTo(
            """
            A | 120.00 | 440300 |\s
            B | 50.00 | 440100 |\s
            C | 70.00 | 440100 |\s""");
  }

  /** The pension of November was corrected, that of October was not paid after all. */
  @Test
  void aBenefitOfAMonthIsWhatIsKnownOfItNow() {
    draw(
        "benefit",
        """
        person_key BIGINT | line STRING | month DATE | amount DECIMAL(18,2) | batch DATE | valid_from DATE | valid_to DATE | known_from DATE | known_to DATE
        1                 | 110         | 2018-11-01 | 1000.00              | 2018-12-29 |                 | 2018-12-31    | 2018-12-29      | 2018-12-31
        1                 | 110         | 2018-11-01 | 1100.00              | 2018-12-31 | 2018-12-31      |               | 2018-12-31      |
        1                 | 110         | 2018-10-01 | 1000.00              | 2018-12-29 |                 | 2018-12-31    | 2018-12-29      | 2018-12-31
        """);

    assertThat(asked("month, amount, batch", "benefit('2018-12-29', '2018-12-29')"))
        .isEqualTo(
            """
            2018-10-01 | 1000.00 | 2018-12-29
            2018-11-01 | 1000.00 | 2018-12-29""");
    assertThat(asked("month, amount, batch", "benefit('2018-12-29')"))
        .isEqualTo(
            """
            2018-10-01 | 1000.00 | 2018-12-29
            2018-11-01 | 1100.00 | 2018-12-29""");
    assertThat(asked("month, amount, batch", "benefit('2018-12-31')"))
        .isEqualTo("2018-11-01 | 1100.00 | 2018-12-31");
  }

  /** On the 31st person 8 was found to be 3, who had only been probable, and 9 nobody any more. */
  @Test
  void aLinkHoldsForEveryDayAsLongAsItWasFound() {
    draw(
        "link",
        """
        from_key BIGINT | to_key BIGINT | method STRING     | certainty STRING | score DOUBLE | known_from DATE | known_to DATE
        8               | 3             | name_and_birth    | probable         | 0.9          | 2018-12-29      | 2018-12-31
        8               | 3             | repaired_number   | certain          | 1.0          | 2018-12-31      |
        9               | 4             | name_and_place    | probable         | 0.9          | 2018-12-29      | 2018-12-31
        """);

    String before =
        """
        8 | 3 | probable | 2018-12-29 |\s
        9 | 4 | probable | 2018-12-29 |\s""";
    String columns = "from_key, to_key, certainty, known_from, known_to";
    assertThat(asked(columns, "link('2018-12-31', '2018-12-28')")).isEmpty();
    assertThat(asked(columns, "link('2018-12-31', '2018-12-30')")).isEqualTo(before);
    assertThat(asked(columns, "link('2018-01-01', '2018-12-30')")).isEqualTo(before);
    assertThat(asked(columns, "link('2018-12-31')")).isEqualTo("8 | 3 | certain | 2018-12-31 | ");
  }

  /** A table of the register; columns that are not drawn hold nothing, or the same in all rows. */
  private void draw(String name, String drawing) {
    TableHome home =
        RegisterTables.all().stream()
            .filter(table -> table.name().equals(name))
            .findFirst()
            .orElseThrow();
    Dataset<Row> rows = TextTable.table(spark, drawing);
    List<String> drawn = List.of(rows.columns());
    Column[] columns =
        Arrays.stream(home.columns().fields())
            .map(
                field -> {
                  if (drawn.contains(field.name())) {
                    return functions.col(field.name());
                  }
                  Object same = field.name().equals("is_absent") ? "false" : "0";
                  return functions
                      .lit(field.nullable() ? null : same)
                      .cast(field.dataType())
                      .as(field.name());
                })
            .toArray(Column[]::new);
    table(home, rows.select(columns));
  }

  private void table(TableHome home, Dataset<Row> rows) {
    String place = folder.resolve(home.name()).toString();
    rows.write().parquet(place);
    Dataset<Row> unused = spark.catalog().createTable(home.qualifiedName(), place, "parquet");
  }

  /** The rows of an answer, sorted, without the line of names. */
  private String asked(String columns, String question) {
    Stream<String> lines =
        TextTable.drawn(spark.sql("SELECT %s FROM register_%s".formatted(columns, question)))
            .lines();
    return String.join("\n", lines.skip(1).toList());
  }
}
