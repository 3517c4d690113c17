package canbao.jobs.run;

import java.util.Comparator;

/**
 * One thing wrong in one settings file.
 *
 * @param file as the operator named it
 * @param line from 1; 0 when the fault is of the whole file
 * @param column from 1
 */
record Fault(String file, int line, int column, String text) implements Comparable<Fault> {

  private static final Comparator<Fault> ORDER =
      Comparator.comparing(Fault::file)
          .thenComparingInt(Fault::line)
          .thenComparingInt(Fault::column)
          .thenComparing(Fault::text);

  @Override
  public int compareTo(Fault other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line == 0
        ? "%s %s".formatted(file, text)
        : "%s:%d:%d %s".formatted(file, line, column, text);
  }
}
