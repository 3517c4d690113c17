package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.ComputedOnce;
import canbao.jobs.lake.Few;
import canbao.jobs.lake.History;
import canbao.jobs.run.KnownDay;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who became covered between two days by a relation that by its own dates was there on the first
 * day, and only was not known, or not known to be his or hers.
 *
 * <p>A relation that the register had for the first day in another state or pool is not late: it
 * was resumed or corrected since.
 *
 * @param before the first day, as it was counted
 * @param register as it stands for the later day
 * @param countsSuspended whether suspended relations make cover
 */
record LateReports(KnownDay before, RegisterOn register, boolean countsSuspended) {

  /** INT: the set of lines in which somebody has such relations. */
  static final String LATE_LINES = "late_lines";

  private static final List<String> RELATION = List.of("source", "relation_id");

  /**
   * Columns person_key and {@link #LATE_LINES}, for those alone who have some.
   *
   * @param people {@code person_key} of people who became covered, each once
   * @param once for their relations; they are read back until it is closed
   */
  Dataset<Row> of(Few people, ComputedOnce once) {
    LiveRelation relation = new LiveRelation(register.day(), countsSuspended);
    Column isOfPeople = PeopleLinks.PERSON.equalTo(col("asked_key"));
    Dataset<Row> live =
        register
            .links()
            .certain(register.enrolments())
            .filter(Condition.all(relation.conditions()).and(relation.isLive()))
            .filter(new LiveRelation(before.day(), countsSuspended).isInTime())
            .join(
                people.made(people.rows().select(col("person_key").as("asked_key"))).hinted(),
                isOfPeople,
                "left_semi")
            .select(
                PeopleLinks.PERSON,
                PeopleLinks.IS_LINKED.as("is_linked"),
                line().as(LATE_LINES),
                col(RELATION.get(0)),
                col(RELATION.get(1)));
    Few asked = people.made(once.computed("gained_relations", live));
    Few known = asked.made(known(asked));
    return asked
        .rows()
        .join(known.hinted(), RELATION.toArray(String[]::new), "left_outer")
        .filter(col("was_known").isNull().or(col("is_linked")))
        .groupBy("person_key")
        .agg(bit_or(col(LATE_LINES)).as(LATE_LINES));
  }

  /** Those of some relations that the register had for the first day. */
  private Dataset<Row> known(Few relations) {
    Dataset<Row> asked = relations.rows().select(RELATION.get(0), RELATION.get(1)).distinct();
    return History.asKnown(
            register.openOrEndedAfter("register.enrolment", before.known().minusDays(1)),
            register.known())
        .filter(col(History.VALID_FROM).isNull().or(col(History.VALID_FROM).leq(lit(before.day()))))
        .filter(col(History.IS_ABSENT).equalTo(lit(false)))
        .join(relations.made(asked).hinted(), RELATION.toArray(String[]::new), "left_semi")
        .select(RELATION.get(0), RELATION.get(1))
        .distinct()
        .withColumn("was_known", lit(true));
  }

  private static Column line() {
    Column bit = lit(0);
    for (InsuranceLine line : InsuranceLine.values()) {
      bit = when(col("line").equalTo(line.code()), line.bit()).otherwise(bit);
    }
    return bit;
  }
}
