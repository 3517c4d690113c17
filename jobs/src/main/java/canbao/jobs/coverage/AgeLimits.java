package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.year;

import canbao.jobs.run.Denominators;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * The birthdays on which the predicates of {@code conf/denominators.yml} may say something else of
 * somebody: those of the ages that they compare with, or every one if they use an age otherwise.
 *
 * @param ages full years; none if every birthday counts
 */
record AgeLimits(Optional<SortedSet<Integer>> ages) {

  private static final Pattern AGE = Pattern.compile("\\bage\\b");
  private static final Pattern COMPARED =
      Pattern.compile("\\bage\\s*(?:>=|<=|<>|!=|>|<|=)\\s*(\\d{1,3})\\b");

  static AgeLimits of(Denominators denominators) {
    List<String> predicates =
        Stream.concat(
                denominators.denominators().stream()
                    .flatMap(of -> Stream.of(of.pension(), of.medical())),
                denominators.published().stream()
                    .flatMap(of -> Stream.of(of.pensionExcluded(), of.medicalExcluded())))
            .toList();
    SortedSet<Integer> ages = new TreeSet<>();
    for (String predicate : predicates) {
      Matcher compared = COMPARED.matcher(predicate);
      int comparisons = 0;
      while (compared.find()) {
        comparisons++;
        int age = Integer.parseInt(compared.group(1));
        // A comparison may turn when the age is reached, or when it is passed.
        ages.add(age);
        ages.add(age + 1);
      }
      if (comparisons < AGE.matcher(predicate).results().count()) {
        return new AgeLimits(Optional.empty());
      }
    }
    return new AgeLimits(Optional.of(ages));
  }

  /** DATE each, of a column {@code birth}: those of a period, and maybe others. */
  List<Column> birthdays(LocalDate first, LocalDate last) {
    return ages.map(limits -> limits.stream().map(age -> birthday(lit(age))).toList())
        .orElseGet(
            () ->
                IntStream.rangeClosed(first.getYear(), last.getYear())
                    .mapToObj(of -> birthday(lit(of).minus(year(col("birth")))))
                    .toList());
  }

  /** Who is born on 29 February comes of age on the 28th in a common year. */
  private static Column birthday(Column age) {
    return add_months(col("birth"), age.multiply(12));
  }
}
