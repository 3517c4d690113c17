package canbao.jobs.lake;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of a table whose size does not grow with the people, held in memory: as text, by the values
 * of their key with a stroke between two.
 */
public final class KeyedRows {

  private static final int MOST_NAMED = 20;

  private final List<String> key;
  private final Map<String, String> texts = new TreeMap<>();

  private KeyedRows(List<String> key) {
    this.key = key;
  }

  /**
   * Reads rows.
   *
   * @param key columns that name a row
   */
  public static KeyedRows of(Dataset<Row> rows, List<String> key) {
    KeyedRows keyed = new KeyedRows(key);
    Column name = concat_ws("/", key.stream().map(Column::new).toArray(Column[]::new));
    Column[] all = Stream.of(rows.columns()).sorted().map(Column::new).toArray(Column[]::new);
    rows.select(name, to_json(struct(all)))
        .collectAsList()
        .forEach(row -> keyed.texts.merge(row.getString(0), row.getString(1), String::concat));
    return keyed;
  }

  public long size() {
    return texts.size();
  }

  /**
   * The rows that only one of two tables has, or that are not alike.
   *
   * @param table what they are told of
   * @return a part of a sentence, which names the first of them; empty if there are none
   */
  public Optional<String> differing(KeyedRows others, String table) {
    TreeSet<String> names = new TreeSet<>(texts.keySet());
    names.addAll(others.texts.keySet());
    names.removeIf(name -> Objects.equals(texts.get(name), others.texts.get(name)));
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    String more =
        names.size() > MOST_NAMED ? " and %d more".formatted(names.size() - MOST_NAMED) : "";
    return Optional.of("%s (%s) in %s%s".formatted(table, String.join("/", key), first, more));
  }
}
