package canbao.jobs.supervision;

import canbao.jobs.lake.Scala;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;

/**
 * The cases of a suspect, for a plan. They are found in Java and not in expressions: they are many,
 * the suspected are few, and planning and compiling them took longer than a small night.
 */
final class SuspectCases implements UDF1<Row, List<Row>> {

  /** Names of what it is given, in their order. */
  static final List<String> INPUTS =
      List.of("person_key", "suspicions", "died_day", "home", "rows");

  private static final long serialVersionUID = 1;

  private final LocalDate day;

  SuspectCases(LocalDate day) {
    this.day = day;
  }

  @Override
  public List<Row> call(Row given) {
    Suspect suspect =
        new Suspect(
            given.getLong(0),
            given.getInt(1),
            given.isNullAt(2) ? null : LocalDate.ofEpochDay(given.getInt(2)),
            given.getString(3),
            Scala.rows(given.get(4)).stream().map(SuspectRow::of).toList());
    return new ArrayList<>(cases(suspect).map(Case::row).toList());
  }

  private Stream<Case> cases(Suspect suspect) {
    return Stream.of(
            RelationCases.of(day, suspect), ListCases.of(suspect), BenefitCases.of(suspect))
        .flatMap(all -> all);
  }
}
