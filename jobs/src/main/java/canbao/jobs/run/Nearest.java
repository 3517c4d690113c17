package canbao.jobs.run;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that a mistyped one most likely stands for. */
public final class Nearest {

  private static final int SHORT = 4;

  private Nearest() {}

  /** The known word at most two letters, or a third of the word's letters, away; one if short. */
  public static Optional<String> to(String word, Collection<String> known) {
    int limit =
        word.length() <= SHORT ? Math.min(1, word.length() - 1) : Math.max(2, word.length() / 3);
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= limit)
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The end of a message about an unknown word: the nearest known one, or all of them. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known)
        .map(", did you mean '%s'?"::formatted)
        .orElseGet(() -> ", known: " + known.stream().collect(joining(", ")));
  }

  /** Letters to insert, delete, replace, or exchange with the next (optimal string alignment). */
  private static int distance(String left, String right) {
    int[][] rows = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(rows, i, j, left, right);
      }
    }
    return rows[left.length()][right.length()];
  }

  private static int cheapest(int[][] rows, int i, int j, String left, String right) {
    int replaced = rows[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
    int one = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean isExchange =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return isExchange ? Math.min(one, 1 + rows[i - 2][j - 2]) : one;
  }
}
