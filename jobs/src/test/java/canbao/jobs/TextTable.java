package canbao.jobs;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads and draws Datasets as tables in a test; the first line is the schema, "" is null. */
public final class TextTable {

  private TextTable() {}

  public static Dataset<Row> table(SparkSession spark, String drawing) {
    List<String> lines = drawing.lines().toList();
    return spark
        .read()
        .schema(lines.get(0).replace('|', ','))
        .option("sep", "|")
        .option("ignoreLeadingWhiteSpace", true)
        .option("ignoreTrailingWhiteSpace", true)
        .option("mode", "FAILFAST")
        .csv(spark.createDataset(lines.subList(1, lines.size()), Encoders.STRING()));
  }

  /** Rows come sorted, so that a test never depends on the order Spark returns them in. */
  public static String drawn(Dataset<Row> rows) {
    String header =
        Arrays.stream(rows.schema().fields())
            .map(field -> field.name() + " " + field.dataType().catalogString())
            .collect(joining(" | "));
    Stream<String> body = rows.collectAsList().stream().map(TextTable::line).sorted();
    return Stream.concat(Stream.of(header), body).collect(joining("\n"));
  }

  private static String line(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> Objects.toString(row.get(i), ""))
        .collect(joining(" | "));
  }
}
