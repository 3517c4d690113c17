package canbao.jobs.profile;

import canbao.udfs.DateForm;
import canbao.udfs.TextForm;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.OptionalInt;
import org.apache.datasketches.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What is counted of one column in one pass, in some hundred kilobytes whatever the rows: Apache
 * DataSketches keep frequent values and shapes, and how many distinct values there are.
 */
final class ColumnTally implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Three quarters of so many values are counted exactly; of more, the frequent ones. */
  private static final int MOST_VALUES = 4096;

  private static final int MOST_PATTERNS = 1024;

  /** Distinct values are told within 2 % in two of three cases. */
  private static final int LG_REGISTERS = 12;

  private long missing;
  private long present;
  private final EnumMap<ValueType, Long> types = new EnumMap<>(ValueType.class);
  private int shortest = Integer.MAX_VALUE;
  private int longest;
  private int firstDay = Integer.MAX_VALUE;
  private int lastDay = Integer.MIN_VALUE;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private transient ItemsSketch<String> values = new ItemsSketch<>(MOST_VALUES);
  private transient ItemsSketch<String> patterns = new ItemsSketch<>(MOST_PATTERNS);
  private transient HllSketch distinct = new HllSketch(LG_REGISTERS);

  /** A value and how many rows have it, at least. */
  record Frequent(String value, long rows) {}

  /**
   * Counts one text as it came.
   *
   * @return whether something stands there
   */
  boolean add(String raw) {
    UTF8String text = TextForm.read(UTF8String.fromString(raw));
    if (text == null) {
      missing++;
      return false;
    }
    present++;
    int length = text.numChars();
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
    for (ValueType type : ValueType.values()) {
      if (type.matches(text)) {
        types.merge(type, 1L, Long::sum);
        addRange(type, text);
      }
    }
    String value = text.toString();
    values.update(value);
    patterns.update(TextPattern.of(value));
    distinct.update(value);
    return true;
  }

  private void addRange(ValueType type, UTF8String text) {
    if (type == ValueType.DATE) {
      Integer day = DateForm.first(text);
      // Nothing for a word of the sources that means no end.
      if (day != null) {
        firstDay = Math.min(firstDay, day);
        lastDay = Math.max(lastDay, day);
      }
    } else if (type == ValueType.DECIMAL) {
      double number = Double.parseDouble(text.toString());
      least = Math.min(least, number);
      greatest = Math.max(greatest, number);
    }
  }

  /** Adds what another part of the rows has. */
  void add(ColumnTally other) {
    missing += other.missing;
    present += other.present;
    other.types.forEach((type, rows) -> types.merge(type, rows, Long::sum));
    shortest = Math.min(shortest, other.shortest);
    longest = Math.max(longest, other.longest);
    firstDay = Math.min(firstDay, other.firstDay);
    lastDay = Math.max(lastDay, other.lastDay);
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
    values = values.merge(other.values);
    patterns = patterns.merge(other.patterns);
    Union union = new Union(LG_REGISTERS);
    union.update(distinct);
    union.update(other.distinct);
    distinct = union.getResult();
  }

  long missing() {
    return missing;
  }

  long present() {
    return present;
  }

  long rowsOf(ValueType type) {
    return types.getOrDefault(type, 0L);
  }

  int shortest() {
    return shortest;
  }

  int longest() {
    return longest;
  }

  /** Days since 1970-01-01; empty if nothing is a date. */
  OptionalInt firstDay() {
    return hasDays() ? OptionalInt.of(firstDay) : OptionalInt.empty();
  }

  OptionalInt lastDay() {
    return hasDays() ? OptionalInt.of(lastDay) : OptionalInt.empty();
  }

  private boolean hasDays() {
    return firstDay <= lastDay;
  }

  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }

  /** Whether every value was counted. */
  boolean isExact() {
    return values.getMaximumError() == 0;
  }

  /** Distinct values; estimated if there are too many to count each. */
  long distinct() {
    return isExact() ? values.getNumActiveItems() : Math.round(distinct.getEstimate());
  }

  /** The most frequent values first; of equally frequent ones the lesser text. */
  List<Frequent> values() {
    return frequent(values);
  }

  /** The most frequent shapes first. */
  List<Frequent> patterns() {
    return frequent(patterns);
  }

  private static List<Frequent> frequent(ItemsSketch<String> items) {
    return Arrays.stream(items.getFrequentItems(ErrorType.NO_FALSE_POSITIVES))
        .map(row -> new Frequent(row.getItem(), row.getLowerBound()))
        .sorted(Comparator.comparingLong(Frequent::rows).reversed().thenComparing(Frequent::value))
        .toList();
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeObject(values.toByteArray(new ArrayOfStringsSerDe()));
    out.writeObject(patterns.toByteArray(new ArrayOfStringsSerDe()));
    out.writeObject(distinct.toCompactByteArray());
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    values = items((byte[]) in.readObject());
    patterns = items((byte[]) in.readObject());
    distinct = HllSketch.heapify((byte[]) in.readObject());
  }

  private static ItemsSketch<String> items(byte[] bytes) {
    return ItemsSketch.getInstance(Memory.wrap(bytes), new ArrayOfStringsSerDe());
  }
}
