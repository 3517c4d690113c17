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

/** Reads the lake in SQL: its tables by the names {@code schema.table}. */
final class LakeQuery {

  private static final Pattern SPEAKING_OF_TABLES =
      Pattern.compile(
          "(SHOW|DESCRIBE|DESC|EXPLAIN)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Names of folders that are schemas or tables; they need no quotes in SQL. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private static final ParserInterface PARSER = CatalystSqlParser$.MODULE$;

  private final SparkSession spark;

  private LakeQuery(SparkSession spark) {
    this.spark = spark;
  }

  /** Makes the tables of a lake known to the session. */
  static LakeQuery on(SparkSession spark, String lake) {
    LakeQuery query = new LakeQuery(spark);
    for (Path schema : query.folders(new Path(lake))) {
      query.declare(schema);
    }
    return query;
  }

  /**
   * The rows of a query as a table for a terminal.
   *
   * @throws JobFailure USAGE if it would change something or cannot be understood
   */
  String drawn(String query, int limit) {
    String one = query.strip().replaceFirst(";$", "");
    try {
      refuseChange(one);
      return drawn(spark.sql(one), limit);
    } catch (AnalysisException e) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The query cannot be run",
          e.getMessage().lines().findFirst().orElse("it cannot be understood").strip(),
          "SHOW TABLES IN coverage tells the tables, DESCRIBE coverage.city_coverage the columns");
    }
  }

  /** What stands in brackets as a table can only read. */
  private static void refuseChange(String query) throws ParseException {
    if (SPEAKING_OF_TABLES.matcher(query).matches()) {
      return;
    }
    try {
      LogicalPlan unused = PARSER.parsePlan("SELECT * FROM (\n" + query + "\n)");
    } catch (ParseException e) {
      LogicalPlan statement = PARSER.parsePlan(query);
      throw new JobFailure(
          ExitCode.USAGE,
          "The statement %s cannot be run".formatted(statement.nodeName()),
          "sql only reads the lake",
          "Give a SELECT, SHOW, DESCRIBE or EXPLAIN");
    }
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
