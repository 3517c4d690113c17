package canbao.jobs.supervision;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.Slice;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Q01: somebody whose number is wrong or nobody's is probably a person of the population, or
 * several fit. The rows count in the upper bound alone until an officer has found out, or lists
 * have no row of that number any more.
 */
record LinkCases(OpenRegister register) {

  /** None if nobody is linked so. */
  Optional<Dataset<Row>> found() {
    Few links =
        Few.of(
            register
                .links()
                .filter(col("certainty").isin("probable", "none"))
                .select("from_key", "to_key", "method", "certainty")
                .dropDuplicates("from_key"));
    return links.number() == 0 ? Optional.empty() : withRows(links).map(this::cases);
  }

  /** Those of whom some row is in force. */
  private Optional<Few> withRows(Few links) {
    return OpenRows.KEYS.keySet().stream()
        .map(table -> register.table("register." + table))
        .flatMap(Optional::stream)
        .map(rows -> rows.select(col("person_key").as("row_key")))
        .map(
            rows -> rows.join(links.hinted(), col("row_key").equalTo(col("from_key")), "left_semi"))
        .reduce(Dataset::unionByName)
        .map(keys -> links.made(keys.distinct()))
        .map(
            keys ->
                links.made(
                    links
                        .rows()
                        .join(
                            keys.hinted(), col("row_key").equalTo(col("from_key")), "left_semi")));
  }

  private Dataset<Row> cases(Few links) {
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
            .join(links.hinted(), col("person_key").equalTo(col("from_key")))
            .select(
                col("certainty"),
                col("from_key").cast("string").as(Found.ABOUT),
                when(size(col("cities")).gt(0), element_at(col("cities"), 1)).as("division"),
                sort_array(array_compact(array(col("from_key"), col("to_key")))).as("person_keys"),
                concat(lit("link by "), col("method")).as("evidence"),
                Found.nowhere().as("places")));
  }
}
