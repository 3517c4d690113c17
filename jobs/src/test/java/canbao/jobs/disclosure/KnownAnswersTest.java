package canbao.jobs.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.disclosure.Attack.Interval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Worked examples of public packages and guides: what an attack finds, and what to hide then. */
class KnownAnswersTest {

  /** A table as text: a name and counts a line; an asterisk marks what is hidden. */
  private static final class Drawn {

    private final List<String> names;
    private final long[][] counts;
    private final boolean[][] isHidden;

    private Drawn(List<String> names, long[][] counts, boolean[][] isHidden) {
      this.names = names;
      this.counts = counts;
      this.isHidden = isHidden;
    }

    long[][] counts() {
      return counts;
    }

    boolean[][] isHidden() {
      return isHidden;
    }

    static Drawn of(String text) {
      List<String[]> lines = text.lines().map(line -> line.trim().split(" +")).toList();
      return new Drawn(
          lines.stream().map(line -> line[0]).toList(),
          lines.stream()
              .map(line -> cells(line).mapToLong(i -> count(line[i])).toArray())
              .toArray(long[][]::new),
          lines.stream()
              .map(
                  line -> {
                    boolean[] marks = new boolean[line.length - 1];
                    cells(line).forEach(i -> marks[i - 1] = line[i].endsWith("*"));
                    return marks;
                  })
              .toArray(boolean[][]::new));
    }

    private static IntStream cells(String[] line) {
      return IntStream.range(1, line.length);
    }

    private static long count(String cell) {
      return Long.parseLong(cell.replace("*", ""));
    }

    TwoWayTable table() {
      return new TwoWayTable(
          Arrays.stream(counts)
              .map(row -> Arrays.stream(row).mapToObj(n -> new long[] {n}).toArray(long[][]::new))
              .toList(),
          row -> true);
    }

    /** What to hide besides because of what is. */
    boolean[][] toHide(int threshold) {
      Blocks.Cells areHidden = (row, column) -> isHidden[row][column];
      return new Blocks(table(), areHidden, threshold).toHide(areHidden);
    }

    /** By somebody who knows all totals and what is not hidden. */
    Attack attack(boolean[][] hidden) {
      Map<String, Long> all = new LinkedHashMap<>();
      for (int row = 0; row < counts.length; row++) {
        for (int column = 0; column < counts[row].length; column++) {
          all.put(cell(row, column), counts[row][column]);
        }
      }
      Attack attack = new Attack(all);
      for (int row = 0; row < counts.length; row++) {
        int line = row;
        attack.knows(columns().mapToObj(column -> cell(line, column)).toList());
        columns()
            .filter(column -> !hidden[line][column])
            .forEach(column -> attack.knows(List.of(cell(line, column))));
      }
      columns()
          .forEach(
              column ->
                  attack.knows(
                      IntStream.range(0, counts.length)
                          .mapToObj(row -> cell(row, column))
                          .toList()));
      return attack;
    }

    private IntStream columns() {
      return IntStream.range(0, counts[0].length);
    }

    String cell(int row, int column) {
      return names.get(row) + (char) ('a' + column);
    }

    boolean[][] with(boolean[][] more) {
      boolean[][] all = Arrays.stream(isHidden).map(boolean[]::clone).toArray(boolean[][]::new);
      for (int row = 0; row < all.length; row++) {
        for (int column = 0; column < all[row].length; column++) {
          all[row][column] |= more[row][column];
        }
      }
      return all;
    }
  }

  private static final Drawn S1 =
      Drawn.of(
          """
          w  30*  47*  64*  89
          x  90* 124    5*  31
          y  92  100*  59   85*
          z 800  991* 651  685*""");

