package canbao.jobs.quality;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns of a batch are those of the last accepted one of the same mode that speaks for the
 * city. A column has come or vanished if it has values in one of the two, more than the limit
 * bears, and in the other in no row; that is asked of columns that may be missing. It drifts if the
 * share of its unreadable and undeclared values has grown by more than the limit's rate, and to
 * more rows than its count.
 */
public record SchemaDrift() implements Kind {

  private static final BigInteger WHOLE_BP = BigInteger.valueOf(10_000);
  private static final String ROWS = "rows";
  private static final String UNREADABLE = "unreadable";
  private static final String GIVEN = "given";
  private static final String BEFORE = "_before";

  @Override
  public Name name() {
    return Name.SCHEMA_DRIFT;
  }

  @Override
  public String drawn() {
    return "no column comes, vanishes or becomes unreadable";
  }

  @Override
  public List<String> numbers() {
    return List.of(ROWS, GIVEN, UNREADABLE, ROWS + BEFORE, GIVEN + BEFORE, UNREADABLE + BEFORE);
  }

  @Override
  public boolean looksAtColumns() {
    return true;
  }

  @Override
  public Map<String, Long> parts(Rule rule, BatchFacts facts, String division) {
    return facts.portions().columns(division);
  }

  /** Lists with one number a column, in one order; without a batch before, only those of now. */
  @Override
  public Numbers numbers(Rule rule, BatchFacts facts, String division) {
    Map<String, Long> now = parts(rule, facts, division);
    Map<String, Long> before = facts.lastOfMode(rule, division).orElse(Map.of());
    Set<String> columns = new TreeSet<>();
    now.keySet().forEach(key -> addColumn(columns, key));
    before.keySet().forEach(key -> addColumn(columns, key));
    Numbers numbers = state(Numbers.none(), "", columns, now);
    return before.isEmpty() ? numbers : state(numbers, BEFORE, columns, before);
  }

  private static void addColumn(Set<String> columns, String key) {
    int blank = key.indexOf(' ');
    if (blank > 0) {
      columns.add(key.substring(blank + 1));
    }
  }

  private static Numbers state(
      Numbers numbers, String when, Set<String> columns, Map<String, Long> counts) {
    return numbers
        .and(ROWS + when, counts.getOrDefault(ROWS, 0L))
        .and(GIVEN + when, each(columns, GIVEN, counts))
        .and(UNREADABLE + when, each(columns, UNREADABLE, counts));
  }

  private static List<Long> each(Set<String> columns, String what, Map<String, Long> counts) {
    return columns.stream().map(column -> counts.getOrDefault(part(what, column), 0L)).toList();
  }

  private static String part(String what, String column) {
    return what + " " + column;
  }

  @Override
  public Measure measure(Limit limit, Numbers numbers) {
    if (numbers.count(ROWS + BEFORE) == 0 || numbers.count(ROWS) == 0) {
      return Measure.none();
    }
    List<Long> given = numbers.many(GIVEN);
    long drifted = 0;
    for (int i = 0; i < given.size(); i++) {
      if (hasComeOrGone(limit, numbers, i) || isLessReadable(limit, numbers, i)) {
        drifted++;
      }
    }
    return Measure.of(drifted > 0, given.size(), drifted)
        .between(Optional.empty(), drifted, Optional.of(0L));
  }

  private static boolean hasComeOrGone(Limit limit, Numbers numbers, int column) {
    long now = numbers.many(GIVEN).get(column);
    long before = numbers.many(GIVEN + BEFORE).get(column);
    return (now == 0 && limit.isExceededBy(before, numbers.count(ROWS + BEFORE)))
        || (before == 0 && limit.isExceededBy(now, numbers.count(ROWS)));
  }

  /** {@code unreadable/rows − before/rows before > rate}, multiplied out. */
  private static boolean isLessReadable(Limit limit, Numbers numbers, int column) {
    BigInteger rows = BigInteger.valueOf(numbers.count(ROWS));
    BigInteger rowsBefore = BigInteger.valueOf(numbers.count(ROWS + BEFORE));
    long now = numbers.many(UNREADABLE).get(column);
    BigInteger before = BigInteger.valueOf(numbers.many(UNREADABLE + BEFORE).get(column));
    BigInteger growth =
        BigInteger.valueOf(now).multiply(rowsBefore).subtract(before.multiply(rows));
    BigInteger borne = rows.multiply(rowsBefore).multiply(BigInteger.valueOf(limit.rateBp()));
    return now > limit.count() && growth.multiply(WHOLE_BP).compareTo(borne) > 0;
  }

  /** How the rows and the counts of columns are called among the parts of a result. */
  static Map<String, Long> counted(
      long rows, Map<String, Long> given, Map<String, Long> unreadable) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put(ROWS, rows);
    given.forEach((column, count) -> counts.put(part(GIVEN, column), count));
    unreadable.forEach((column, count) -> counts.put(part(UNREADABLE, column), count));
    return counts;
  }
}
