package canbao.jobs.source;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One kind of source as {@code conf/sources/<name>.yml} declares it.
 *
 * @param name folder of its batches in the landing area
 * @param table what a row of it is about: person, enrolment, status, card, group_member,
 *     settlement, benefit, statistic or visit_result
 * @param like the source whose rules hold for it too; its own name if it is like no other
 * @param columns in the order in which the row digest takes them
 * @param key columns that name a row, or {@code document} for the person's canonical document
 * @param maxAgeDays days that the last accepted batch may lie before the night's day; -1 is without
 *     limit
 * @param required whether a night without a young enough batch ends before coverage
 * @param operations what a word in {@code OP} of a change list means: I, U or D; words in their
 *     read form
 */
public record SourceSpec(
    String name,
    String like,
    String table,
    List<ColumnSpec> columns,
    List<String> key,
    int maxAgeDays,
    boolean required,
    Map<String, String> operations)
    implements Serializable {

  public SourceSpec {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
  }

  /** A source that sends full lists only. */
  public SourceSpec(
      String name,
      String table,
      List<ColumnSpec> columns,
      List<String> key,
      int maxAgeDays,
      boolean required) {
    this(name, name, table, columns, key, maxAgeDays, required, Map.of());
  }

  /** Sources whose rules hold for its rows: that which it is like, and itself. */
  public List<String> ruledBy() {
    return Stream.of(like, name).distinct().toList();
  }

  public Optional<ColumnSpec> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