  /** S-1, of the R package sdcTable: two or more are hidden in every line, and it is no use. */
  @Test
  void twoHiddenInEachLineCanBeTooFew() {
    assertThat(S1.attack(S1.isHidden()).of("wb")).isEqualTo(new Interval(47, 47));

    boolean[][] withOneMore = S1.with(new boolean[4][4]);
    withOneMore[1][3] = true;
    assertThat(S1.attack(withOneMore).of("wb")).isEqualTo(new Interval(0, 78));

    boolean[][] hidden = S1.with(S1.toHide(10));
    Attack attack = S1.attack(hidden);
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 4; column++) {
        if (hidden[row][column]) {
          assertThat(attack.of(S1.cell(row, column)).width()).isGreaterThanOrEqualTo(10);
        }
      }
    }
  }

  /** S-3, of sdcTable: two tables of the same farms, by county and by size. Each alone is safe. */
  @Test
  void tablesThatAreSafeAloneCanTellTogether() {
    Attack attack =
        new Attack(Map.of("A", 2L, "B", 2L, "I", 8L, "J", 8L, "K", 3L, "L", 3L, "M", 3L, "N", 7L));
    List.of("I", "J", "N").forEach(shown -> attack.knows(List.of(shown)));
    attack.knows(List.of("A", "B", "I", "J")); // county 1
    attack.knows(List.of("K", "L", "M", "N")); // county 2
    attack.knows(List.of("A", "B", "I", "J", "K", "N")); // small
    attack.knows(List.of("L", "M")); // big
    assertThat(attack.of("K")).isEqualTo(new Interval(3, 3));

    // Who has both tables knows the sums of what they cut each other into: the small ones of county
    // 2, K and N, are 10. K alone cannot be hidden among them.
    Line ofBoth = new Line(List.of(new long[] {3}, new long[] {7}), number -> true);
    assertThat(ofBoth.toHide(number -> false, 4).toString()).isEqualTo("{0, 1}");
  }

  /** S-4, of the R package easySdcTable: a sum of two counts of which each is one at least. */
  @Test
  void whoKnowsThatHiddenCountsAreNoZerosKnowsMore() {
    Drawn table =
        Drawn.of(
            """
            r1 0  1*  7 1*  0
            r2 2* 0   0 2*  8""");
    Attack zerosShown = table.attack(table.isHidden());
    zerosShown.knowsAtLeast(1, "r1b");
    zerosShown.knowsAtLeast(1, "r1d");
    assertThat(zerosShown.of("r1b")).isEqualTo(new Interval(1, 1));

    // Zeros that are hidden with others are hidden too, so nobody knows that a hidden cell has
    // some.
    boolean[][] hidden = table.with(table.toHide(3));
    boolean[][] all = Arrays.stream(hidden).map(boolean[]::clone).toArray(boolean[][]::new);
    Arrays.stream(all).forEach(row -> Arrays.fill(row, true));
    for (String cell : List.of("r1b", "r1d", "r2a", "r2d")) {
      long widest = Math.min(3, table.attack(all).of(cell).width());
      assertThat(table.attack(hidden).of(cell).width()).as(cell).isGreaterThanOrEqualTo(widest);
    }
  }

  /** S-6, of OpenSAFELY's documentation: ages in one table, ages of men in another. */
  @Test
  void womenAreWhatMenLackToAll() {
    // 8 of 20, 10 of 25, 15 of 30, 25 of 40; of the men 7 of 19, 5 of 15, 8 of 18, 13 of 25.
    Drawn covered =
        Drawn.of(
            """
            men   7 5 8 13
            women 1 5 7 12""");
    Drawn uncovered =
        Drawn.of(
            """
            men   12 10 10 12
            women  0  5  5  3""");
    boolean[][] women = new boolean[2][4];
    Arrays.fill(women[1], true);
    assertThat(covered.attack(women).of("womena")).isEqualTo(new Interval(1, 1));
    assertThat(uncovered.attack(women).of("womena")).isEqualTo(new Interval(0, 0));

    TwoWayTable both =
        new TwoWayTable(
            IntStream.range(0, 2)
                .mapToObj(
                    row ->
                        IntStream.range(0, 4)
                            .mapToObj(
                                column ->
                                    new long[] {
                                      covered.counts()[row][column], uncovered.counts()[row][column]
                                    })
                            .toArray(long[][]::new))
                .toList(),
            row -> true);
    boolean[][] hidden = new Blocks(both, (row, column) -> false, 5).toHide((row, column) -> false);
    assertThat(hidden[0][0]).as("men of 21 to 30").isTrue();
    assertThat(covered.attack(hidden).of("womena").width()).isGreaterThanOrEqualTo(5);
    assertThat(uncovered.attack(hidden).of("womend").width()).isGreaterThanOrEqualTo(5);
  }
}
