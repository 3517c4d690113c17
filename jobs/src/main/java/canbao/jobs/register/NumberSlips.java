package canbao.jobs.register;

import canbao.udfs.Functions;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Whether few characters of two numbers differ (Levenshtein 1966). Spark's own function compares
 * characters as texts of some bytes, and was a third of the time in which pairs were found; numbers
 * are ASCII but for a few. Public for the code that Spark compiles of plans.
 */
public final class NumberSlips implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int most;

  /**
   * @param most characters that may be another, lacking or too many
   */
  NumberSlips(int most) {
    this.most = most;
  }

  /** Null if one of the numbers is. */
  Column areFew(Column one, Column other) {
    return Functions.invoke(
        new Functions.Method(
            this,
            "areFew",
            List.of(DataTypes.StringType, DataTypes.StringType),
            DataTypes.BooleanType),
        one,
        other);
  }

  /** Called by plans. */
  public boolean areFew(UTF8String one, UTF8String other) {
    byte[] first = one.getBytes();
    byte[] second = other.getBytes();
    return (isAscii(first) && isAscii(second))
        ? areFew(first, second)
        : one.levenshteinDistance(other, most) >= 0;
  }

  /** Row by row of the table of distances, no farther from its diagonal than they may be. */
  private boolean areFew(byte[] one, byte[] other) {
    if (Math.abs(one.length - other.length) > most) {
      return false;
    }
    int tooMany = most + 1;
    int[] row = new int[other.length + 1];
    for (int j = 0; j <= other.length; j++) {
      row[j] = Math.min(j, tooMany);
    }
    for (int i = 1; i <= one.length; i++) {
      int from = Math.max(1, i - most);
      int to = Math.min(other.length, i + most);
      int diagonal = row[from - 1];
      row[from - 1] = from == 1 ? Math.min(i, tooMany) : tooMany;
      int least = row[from - 1];
      for (int j = from; j <= to; j++) {
        int above = j == i + most ? tooMany : row[j];
        int replaced = one[i - 1] == other[j - 1] ? diagonal : diagonal + 1;
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) {
        return false;
      }
    }
    return row[other.length] <= most;
  }

  private static boolean isAscii(byte[] text) {
    for (byte one : text) {
      if (one < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "at most " + most + " slips";
  }
}
