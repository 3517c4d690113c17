package canbao.jobs.database;

import canbao.jobs.run.DatabaseSource;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import canbao.udfs.TextForm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The columns of a source's table or view in a database. Names are compared as those in the header
 * of a file, so that {@code aac003} is AAC003.
 */
final class DatabaseColumns {

  /** Says which batch a row is of; no column of the batch. */
  static final String BATCH = "batch";

  private final DatabaseSource where;
  private final SourceSpec source;
  private final List<String> columns;

  /**
   * @throws JobFailure USAGE if the settings name a column that is not there
   */
  DatabaseColumns(DatabaseSource where, SourceSpec source, List<String> columns) {
    this.where = where;
    this.source = source;
    this.columns = List.copyOf(columns);
    List<String> wrong = helpers().filter(column -> !columns.contains(column)).toList();
    if (!wrong.isEmpty()) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The source %s cannot be read from the database %s"
              .formatted(source.name(), where.database()),
          "%s has no column %s".formatted(where.rows(), wrong),
          "Correct partition_by and order_by in conf/sources/%s.yml, or the view"
              .formatted(source.name()));
    }
  }

  /** Those of a batch's rows. What only parts or orders them is left out; a full list has no OP. */
  List<String> ofRows(DatabaseBatch batch) {
    List<String> declared = declared().toList();
    return columns.stream()
        .filter(column -> !column.equals(BATCH))
        .filter(column -> batch.isChanges() || !read(column).equals(SourceRows.OP))
        .filter(column -> declared.contains(read(column)) || helpers().noneMatch(column::equals))
        .toList();
  }

  /** Those without which a batch cannot be read. */
  List<String> missing(DatabaseBatch batch) {
    List<String> there = columns.stream().map(DatabaseColumns::read).toList();
    List<String> wanted = new ArrayList<>();
    source.columns().stream()
        .filter(ColumnSpec::required)
        .map(ColumnSpec::name)
        .forEach(wanted::add);
    if (batch.isChanges()) {
      wanted.add(SourceRows.OP);
    }
    wanted.removeAll(there);
    if (!columns.contains(BATCH)) {
      wanted.add(BATCH);
    }
    return wanted;
  }

  private Stream<String> declared() {
    return Stream.concat(source.columns().stream().map(ColumnSpec::name), Stream.of(SourceRows.OP));
  }

  private Stream<String> helpers() {
    return Stream.concat(Stream.of(where.partitionBy()), where.orderBy().stream());
  }

  /** A column's name as the header of a file has it. */
  static String read(String column) {
    UTF8String read = TextForm.read(UTF8String.fromString(column));
    return read == null ? "" : read.toString();
  }
}
