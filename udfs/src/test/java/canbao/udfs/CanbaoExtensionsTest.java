package canbao.udfs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LocalSpark.class)
class CanbaoExtensionsTest {

  private static final List<String> TYPES =
      Arrays.asList(null, "", "01", "０１", "16", "07", "04", "05", "06", "99");
  private static final List<String> TEXTS =
      Arrays.asList(
          null,
          "",
          " \u200B",
          "11010519491231002x",
          "440524800101001",
          "810000199408230021",
          "KAZ110090123105",
          "H1234567801",
          "12345678",
          "201602",
          "99991231",
          "2018-02-29",
          "440682",
          "441827001002",
          "44A",
          "阿依•古丽",
          "91350100M000100Y43");
  private static final List<LocalDate> DAYS =
      Arrays.asList(null, LocalDate.of(1949, 1, 1), LocalDate.of(2018, 12, 31));

  @ParameterizedTest
  @EnumSource
  void sqlAnswersLikeTheMethod(SqlFunction function, SparkSession spark) {
    assertThat(answers(spark, functions.expr(call(function)))).isEqualTo(methodAnswers(function));
  }

  @ParameterizedTest
  @EnumSource
  void sqlAnswersLikeTheMethodWithoutCompiledCode(SqlFunction function, SparkSession spark) {
    SparkSession interpreting = spark.newSession();
    interpreting.conf().set("spark.sql.codegen.wholeStage", false);
    interpreting.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    assertThat(answers(interpreting, functions.expr(call(function))))
        .isEqualTo(methodAnswers(function));
  }

  @ParameterizedTest
  @EnumSource
  void theColumnOfAJavaCallerAnswersLikeTheMethod(SqlFunction function, SparkSession spark)
      throws ReflectiveOperationException {
    assertThat(answers(spark, column(function))).isEqualTo(methodAnswers(function));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/sql.csv", numLinesToSkip = 1)
  void anExpressionGivesWhatTheTableSays(
      String reason, String expression, String result, SparkSession spark) {
    Row row = spark.sql("SELECT CAST(" + expression + " AS STRING)").head();
    assertThat(row.getString(0)).as(reason).isEqualTo(result);
  }

  @ParameterizedTest
  @EnumSource
  void describeFunctionTellsAnalystsWhatItReturns(SqlFunction function, SparkSession spark) {
    String described =
        spark.sql("DESCRIBE FUNCTION " + function.sqlName()).collectAsList().toString();
    assertThat(described).contains(function.sqlName() + function.usage());
  }

  @ParameterizedTest
  @EnumSource
  void aWrongNumberOfArgumentsIsRefusedWithTheRightNumber(
      SqlFunction function, SparkSession spark) {
    String tooMany = "SELECT " + function.sqlName() + "('a', 'b', DATE'2018-12-31', 'd')";
    assertThatThrownBy(() -> spark.sql(tooMany))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("WRONG_NUM_ARGS")
        .hasMessageContaining("`" + function.sqlName() + "`")
        .hasMessageContaining("requires " + function.argumentTypes().size() + " parameters")
        .hasMessageContaining("actual number is 4");
  }

  @Test
  void anArgumentThatCannotBeCastIsRefused(SparkSession spark) {
    assertThatThrownBy(() -> spark.sql("SELECT read_text(array('a'))"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")
        .hasMessageContaining("\"STRING\" type");
  }

  @Test
  void aColumnIsHeadedByTheCallAsAnalystsWroteIt(SparkSession spark) {
    Dataset<Row> cities = rows(spark).selectExpr("city_of(text)", "county_on(text, day)");
    assertThat(cities.columns()).containsExactly("city_of(text)", "county_on(text, day)");
  }

  /** Rows of an RDD: those of a local table would be computed before there is any plan. */
  private static Dataset<Row> rows(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    StructType schema =
        new StructType()
            .add("type", DataTypes.StringType)
            .add("text", DataTypes.StringType)
            .add("day", DataTypes.DateType);
    List<Row> rows =
        arguments()
            .map(
                given -> {
                  LocalDate day = (LocalDate) given.get(2);
                  return RowFactory.create(
                      given.get(0), given.get(1), day == null ? null : java.sql.Date.valueOf(day));
                })
            .toList();
    return spark.createDataFrame(context.parallelize(rows, 2), schema);
  }

  /** Every type with every text on every day, in one order. */
  private static Stream<List<Object>> arguments() {
    return TYPES.stream()
        .flatMap(
            type ->
                TEXTS.stream()
                    .flatMap(
                        text -> DAYS.stream().map(day -> Arrays.<Object>asList(type, text, day))));
  }

  private static String answers(SparkSession spark, Column call) {
    return rows(spark).select(call.cast("string")).collectAsList().stream()
        .map(row -> Objects.toString(row.getString(0)))
        .collect(joining("\n"));
  }

  private static String call(SqlFunction function) {
    return function.sqlName() + "(" + String.join(", ", argumentColumns(function)) + ")";
  }

  private static List<String> argumentColumns(SqlFunction function) {
    List<String> columns = new ArrayList<>();
    if (takesTwoTexts(function)) {
      columns.add("type");
    }
    columns.add("text");
    if (takesADay(function)) {
      columns.add("day");
    }
    return columns;
  }

  private static boolean takesTwoTexts(SqlFunction function) {
    return Collections.frequency(function.argumentTypes(), DataTypes.StringType) == 2;
  }

  private static boolean takesADay(SqlFunction function) {
    return function.argumentTypes().contains(DataTypes.DateType);
  }

  private static Column column(SqlFunction function) throws ReflectiveOperationException {
    Object[] columns =
        argumentColumns(function).stream().map(functions::col).toArray(Column[]::new);
    Class<?>[] types =
        Stream.generate(() -> Column.class).limit(columns.length).toArray(Class[]::new);
    return (Column)
        Functions.class.getMethod(camelCase(function.sqlName()), types).invoke(null, columns);
  }

  private static String camelCase(String sqlName) {
    String[] words = sqlName.split("_", -1);
    return words[0]
        + IntStream.range(1, words.length)
            .mapToObj(at -> Character.toUpperCase(words[at].charAt(0)) + words[at].substring(1))
            .collect(joining());
  }

  private static String methodAnswers(SqlFunction function) {
    return arguments().map(given -> methodAnswer(function, given)).collect(joining("\n"));
  }

  private static String methodAnswer(SqlFunction function, List<Object> given) {
    List<Object> arguments = new ArrayList<>();
    if (takesTwoTexts(function)) {
      arguments.add(UTF8String.fromString((String) given.get(0)));
    }
    arguments.add(UTF8String.fromString((String) given.get(1)));
    if (takesADay(function)) {
      arguments.add(Golden.day((LocalDate) given.get(2)));
    }
    int mayBeMissing = function.takesDocumentType() ? 1 : 0;
    boolean isNull = arguments.subList(mayBeMissing, arguments.size()).contains(null);
    return isNull && !function.answersNull() ? "null" : invoked(function, arguments);
  }

  private static String invoked(SqlFunction function, List<Object> arguments) {
    Method method =
        Arrays.stream(function.method().home().getMethods())
            .filter(candidate -> candidate.getName().equals(function.method().name()))
            .findFirst()
            .orElseThrow();
    try {
      Object answer = method.invoke(null, arguments.toArray());
      boolean isDay = function.returnType().equals(DataTypes.DateType) && answer != null;
      return Objects.toString(isDay ? LocalDate.ofEpochDay((Integer) answer) : answer);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(function.sqlName(), e);
    }
  }
}
