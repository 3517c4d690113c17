package canbao.jobs.run;

import static canbao.jobs.TextTable.drawn;
import static canbao.jobs.TextTable.table;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalSpark;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class DenominatorsTest {

  private static final String FACTS =
      """
      who STRING | registered_city STRING | resident_city STRING | age INT | dead BOOLEAN | student BOOLEAN | soldier BOOLEAN | prison BOOLEAN | abroad BOOLEAN | insured_outside BOOLEAN
      adult at home     | 440100 | 440100 | 40 | false | false | false | false | false | false
      aged 16 today     | 440100 | 440100 | 16 | false | false | false | false | false | false
      aged 15           | 440100 | 440100 | 15 | false | false | false | false | false | false
      unknown age       | 440100 | 440100 |    | false | false | false | false | false | false
      migrant           |        | 440300 | 30 | false | false | false | false | false | false
      moved away        | 440100 |        | 30 | false | false | false | false | false | false
      dead              | 440100 | 440100 | 80 | true  | false | false | false | false | false
      student of 25     | 440100 | 440100 | 25 | false | true  | false | false | false | false
      soldier           | 440100 | 440100 | 20 | false | false | true  | false | false | false
      in prison         | 440100 | 440100 | 50 | false | false | false | true  | false | false
      abroad            | 440100 | 440100 | 50 | false | false | false | false | true  | false
      insured outside   | 440100 | 440100 | 50 | false | false | false | false | false | true
      nowhere           |        |        | 50 | false | false | false | false | false | false
      """;

  private final Denominators denominators =
      Settings.load(Path.of("../conf"), "local", Map.of()).denominators();

  @Test
  void whoIsDueIsNeverUnknown(SparkSession spark) {
    assertThat(drawn(due(table(spark, FACTS), "resident_due", "registered_due")))
        .isEqualTo(
            """
            who string | resident pension boolean | resident medical boolean | registered pension boolean | registered medical boolean
            abroad | false | false | false | false
            adult at home | true | true | true | true
            aged 15 | false | true | false | true
            aged 16 today | true | true | true | true
            dead | false | false | false | false
            in prison | true | true | true | true
            insured outside | false | false | false | false
            migrant | true | true | false | false
            moved away | false | false | true | true
            nowhere | false | false | false | false
            soldier | false | false | false | false
            student of 25 | false | true | false | true
            unknown age | false | true | false | true""");
  }

  @Test
  void everybodyAliveIsInTheWholePopulation(SparkSession spark) {
    Dataset<Row> facts = table(spark, FACTS);

    assertThat(facts.filter(predicate("resident_all")).count()).isEqualTo(10);
    assertThat(facts.filter(predicate("registered_all")).count()).isEqualTo(10);
  }

  @Test
  void thePublishedPopulationIsReducedByWhomTheDueOfResidenceLeaveOut(SparkSession spark) {
    PublishedDenominator published = denominators.published().get(0);

    assertThat(drawn(table(spark, FACTS).filter(published.pensionExcluded()).select("who")))
        .isEqualTo(
            """
            who string
            abroad
            insured outside
            soldier
            student of 25""");
    assertThat(drawn(table(spark, FACTS).filter(published.medicalExcluded()).select("who")))
        .isEqualTo(
            """
            who string
            abroad
            insured outside
            soldier""");
  }

  private Dataset<Row> due(Dataset<Row> facts, String resident, String registered) {
    return facts.select(
        col("who"),
        expr(denominator(resident).pension()).as("resident pension"),
        expr(denominator(resident).medical()).as("resident medical"),
        expr(denominator(registered).pension()).as("registered pension"),
        expr(denominator(registered).medical()).as("registered medical"));
  }

  private String predicate(String id) {
    return denominator(id).pension();
  }

  private Denominator denominator(String id) {
    return denominators.denominators().stream()
        .filter(denominator -> denominator.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
