package canbao.jobs.profile;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.datasketches.ArrayOfLongsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is counted of all columns of a source in one pass over its rows. */
final class SourceTally implements Serializable {

  private static final long serialVersionUID = 1L;

  /** So many columns of a row are asked together whether something stands there. */
  private static final int MOST_COLUMNS = Long.SIZE - 1;

  private static final int MOST_GAPS = 4096;

  private final List<ColumnTally> columns = new ArrayList<>();
  private long rows;
  private transient ItemsSketch<Long> gaps = new ItemsSketch<>(MOST_GAPS);

  private SourceTally(int width) {
    for (int column = 0; column < width; column++) {
      columns.add(new ColumnTally());
    }
  }

  /**
   * Counts rows.
   *
   * @param texts columns of text alone
   */
  static SourceTally of(Dataset<Row> texts) {
    int width = texts.columns().length;
    SourceTally whole = new SourceTally(width);
    texts
        .javaRDD()
        .mapPartitions(part -> List.of(of(part, width)).iterator())
        .collect()
        .forEach(whole::add);
    return whole;
  }

  private static SourceTally of(Iterator<Row> part, int width) {
    SourceTally tally = new SourceTally(width);
    part.forEachRemaining(tally::add);
    return tally;
  }

  private void add(Row row) {
    rows++;
    long missing = 0;
    for (int column = 0; column < columns.size(); column++) {
      boolean isThere = columns.get(column).add(row.getString(column));
      if (!isThere && column < MOST_COLUMNS) {
        missing |= 1L << column;
      }
    }
    gaps.update(missing);
  }

  private void add(SourceTally other) {
    rows += other.rows;
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column).add(other.columns.get(column));
    }
    gaps = gaps.merge(other.gaps);
  }

  long rows() {
    return rows;
  }

  List<ColumnTally> columns() {
    return List.copyOf(columns);
  }

  /** How many rows lack which columns: bit i is the i-th. */
  Map<Long, Long> gaps() {
    Map<Long, Long> byColumns = new TreeMap<>();
    Arrays.stream(gaps.getFrequentItems(ErrorType.NO_FALSE_POSITIVES))
        .forEach(gap -> byColumns.put(gap.getItem(), gap.getEstimate()));
    return byColumns;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeObject(gaps.toByteArray(new ArrayOfLongsSerDe()));
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    gaps = ItemsSketch.getInstance(Memory.wrap((byte[]) in.readObject()), new ArrayOfLongsSerDe());
  }
}
