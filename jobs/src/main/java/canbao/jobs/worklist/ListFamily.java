package canbao.jobs.worklist;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;

/**
 * What somebody is due for and lacks; within a plan a family is its number, so that it is narrow.
 */
enum ListFamily {
  PENSION,
  MEDICAL;

  private static final List<ListFamily> IN_ORDER = List.of(values());

  /** As in result rows. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private int number() {
    return IN_ORDER.indexOf(this);
  }

  /** The word of a number. */
  static Column wordOf(Column number) {
    Column[] words = IN_ORDER.stream().map(one -> lit(one.word())).toArray(Column[]::new);
    return get(array(words), number);
  }

  /** The number of a word, in either case. */
  static Column numberOf(Column word) {
    Column number = when(lit(false), lit(null).cast("int"));
    for (ListFamily one : values()) {
      number = number.when(lower(word).equalTo(one.word()), one.number());
    }
    return number;
  }

  /** A row for each. */
  static Column each() {
    return explode(array(IN_ORDER.stream().map(one -> lit(one.number())).toArray(Column[]::new)));
  }
}
