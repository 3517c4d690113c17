package canbao.jobs.supervision;

import static canbao.udfs.Functions.nameCanonical;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The names in rows that were landed, in their canonical form. */
final class LandingNames {

  private LandingNames() {}

  /** Place, row_key, certainty and row_name; none if the source has no names or no batch. */
  static Optional<Dataset<Row>> of(Lake lake, SourceSpec source, List<News.Batch> batches) {
    Optional<String> name =
        source.columns().stream()
            .filter(column -> column.kind() == ColumnKind.NAME)
            .map(ColumnSpec::name)
            .findFirst();
    if (batches.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    return lake.table("landing." + source.name(), News.dates(batches))
        .map(
            rows ->
                rows.select(
                    lit(source.name()).as("source"),
                    col("batch"),
                    col("file"),
                    col("line_no"),
                    col("person_key").as("row_key"),
                    col("certainty"),
                    nameCanonical(col(name.get())).as("row_name")));
  }
}
