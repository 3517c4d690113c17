package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The views of the session: one query a file {@code conf/sql/<view>.sql}, over tables of the lake.
 * A view stands for its query, so it shows what the tables hold when it is asked.
 */
final class LakeViews {

  private static final String ENDING = ".sql";
  private static final String NO_SUCH_TABLE = "TABLE_OR_VIEW_NOT_FOUND";

  private final SparkSession spark;

  private LakeViews(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Makes the views known; one whose tables the lake does not have yet is left out.
   *
   * @param conf the settings folder; it may be without views
   * @throws JobFailure USAGE naming the file whose query cannot be understood
   */
  static void declare(SparkSession spark, Path conf) {
    LakeViews views = new LakeViews(spark);
    for (Path file : files(conf.resolve("sql"))) {
      views.declare(file);
    }
  }

  private void declare(Path file) {
    try {
      analysed(Files.readString(file, StandardCharsets.UTF_8)).createOrReplaceTempView(name(file));
    } catch (AnalysisException e) {
      if (!NO_SUCH_TABLE.equals(e.getErrorClass())) {
        throw misunderstood(file, e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /**
   * What stands in brackets as a table can only read. Spark's code, being Scala, does not declare
   * what it throws.
   */
  private Dataset<Row> analysed(String query) throws AnalysisException {
    return spark.sql("SELECT * FROM (\n" + query + "\n)");
  }

  private static JobFailure misunderstood(Path file, AnalysisException failure) {
    return new JobFailure(
        ExitCode.USAGE,
        "The view " + file + " cannot be made",
        LakeQuery.firstLine(failure),
        "Correct its query, or take the file away");
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
