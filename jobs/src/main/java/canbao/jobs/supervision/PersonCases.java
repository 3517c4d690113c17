package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import canbao.jobs.run.Supervision;
import canbao.jobs.supervision.Situations.Suspicion;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cases that other lists make than those of relations: Q13 by the list of statuses, Q19 by that of
 * groups. The city of the list's row is asked, or that of the person.
 */
record PersonCases(OpenRegister register, Dataset<Row> suspected, Supervision limits) {

  Dataset<Row> found() {
    Dataset<Row> students =
        register.statuses().filter(col("kind").equalTo("STUDENT")).withColumn("says", col("kind"));
    Dataset<Row> oldStudents = cases("Q13", "old_student", Suspicion.OLD_STUDENT, students);
    Optional<Dataset<Row>> notInsured =
        register
            .groupMembers()
            .map(
                rows ->
                    rows.filter(col("group_code").isin(limits.groups().toArray()))
                        .withColumn("says", col("group_code")))
            .map(rows -> cases("Q19", "not_insured", Suspicion.GROUP_NOT_INSURED, rows));
    return notInsured.map(oldStudents::unionByName).orElse(oldStudents);
  }

  /** One case a person, with all rows of the list that hold on the day. */
  private Dataset<Row> cases(String check, String kind, Suspicion what, Dataset<Row> list) {
    Dataset<Row> people =
        suspected.filter(what.isTrue()).select(col("person_key"), col("city").as("home"));
    Column row = struct("source", "batch", "file", "line_no", "row_key", "city", "home", "says");
    Dataset<Row> rows =
        list.filter(col("is_known").and(register.holds()))
            .join(broadcast(people), "person_key")
            .groupBy("person_key")
            .agg(sort_array(collect_list(row)).as("rows"));
    Column last = element_at(col("rows"), -1);
    return Found.of(
        check,
        kind,
        rows.select(
            col("person_key").as(Found.ABOUT),
            coalesce(last.getField("city"), last.getField("home")).as("division"),
            Found.keys(col("person_key"), transform(col("rows"), one -> one.getField("row_key")))
                .as("person_keys"),
            concat(lit("list says "), last.getField("says")).as("evidence"),
            Found.places(col("rows")).as("places")));
  }
}
