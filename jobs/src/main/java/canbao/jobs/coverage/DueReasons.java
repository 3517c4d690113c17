package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.run.Denominator;
import canbao.jobs.run.Denominators;
import canbao.jobs.run.PublishedDenominator;
import canbao.jobs.run.ReportTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * For one person and every denominator: due or not and, if not, the first part of its predicate
 * that the person's facts do not meet.
 */
final class DueReasons {

  private final Denominators denominators;
  private final Row facts;
  private final long dueBits;

  private DueReasons(Denominators denominators, Row facts, long dueBits) {
    this.denominators = denominators;
    this.facts = facts;
    this.dueBits = dueBits;
  }

  /**
   * @param facts the person's row as {@link PersonFacts} gives it
   * @param state the person's row of {@code coverage.person_state}
   */
  static DueReasons of(Dataset<Row> facts, Row state, Denominators denominators) {
    List<Column> reasons = new ArrayList<>();
    reasons.add(col("person_key"));
    for (Denominator of : denominators.denominators()) {
      reasons.add(new DueRule(of.pension()).firstUnmet().as(name(of, Family.PENSION)));
      reasons.add(new DueRule(of.medical()).firstUnmet().as(name(of, Family.MEDICAL)));
    }
    Row row = facts.select(reasons.toArray(Column[]::new)).head();
    return new DueReasons(denominators, row, state.<Long>getAs("due_bits"));
  }

  /** The part that is not met first; null if the person is due. */
  String why(Denominator denominator, Family family) {
    return facts.getAs(name(denominator, family));
  }

  String drawn() {
    DueBits bits = new DueBits(denominators);
    ReportTable table = ReportTable.of("denominator", "family", "due", "why not");
    for (Denominator of : denominators.denominators()) {
      for (Family family : List.of(Family.PENSION, Family.MEDICAL)) {
        table.add(of.id(), family.word(), word(bits.of(of, family)), why(of, family));
      }
    }
    for (PublishedDenominator of : denominators.published()) {
      for (Family family : List.of(Family.PENSION, Family.MEDICAL)) {
        boolean isCountedOff = has(bits.countedOff(of, family));
        String what =
            "of a published figure; " + (isCountedOff ? "counted off" : "not counted off");
        table.add(of.id(), family.word(), null, what);
      }
    }
    return table.drawn();
  }

  private String word(int bit) {
    return has(bit) ? "yes" : "no";
  }

  private boolean has(int bit) {
    return (dueBits & 1L << bit) != 0;
  }

  private static String name(Denominator denominator, Family family) {
    return denominator.id() + " " + family.word();
  }
}
