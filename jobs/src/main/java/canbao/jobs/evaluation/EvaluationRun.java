package canbao.jobs.evaluation;

import canbao.jobs.evaluation.IndicatorValue.Division;
import canbao.jobs.evaluation.ReleasedNumbers.Origin;
import canbao.jobs.run.Indicator;
import canbao.jobs.run.Measure;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One evaluation, which makes the rows of its tables.
 *
 * @param runId names what it rests on: the same inputs have the same name
 */
record EvaluationRun(LocalDate asOf, EvaluationKind kind, String releaseId, String runId) {

  private static final int BOX = 2;
  private static final int PLACES = 6;
  private static final int RUN_DIGITS = 12;

  static EvaluationRun of(
      LocalDate asOf, EvaluationKind kind, NewestRelease release, Settings settings) {
    String inputs =
        String.join(
            "\n",
            kind.word(),
            release.releaseId(),
            release.rowFingerprint(),
            settings.denominators().headline(),
            settings.indicators().fingerprint());
    String runId = asOf + "-" + DigestUtils.sha256Hex(inputs).substring(0, RUN_DIGITS);
    return new EvaluationRun(asOf, kind, release.releaseId(), runId);
  }

  /** A row of {@code evaluation.indicator_value}. */
  Row row(IndicatorValue value) {
    Optional<Counts> counts = value.counts();
    Optional<Counts.Bounds> people = counts.map(Counts::people);
    Optional<Origin> origin = value.origin();
    return row(
        value,
        value.indicator().measure().map(Measure::word).orElse(null),
        people.map(Counts.Bounds::point).orElse(null),
        people.map(Counts.Bounds::low).orElse(null),
        people.map(Counts.Bounds::high).orElse(null),
        counts.flatMap(Counts::due).orElse(null),
        value.level().map(level -> level.decimal(PLACES)).orElse(null),
        origin.map(Origin::basis).orElse(null),
        origin.map(Origin::family).orElse(null),
        origin.map(Origin::denominator).orElse(null),
        origin.map(Origin::denominatorVersion).orElse(null),
        value.freshness().state(),
        value.freshness().staleSince().orElse(null),
        value.reason().map(Reason::word).orElse(null));
  }

  /** A row of {@code evaluation.assessment}. */
  Row row(AssessedIndicator assessed) {
    IndicatorValue value = assessed.value();
    Assessment assessment = assessed.assessment();
    Indicator.Goal goal = value.indicator().goal();
    return row(
        value,
        goal.kind().text(),
        goal.base2015().text(),
        goal.target2018().text(),
        goal.target2020().text(),
        value.level().map(level -> level.decimal(PLACES)).orElse(null),
        assessment.milestone().map(Assessment.Milestone::year).orElse(null),
        assessment.againstTarget().map(Judgement::text).orElse(null),
        assessed.gap().orElse(null),
        assessment.completion().map(part -> part.decimal(PLACES)).orElse(null),
        TimeShare.of(asOf).decimal(PLACES),
        assessment.progress().map(Judgement::text).orElse(null),
        assessment.judgement().map(Judgement::text).orElse(null),
        assessed.isCertain().orElse(null),
        assessment.reason().map(Reason::word).orElse(null),
        value.freshness().state(),
        value.freshness().staleSince().orElse(null),
        value.indicator().note());
  }

  /** What both tables begin and end with. */
  private Row row(IndicatorValue value, Object... columns) {
    Indicator indicator = value.indicator();
    Division division = value.division();
    List<Object> row =
        new ArrayList<>(
            Arrays.asList(
                asOf,
                kind.word(),
                BOX,
                indicator.number(),
                indicator.sub(),
                division.code(),
                division.name(),
                indicator.name(),
                indicator.unit().text()));
    row.addAll(Arrays.asList(columns));
    row.add(releaseId);
    row.add(runId);
    return RowFactory.create(row.toArray());
  }
}
