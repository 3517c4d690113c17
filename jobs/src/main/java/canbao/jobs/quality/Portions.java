package canbao.jobs.quality;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The rows of a batch by what rules that judge them together need to know; few, in memory. */
public final class Portions {

  /**
   * Rows that agree in all of this.
   *
   * @param division six digits, or {@code none}
   * @param unknown bits of the rules on single rows that cannot tell
   * @param states as {@link PortionColumns#states}
   * @param cells as {@link PortionColumns#cells}
   * @param amounts sums over the rows
   */
  public record Portion(
      String division,
      boolean isAccepted,
      long unknown,
      long states,
      String cells,
      long rows,
      List<Long> amounts) {

    public Portion {
      amounts = List.copyOf(amounts);
    }
  }

  private final List<Portion> portions;
  private final Optional<PortionColumns> columns;
  private final Set<String> undeclared;

  private Portions(
      List<Portion> portions, Optional<PortionColumns> columns, Set<String> undeclared) {
    this.portions = List.copyOf(portions);
    this.columns = columns;
    this.undeclared = Set.copyOf(undeclared);
  }

  /**
   * @param undeclared names of columns in the batch's files that its source does not declare
   */
  public Portions(List<Portion> portions, PortionColumns columns, Set<String> undeclared) {
    this(portions, Optional.of(columns), undeclared);
  }

  public static Portions none() {
    return new Portions(List.of(), Optional.empty(), Set.of());
  }

  /** Rows by part, accepted ones that the rule applies to. */
  Map<String, Long> cells(String rule, String division) {
    Map<String, Long> counts = new TreeMap<>();
    int place = columns.orElseThrow().withCells().stream().map(Rule::id).toList().indexOf(rule);
    for (Portion portion : accepted(division)) {
      String part = portion.cells().split(PortionColumns.SEPARATOR, -1)[place];
      if (!part.equals(PortionColumns.APART)) {
        counts.merge(part, portion.rows(), Long::sum);
      }
    }
    return counts;
  }

  /** The sum of a rule's amount over the accepted rows, in hundredths. */
  long amount(String rule, int amount, String division) {
    int place = columns.orElseThrow().firstAmount(rule) + amount;
    return accepted(division).stream().mapToLong(portion -> portion.amounts().get(place)).sum();
  }

  /** Counts of the rules on single rows, with the rows of which each cannot tell. */
  public List<RuleCount> withUnknown(RowRules rules, List<RuleCount> counts) {
    List<String> ids = rules.rules().stream().map(Rule::id).toList();
    return counts.stream()
        .map(
            count ->
                new RuleCount(
                    count.rule(),
                    count.division(),
                    count.checked(),
                    count.failed(),
                    unknown(ids.indexOf(count.rule()), count.division())))
        .toList();
  }

  /** Rejected ones too, as they are counted. */
  private long unknown(int rule, String division) {
    return portions.stream()
        .filter(isIn(division))
        .filter(portion -> (portion.unknown() & RowRules.bit(rule)) != 0)
        .mapToLong(Portion::rows)
        .sum();
  }

  /** The accepted rows, and those of them that have a column or cannot be read in one. */
  Map<String, Long> columns(String division) {
    List<PortionColumns.ColumnState> states = columns.orElseThrow().columnStates();
    Map<String, Long> given = new LinkedHashMap<>();
    Map<String, Long> unreadable = new LinkedHashMap<>();
    for (int i = 0; i < states.size(); i++) {
      long bit = 1L << i;
      long rows = rows(division, portion -> (portion.states() & bit) != 0);
      (states.get(i).isUnreadable() ? unreadable : given).put(states.get(i).column(), rows);
    }
    long rows = rows(division, portion -> true);
    undeclared.forEach(column -> given.put(column, rows));
    return SchemaDrift.counted(rows, given, unreadable);
  }

  private long rows(String division, Predicate<Portion> counts) {
    return accepted(division).stream().filter(counts).mapToLong(Portion::rows).sum();
  }

  private List<Portion> accepted(String division) {
    return portions.stream().filter(Portion::isAccepted).filter(isIn(division)).toList();
  }

  private static Predicate<Portion> isIn(String division) {
    return portion -> division.equals(BatchFacts.PROVINCE) || portion.division().equals(division);
  }
}
