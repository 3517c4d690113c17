package canbao.jobs.run;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that a mistyped one most likely stands for. */
public final class Nearest {

  private Nearest() {}

  /** The known word at most two letters, or a third of the word's letters, away. */
  public static Optional<String> to(String word, Collection<String> known) {
    int limit = Math.max(2, word.length() / 3);
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

  /** Levenshtein's distance: letters to insert, delete or replace. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      previous = nextRow(previous, i, left.charAt(i - 1), right);
    }
    return previous[right.length()];
  }

  private static int[] nextRow(int[] previous, int i, char letter, String right) {
    int[] row = new int[previous.length];
    row[0] = i;
    for (int j = 1; j < row.length; j++) {
      int replaced = previous[j - 1] + (letter == right.charAt(j - 1) ? 0 : 1);
      row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
    }
    return row;
  }
}
