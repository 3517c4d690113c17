package canbao.jobs.evaluation;

import canbao.jobs.lake.Scala;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One evaluation: what the rows of its tables begin and end with.
 *
 * @param runId names what it rests on: the same inputs have the same name
 */
record EvaluationRun(LocalDate asOf, EvaluationKind kind, String releaseId, String runId) {

  /** Digits behind the point of every number. */
  static final int PLACES = 6;

  private static final int RUN_DIGITS = 12;

  /**
   * @param numbers of all years
   * @param whatIfs what is known of groups and lapses
   */
  static EvaluationRun of(
      RunContext context, EvaluationKind kind, EvaluationNumbers numbers, WhatIfs whatIfs) {
    LocalDate asOf = context.asOf();
    Settings settings = context.settings();
    String inputs =
        String.join(
            "\n",
            kind.word(),
            numbers.fingerprint(),
            whatIfs.toString(),
            settings.denominators().headline(),
            settings.plan().fingerprint());
    String runId = asOf + "-" + DigestUtils.sha256Hex(inputs).substring(0, RUN_DIGITS);
    return new EvaluationRun(asOf, kind, numbers.releaseId(), runId);
  }

  /**
   * A row of one of the evaluation's tables.
   *
   * @param cells in the table's order; an array stands for its cells, an empty Optional for null,
   *     an exact number is rounded half up to {@link #PLACES}
   */
  Row row(Object... cells) {
    List<Object> row = new ArrayList<>(List.of(asOf, kind.word()));
    Stream.of(cells).flatMap(EvaluationRun::flat).map(EvaluationRun::cell).forEach(row::add);
    row.add(releaseId);
    row.add(runId);
    return RowFactory.create(row.toArray());
  }

  private static Stream<Object> flat(Object cell) {
    return cell instanceof Object[] several
        ? Stream.of(several).flatMap(EvaluationRun::flat)
        : Stream.of(cell);
  }

  private static Object cell(Object cell) {
    Object value = cell instanceof Optional<?> optional ? optional.orElse(null) : cell;
    if (value instanceof Ratio number) {
      return number.decimal(PLACES);
    }
    if (value instanceof Judgement judgement) {
      return judgement.text();
    }
    if (value instanceof Reason reason) {
      return reason.word();
    }
    return value instanceof List<?> several ? Scala.seq(several) : value;
  }
}
