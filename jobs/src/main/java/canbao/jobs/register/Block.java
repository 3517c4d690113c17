package canbao.jobs.register;

import static org.apache.spark.sql.functions.explode;

import canbao.jobs.lake.Few;
import canbao.jobs.linkage.Comparison;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What people have alike whom it is worth to compare. */
enum Block {
  /** One number that is no valid one: of an officer's card, or the same fault in two sources. */
  NUMBER,
  NAME_AND_BIRTH,
  NAME_AND_PLACE,
  BIRTH_AND_PLACE,
  BIRTH_AND_INITIAL;

  private static final String KEY = "block";

  /** Its word in model files. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Comparisons that say nothing of pairs of the block, because all are alike in them. */
  Set<Comparison> blockedBy() {
    return switch (this) {
      case NUMBER -> EnumSet.of(Comparison.NUMBER);
      case NAME_AND_BIRTH, BIRTH_AND_INITIAL -> EnumSet.of(Comparison.NAME, Comparison.BIRTH);
      case NAME_AND_PLACE -> EnumSet.of(Comparison.NAME, Comparison.PLACE);
      case BIRTH_AND_PLACE -> EnumSet.of(Comparison.BIRTH, Comparison.PLACE);
    };
  }

  /**
   * Pairs alike in this: the columns of both sides of {@link Evidence}, once for each place that
   * they share.
   *
   * @param asked evidence of few people
   * @param everybody evidence of many
   */
  Dataset<Row> pairs(Few asked, Dataset<Row> everybody) {
    return Evidence.asTo(keyed(everybody))
        .join(
            asked.made(Evidence.asFrom(keyed(asked.rows()))).hinted(),
            Evidence.from(KEY).equalTo(Evidence.to(KEY)))
        .drop("from_" + KEY, "to_" + KEY);
  }

  private Dataset<Row> keyed(Dataset<Row> evidence) {
    return evidence.withColumn(KEY, explode(new BlockNumbers(List.of(this)).all()));
  }
}
