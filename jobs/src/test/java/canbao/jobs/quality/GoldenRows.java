package canbao.jobs.quality;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The example rows of one source's rules out of {@code golden/<source>.txt}: a sound row, and for
 * each rule rows that differ from it in a few columns.
 */
final class GoldenRows {

  /** What is so of every row unless its line says otherwise. */
  private static final Map<String, String> DEFAULTS =
      Map.of("batch", "2018-12-31", "op", "I", "in_scope", "true");

  private final List<Example> examples;

  private GoldenRows(List<Example> examples) {
    this.examples = examples;
  }

  /**
   * One line.
   *
   * @param rule without the source; {@code sound row} for the first
   * @param outcome holds, broken or does not apply; empty for the sound row
   */
  record Example(String rule, String outcome, Map<String, String> values) {

    static Example of(String line) {
      String[] cells = line.split("\\|", -1);
      Map<String, String> values = new LinkedHashMap<>();
      for (String pair : cells[2].stripLeading().split(", ", -1)) {
        String[] nameAndValue = pair.split("=", -1);
        values.put(nameAndValue[0], nameAndValue[1]);
      }
      return new Example(cells[0].strip(), cells[1].strip(), values);
    }
  }

  static GoldenRows of(String source) {
    try (InputStream golden = GoldenRows.class.getResourceAsStream("golden/" + source + ".txt")) {
      String text = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      return new GoldenRows(
          text.lines().filter(line -> !line.startsWith("#")).map(Example::of).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sound row first. */
  List<Example> examples() {
    return examples;
  }

  /** One row an example in their order, typed as the source's rows are when they are read. */
  Dataset<Row> rows(SparkSession spark, StructType readSchema) {
    StructType text = new StructType();
    for (StructField field : readSchema.fields()) {
      text = text.add(field.name(), DataTypes.StringType);
    }
    List<Row> rows = examples.stream().map(example -> row(example, readSchema)).toList();
    Column[] typed =
        Arrays.stream(readSchema.fields())
            .map(field -> col("`" + field.name() + "`").cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    return spark.createDataFrame(rows, text).select(typed);
  }

  private Row row(Example example, StructType readSchema) {
    Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
    values.putAll(examples.get(0).values());
    values.putAll(example.values());
    Object[] cells = new Object[readSchema.size()];
    for (int i = 0; i < readSchema.size(); i++) {
      StructField field = readSchema.fields()[i];
      String unless = field.dataType().equals(DataTypes.BooleanType) ? "false" : "";
      String value = values.getOrDefault(field.name(), unless);
      cells[i] = value.isEmpty() ? null : value;
    }
    if (!List.of(readSchema.fieldNames()).containsAll(values.keySet())) {
      throw new IllegalArgumentException("a column of no row: " + example);
    }
    return RowFactory.create(cells);
  }
}
