package canbao.jobs.profile;

import canbao.jobs.lake.Scala;
import canbao.jobs.source.ColumnKind;
import com.amazon.deequ.analyzers.DataTypeInstances;
import com.amazon.deequ.metrics.Distribution;
import com.amazon.deequ.metrics.DistributionValue;
import com.amazon.deequ.profiles.ColumnProfile;
import com.amazon.deequ.profiles.NumericColumnProfile;
import com.amazon.deequ.profiles.StandardColumnProfile;
import com.amazon.deequ.suggestions.rules.CategoricalRangeRule;
import com.amazon.deequ.suggestions.rules.CompleteIfCompleteRule;
import com.amazon.deequ.suggestions.rules.NonNegativeNumbersRule;
import com.amazon.deequ.suggestions.rules.RetainCompletenessRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import scala.Option;

/**
 * What Deequ's suggestion rules say of a column, in our words. Its own runner reads the rows three
 * times and answers in Scala; the rules themselves need a profile alone, which was counted here.
 */
final class DeequSuggestions {

  private static final boolean IS_INFERRED = true;

  /** Kinds whose values name no person or thing; only theirs are counted one by one. */
  private static final Set<ColumnKind> CATEGORIES =
      Set.of(ColumnKind.CODE, ColumnKind.DOCUMENT_TYPE);

  private static final Set<ColumnKind> NUMBERS = Set.of(ColumnKind.AMOUNT, ColumnKind.INTEGER);

  /** Deequ looks at the values of columns with so many at most. */
  private static final int MOST_CATEGORIES = 120;

  private final Suggestions column;
  private final ColumnTally tally;
  private final double completeness;

  private DeequSuggestions(Suggestions column) {
    this.column = column;
    this.tally = column.tally();
    this.completeness = (double) tally.present() / Math.max(1, column.rows());
  }

  static Stream<Suggestion> of(Suggestions column) {
    return new DeequSuggestions(column).all().stream();
  }

  private List<Suggestion> all() {
    List<Suggestion> all = new ArrayList<>();
    long rows = column.rows();
    ColumnProfile profile = profile();
    boolean isComplete = CompleteIfCompleteRule.apply().shouldBeApplied(profile, rows);
    RetainCompletenessRule retained =
        new RetainCompletenessRule(
            RetainCompletenessRule.apply$default$1(),
            RetainCompletenessRule.apply$default$2(),
            RetainCompletenessRule.apply$default$3());
    if (isComplete || retained.shouldBeApplied(profile, rows)) {
      all.add(column.complete(Suggestions.DEEQU));
    }
    CategoricalRangeRule categories =
        new CategoricalRangeRule(CategoricalRangeRule.apply$default$1());
    if (hasCategories() && categories.shouldBeApplied(profile, rows)) {
      all.add(
          column.oneOf(
              tally.values().stream().map(ColumnTally.Frequent::value).sorted().toList(),
              Suggestions.DEEQU));
    }
    if (NonNegativeNumbersRule.apply().shouldBeApplied(profile, rows)) {
      all.add(column.notNegative(Suggestions.DEEQU));
    }
    return all;
  }

  private ColumnProfile profile() {
    return NUMBERS.contains(column.column().kind()) && tally.rowsOf(ValueType.DECIMAL) > 0
        ? ofNumbers()
        : new StandardColumnProfile(
            column.column().name(),
            completeness,
            tally.distinct(),
            DataTypeInstances.String(),
            IS_INFERRED,
            Scala.map(Map.of()),
            hasCategories() ? Scala.some(histogram()) : Scala.none());
  }

  private ColumnProfile ofNumbers() {
    Option<Object> none = Scala.none();
    return new NumericColumnProfile(
        column.column().name(),
        completeness,
        tally.distinct(),
        DataTypeInstances.Fractional(),
        IS_INFERRED,
        Scala.map(Map.of()),
        Scala.none(),
        Scala.none(),
        none,
        none,
        Scala.some(tally.greatest()),
        Scala.some(tally.least()),
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        Scala.none());
  }

  private boolean hasCategories() {
    return CATEGORIES.contains(column.column().kind())
        && tally.isExact()
        && tally.present() > 0
        && tally.distinct() <= MOST_CATEGORIES;
  }

  private Distribution histogram() {
    Map<String, DistributionValue> values = new LinkedHashMap<>();
    tally
        .values()
        .forEach(
            value ->
                values.put(
                    value.value(),
                    new DistributionValue(value.rows(), (double) value.rows() / column.rows())));
    return new Distribution(Scala.map(values), values.size(), 0);
  }
}
