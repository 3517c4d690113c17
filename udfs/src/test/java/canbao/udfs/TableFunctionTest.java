package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What they answer is tested where there is a lake. */
@ExtendWith(LocalSpark.class)
class TableFunctionTest {

  @ParameterizedTest
  @EnumSource
  void asksTheTableOfItsNameInTheLake(TableFunction function, SparkSession spark) {
    String query = "SELECT * FROM %s('2018-12-30', current_date())".formatted(function.sqlName());
    String schema = function == TableFunction.CITY_COVERAGE_ON ? "release" : "register";
    assertThatThrownBy(() -> spark.sql(query))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND")
        .hasMessageContaining("`" + schema + "`.`");
  }

  @ParameterizedTest
  @EnumSource
  void withoutADayOrWithMoreThanTwoItIsRefused(TableFunction function, SparkSession spark) {
    assertThatThrownBy(() -> spark.sql("SELECT * FROM " + function.sqlName() + "()"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("WRONG_NUM_ARGS");
    for (String noDay : new String[] {"NULL", "'2018-02-30'", "20181231", "rand()"}) {
      assertThatThrownBy(
              () -> spark.sql("SELECT * FROM %s(%s)".formatted(function.sqlName(), noDay)))
          .isInstanceOf(AnalysisException.class)
          .hasMessageContaining(function.sqlName() + " needs days that are known");
    }
  }

  /** The register learns by system dates; when something was released is known to the second. */
  @ParameterizedTest
  @EnumSource
  void aMomentIsNotTakenForItsDay(TableFunction function, SparkSession spark) {
    for (String moment : new String[] {"TIMESTAMP'2019-01-15 08:00:00'", "'2019-01-15 08:00'"}) {
      String query = "SELECT * FROM %s('2018-12-30', %s)".formatted(function.sqlName(), moment);
      assertThatThrownBy(() -> spark.sql(query))
          .isInstanceOf(AnalysisException.class)
          .hasMessageContaining(
              function == TableFunction.CITY_COVERAGE_ON
                  ? "TABLE_OR_VIEW_NOT_FOUND"
                  : function.sqlName() + " knows what was learned by system dates");
    }
  }
}
