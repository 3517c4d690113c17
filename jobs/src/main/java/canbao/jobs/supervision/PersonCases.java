package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.supervision.Situations.Suspicion;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Cases that are about a person alone, by the city of the population register: Q13 and Q19. */
record PersonCases(Dataset<Row> suspected) {

  Dataset<Row> found() {
    return cases("Q13", "old_student", Suspicion.OLD_STUDENT)
        .unionByName(cases("Q19", "not_insured", Suspicion.GROUP_NOT_INSURED));
  }

  private Dataset<Row> cases(String check, String kind, Suspicion what) {
    return Found.of(
        check,
        kind,
        suspected
            .filter(what.isTrue())
            .select(
                col("person_key").as(Found.ABOUT),
                col("city").as("division"),
                array(col("person_key")).as("person_keys"),
                lit(what == Suspicion.OLD_STUDENT ? "student" : "special group").as("evidence"),
                Found.nowhere().as("places")));
  }
}
