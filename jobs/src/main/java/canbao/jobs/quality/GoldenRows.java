package canbao.jobs.quality;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What rules say of their golden rows. */
final class GoldenRows {

  private final StructType readSchema;
  private final SparkSession spark;

  /**
   * @param readSchema of the source's rows as read
   */
  GoldenRows(StructType readSchema, SparkSession spark) {
    this.readSchema = readSchema;
    this.spark = spark;
  }

  /**
   * What each rule says of each of its own golden rows, in the order of both; one query answers for
   * all rules.
   *
   * @throws JobFailure USAGE if a row gives a value that its column cannot have
   */
  List<Map<GoldenRow, Outcome>> outcomes(List<Rule> rules) {
    List<GoldenRow> rows =
        rules.stream().flatMap(rule -> rule.golden().stream()).distinct().toList();
    Column[] outcomes = rules.stream().map(RowRules::outcome).toArray(Column[]::new);
    List<Row> answers = table(rows).select(outcomes).collectAsList();
    List<Map<GoldenRow, Outcome>> ofRules = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Map<GoldenRow, Outcome> ofRule = new LinkedHashMap<>();
      for (GoldenRow row : rules.get(i).golden()) {
        ofRule.put(row, Outcome.valueOf(answers.get(rows.indexOf(row)).getString(i)));
      }
      ofRules.add(ofRule);
    }
    return ofRules;
  }

  /** In memory: Spark answers queries over it without a job. */
  private Dataset<Row> table(List<GoldenRow> rows) {
    return spark.createDataFrame(rows.stream().map(this::row).toList(), readSchema);
  }

  private Row row(GoldenRow row) {
    return RowFactory.create(
        Stream.of(readSchema.fields()).map(field -> cell(row, field)).toArray());
  }

  /** What a row does not give is NULL; a flag is false then, since no flag is ever NULL. */
  private static Object cell(GoldenRow row, StructField field) {
    Object none = field.dataType().equals(DataTypes.BooleanType) ? false : null;
    Optional<String> given = row.values().getOrDefault(field.name(), Optional.empty());
    return given.map(text -> value(text, row, field)).orElse(none);
  }

  private static Object value(String text, GoldenRow row, StructField field) {
    try {
      return value(text, field.dataType());
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new JobFailure(
          ExitCode.USAGE,
          row.place() + " the golden row cannot be read",
          "%s is %s, which '%s' is not".formatted(field.name(), field.dataType().sql(), text),
          "Correct the row; conf/rules/README.md lists the columns of a row");
    }
  }

  /** The types that columns of a row have. */
  private static Object value(String text, DataType type) {
    return switch (type.typeName()) {
      case "string" -> text;
      case "date" -> LocalDate.parse(text);
      case "integer" -> Integer.valueOf(text);
      case "boolean" -> truth(text);
      default -> new BigDecimal(text).setScale(((DecimalType) type).scale());
    };
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("true");
  }
}
