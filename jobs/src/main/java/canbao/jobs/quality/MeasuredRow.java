package canbao.jobs.quality;

import canbao.jobs.quality.MetricState.Analyzer;
import canbao.jobs.quality.MetricState.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Where the states of a division stand in its row of what {@link DeequAdapter} has aggregated: two
 * numbers a rule, the rows, two numbers a column, four a number.
 *
 * <p>They are read here as Deequ would, but for it parsing each predicate again for each division.
 *
 * @param first column of the first rule
 * @param rules of the batch that has most
 * @param columns of the batch that has most
 */
record MeasuredRow(int first, int rules, int columns) {

  private static final int A_RULE = 2;
  private static final int A_COLUMN = 2;
  private static final int A_NUMBER = 4;

  List<MetricState> states(BatchMeasures.Asked asked, Row row) {
    String division = row.getString(1);
    List<MetricState> states = new ArrayList<>();
    int size = first + A_RULE * rules;
    states.add(new MetricState(division, Analyzer.SIZE, "*", Values.rows(row.getLong(size))));
    for (int i = 0; i < asked.rules().rules().size(); i++) {
      String rule = asked.rules().rules().get(i).id();
      matches(row, first + A_RULE * i)
          .map(values -> new MetricState(division, Analyzer.COMPLIANCE, rule, values))
          .ifPresent(states::add);
    }
    int columnsAt = size + 1;
    for (int i = 0; i < asked.columns().all().size(); i++) {
      String column = asked.columns().all().get(i);
      matches(row, columnsAt + A_COLUMN * i)
          .map(values -> new MetricState(division, Analyzer.COMPLETENESS, column, values))
          .ifPresent(states::add);
    }
    int numbersAt = columnsAt + A_COLUMN * columns;
    for (int i = 0; i < asked.columns().numbers().size(); i++) {
      int at = numbersAt + A_NUMBER * i;
      if (!row.isNullAt(at)) {
        String number = asked.columns().numbers().get(i);
        Values sum = Values.sum(row.getDouble(at), row.getLong(at + 1));
        Values minimum = Values.minimum(row.getDouble(at + 2));
        Values maximum = Values.maximum(row.getDouble(at + 3));
        states.add(new MetricState(division, Analyzer.MEAN, number, sum));
        states.add(new MetricState(division, Analyzer.MINIMUM, number, minimum));
        states.add(new MetricState(division, Analyzer.MAXIMUM, number, maximum));
      }
    }
    return states;
  }

  /** None where the analyzer applies to no row. */
  private static Optional<Values> matches(Row row, int at) {
    return row.isNullAt(at) || row.isNullAt(at + 1)
        ? Optional.empty()
        : Optional.of(Values.matches(row.getLong(at), row.getLong(at + 1)));
  }
}
