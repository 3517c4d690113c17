package canbao.jobs.lake;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The one place that says what a table is: its name, columns with comments, key, partitions and the
 * conditions that every row meets.
 *
 * <p>Immutable; each method gives a new home with one thing more.
 *
 * @param schema the folder below the lake, such as {@code coverage}
 * @param name the table's folder below its schema
 * @param comment what a row is, Chinese and English
 * @param columns names, types, nullability and comments
 * @param key the columns that name a row
 * @param partitions the columns that name its folder
 * @param checks Delta CHECK constraints by name
 * @param isAppendOnly whether rows that stand in it stay for ever
 * @param foundBy columns beside the key that readers look for files by
 * @param marksRows whether rows may be taken out of files that stay ({@link PlacedTable#exchange})
 */
public record TableHome(
    String schema,
    String name,
    String comment,
    StructType columns,
    List<String> key,
    List<String> partitions,
    Map<String, String> checks,
    boolean isAppendOnly,
    List<String> foundBy,
    boolean marksRows) {

  public TableHome {
    key = List.copyOf(key);
    partitions = List.copyOf(partitions);
    checks = Map.copyOf(checks);
  }

  /**
   * A table without columns yet.
   *
   * @param qualifiedName schema and name, such as {@code coverage.city_coverage}
   * @param comment what a row is
   */
  public static TableHome of(String qualifiedName, String comment) {
    int dot = qualifiedName.indexOf('.');
    return new TableHome(
        qualifiedName.substring(0, dot),
        qualifiedName.substring(dot + 1),
        comment,
        new StructType(),
        List.of(),
        List.of(),
        Map.of(),
        false,
        List.of(),
        false);
  }

  /**
   * A column more.
   *
   * @param declaration name and SQL type, with {@code NOT NULL} where it holds
   */
  public TableHome column(String declaration, String columnComment) {
    String[] words = declaration.split(" ", 2);
    boolean isNullable = !words[1].endsWith(" NOT NULL");
    DataType type = DataType.fromDDL(words[1].replace(" NOT NULL", ""));
    StructField field =
        new StructField(
            words[0],
            type,
            isNullable,
            new MetadataBuilder().putString("comment", columnComment).build());
    return with(columns.add(field), key, partitions, checks);
  }

  /** Columns as another table has them, with their comments. */
  public TableHome columns(StructType more) {
    StructType all = columns;
    for (StructField field : more.fields()) {
      all = all.add(field);
    }
    return with(all, key, partitions, checks);
  }

  public TableHome keyedBy(String... columnNames) {
    return with(columns, List.of(columnNames), partitions, checks);
  }

  public TableHome partitionedBy(String... columnNames) {
    return with(columns, key, List.of(columnNames), checks);
  }

  /** A condition that every row meets; a write that breaks it fails whole. */
  public TableHome check(String checkName, String condition) {
    Map<String, String> all = new LinkedHashMap<>(checks);
    all.put(checkName, condition);
    return with(columns, key, partitions, all);
  }

  /** A table that rows are added to and never taken from; Delta refuses everybody else too. */
  public TableHome appendOnly() {
    return new TableHome(
        schema, name, comment, columns, key, partitions, checks, true, foundBy, marksRows);
  }

  /**
   * A table whose files stay when some of their rows go: deletion vectors mark those. From the
   * first of them on readers that do not know these refuse the table.
   */
  public TableHome markingRows() {
    return new TableHome(
        schema, name, comment, columns, key, partitions, checks, isAppendOnly, foundBy, true);
  }

  /** Columns beside the key by whose values readers look for files. */
  public TableHome foundBy(String... columnNames) {
    return new TableHome(
        schema,
        name,
        comment,
        columns,
        key,
        partitions,
        checks,
        isAppendOnly,
        List.of(columnNames),
        marksRows);
  }

  /**
   * Rows as the table holds them.
   *
   * @param rows the columns by name, in any order
   */
  public Dataset<Row> conformed(Dataset<Row> rows) {
    Column[] all =
        Arrays.stream(columns.fields())
            .map(field -> col(field.name()).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    return rows.select(all);
  }

  public String qualifiedName() {
    return schema + "." + name;
  }

  /** Columns that a reader filters by: only for these are file statistics worth their cost. */
  List<String> filteredColumns() {
    Set<String> filtered = new LinkedHashSet<>(key);
    filtered.addAll(foundBy);
    filtered.removeAll(partitions);
    return List.copyOf(filtered);
  }

  private TableHome with(
      StructType newColumns,
      List<String> newKey,
      List<String> newPartitions,
      Map<String, String> newChecks) {
    return new TableHome(
        schema,
        name,
        comment,
        newColumns,
        newKey,
        newPartitions,
        newChecks,
        isAppendOnly,
        foundBy,
        marksRows);
  }
}
