package canbao.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalSpark.class)
class ReadmeTest {

  private static final Pattern EXAMPLE = Pattern.compile("\\| `(\\w+\\(.*?\\))` \\| `(.*?)` \\|.*");

  @Test
  void everyExampleInTheReadmeIsTrueAndEveryFunctionHasOne(SparkSession spark) throws IOException {
    Map<String, String> promised = examples();
    Map<String, String> given = new TreeMap<>();
    promised.keySet().forEach(expression -> given.put(expression, answer(spark, expression)));
    assertThat(given).isEqualTo(promised);
    assertThat(promised.keySet().stream().map(expression -> expression.split("\\(", 2)[0]))
        .containsExactlyInAnyOrderElementsOf(sqlNames());
  }

  private static Map<String, String> examples() throws IOException {
    Map<String, String> examples = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      EXAMPLE.matcher(line).results().forEach(row -> examples.put(row.group(1), row.group(2)));
    }
    return examples;
  }

  private static List<String> sqlNames() {
    return Arrays.stream(SqlFunction.values()).map(SqlFunction::sqlName).toList();
  }

  private static String answer(SparkSession spark, String expression) {
    return spark.sql("SELECT CAST(" + expression + " AS STRING)").head().getString(0);
  }
}
