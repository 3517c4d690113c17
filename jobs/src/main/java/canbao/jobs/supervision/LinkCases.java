package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.Slice;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Q01: somebody whose number is wrong or nobody's is probably a person of the population, or
 * several fit. The rows count in the upper bound alone until an officer has found out.
 */
record LinkCases(OpenRegister register) {

  Dataset<Row> found() {
    Dataset<Row> links =
        register
            .links()
            .filter(col("certainty").isin("probable", "none"))
            .select("from_key", "to_key", "method", "certainty")
            .dropDuplicates("from_key");
    Dataset<Row> people =
        register
            .lake()
            .table("register.identity", Slice.where("brought_by", "others"))
            .orElseThrow()
            .select(col("person_key"), col("cities"));
    return Found.of(
        "Q01",
        when(col("certainty").equalTo("probable"), "probable_link").otherwise("several_fit"),
        people
            .join(broadcast(links), col("person_key").equalTo(col("from_key")))
            .select(
                col("certainty"),
                col("from_key").cast("string").as(Found.ABOUT),
                when(size(col("cities")).gt(0), element_at(col("cities"), 1)).as("division"),
                sort_array(array_compact(array(col("from_key"), col("to_key")))).as("person_keys"),
                concat(lit("link by "), col("method")).as("evidence"),
                Found.nowhere().as("places")));
  }
}
