package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.ReportTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Reads the lake in SQL: its tables by the names {@code schema.table}, and the views by theirs. */
final class LakeQuery {

  private static final Pattern SPEAKING_OF_TABLES =
      Pattern.compile(
          "(SHOW|DESCRIBE|DESC|EXPLAIN)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern BEGINNING_OF_QUERY =
      Pattern.compile(
          "\\(*\\s*(SELECT|WITH|VALUES|FROM)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Names of folders that are schemas or tables; they need no quotes in SQL. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private static final ParserInterface PARSER = CatalystSqlParser$.MODULE$;

  private final SparkSession spark;

  private LakeQuery(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Makes the tables of a lake known to the session, and the views over them.
   *
   * @param conf the settings folder with the views' queries
   */
  static LakeQuery on(SparkSession spark, String lake, java.nio.file.Path conf) {
    LakeQuery query = new LakeQuery(spark);
    for (Path schema : query.folders(new Path(lake))) {
      query.declare(schema);
    }
    LakeViews.declare(spark, conf);
    return query;
  }

  /**
   * The rows of a query as a table for a terminal.
   *
   * @throws JobFailure USAGE if it would change something or cannot be understood
   */
  String drawn(String query, int limit) {
    String one = query.strip().replaceFirst(";$", "");
    refuseChange(one);
    try {
      return drawn(analysed(one), limit);
    } catch (AnalysisException e) {
      throw misunderstood(e);
    }
  }

  /** Spark's code, being Scala, does not declare what it throws. */
  private Dataset<Row> analysed(String query) throws AnalysisException {
    return spark.sql(query);
  }

  /** What stands in brackets as a table can only read. */
  private static void refuseChange(String query) {
    if (SPEAKING_OF_TABLES.matcher(query).matches()) {
      return;
    }
    try {
      LogicalPlan unusedPlan = PARSER.parsePlan("SELECT * FROM (\n" + query + "\n)");
    } catch (ParseException e) {
      throw isReadable(query) ? onlyReads() : misunderstood(e);
    }
  }

  private static boolean isReadable(String statement) {
    try {
      LogicalPlan unusedPlan = PARSER.parsePlan(statement);
      return true;
    } catch (ParseException e) {
      return !BEGINNING_OF_QUERY.matcher(statement).matches();
    }
  }

  private static JobFailure onlyReads() {
    return new JobFailure(
        ExitCode.USAGE,
        "The statement cannot be run",
        "sql only reads the lake",
        "Give a SELECT, SHOW, DESCRIBE or EXPLAIN");
  }

  private static JobFailure misunderstood(AnalysisException failure) {
    return new JobFailure(
        ExitCode.USAGE,
        "The query cannot be run",
        firstLine(failure),
        "SHOW TABLES IN coverage tells the tables, DESCRIBE coverage.city_coverage the columns");
  }

  /** What Spark says first of a fault in a query, as a part of a sentence. */
  static String firstLine(AnalysisException failure) {
    String reason =
        failure.getMessage().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    return reason.strip().replaceFirst("\\.$", "");
  }

  private static String drawn(Dataset<Row> result, int limit) {
    ReportTable table = ReportTable.of(result.columns());
    List<Row> rows = result.limit(limit + 1).collectAsList();
    rows.stream().limit(limit).forEach(row -> table.add(cells(row)));
    String more = rows.size() > limit ? "\nMore rows follow: --limit shows them." : "";
    return table.drawn() + more;
  }

  private static Object[] cells(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.isNullAt(i) ? null : row.get(i).toString())
        .toArray();
  }

  private void declare(Path schema) {
    List<Path> tables = folders(schema).stream().filter(this::isTable).toList();
    if (tables.isEmpty()) {
      return;
    }
    Dataset<Row> unusedAnswer = spark.sql("CREATE DATABASE IF NOT EXISTS " + schema.getName());
    for (Path table : tables) {
      String name = schema.getName() + "." + table.getName();
      if (!spark.catalog().tableExists(name)) {
        Dataset<Row> unusedRows = spark.catalog().createTable(name, table.toString(), "delta");
      }
    }
  }

  private boolean isTable(Path folder) {
    try {
      return files(folder).exists(new Path(folder, "_delta_log"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look into " + folder, e);
    }
  }

  private List<Path> folders(Path path) {
    try {
      FileSystem files = files(path);
      Stream<FileStatus> inside =
          files.exists(path) ? Arrays.stream(files.listStatus(path)) : Stream.of();
      return inside
          .map(FileStatus::getPath)
          .filter(folder -> NAME.matcher(folder.getName()).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + path, e);
    }
  }

  private FileSystem files(Path path) throws IOException {
    return path.getFileSystem(spark.sparkContext().hadoopConfiguration());
  }
}
