package canbao.jobs.supervision;

import static canbao.udfs.Functions.nameCanonical;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.Settings;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The names in rows that were landed, in their canonical form. */
final class LandingNames {

  private LandingNames() {}

  /** Place, row_key, certainty and row_name; none if the source has no names or no batch. */
  static Optional<Dataset<Row>> of(Lake lake, SourceSpec source, List<News.Batch> batches) {
    return batches.isEmpty() ? Optional.empty() : of(lake, source, News.dates(batches));
  }

  /**
   * The given rows with row_name.
   *
   * @param rows of the register, by their place; each batch in which one of them stands is read
   */
  static Optional<Dataset<Row>> of(Lake lake, Settings settings, Few rows) {
    Map<String, List<Slice>> batches =
        rows.rows().select("source", "batch").distinct().collectAsList().stream()
            .collect(
                Collectors.groupingBy(
                    batch -> batch.<String>getAs("source"),
                    Collectors.mapping(
                        batch -> Slice.where("batch", day(batch)), Collectors.toList())));
    String[] place = Found.PLACE.toArray(String[]::new);
    return settings.sources().stream()
        .filter(source -> batches.containsKey(source.name()))
        .flatMap(source -> of(lake, source, Slice.anyOf(batches.get(source.name()))).stream())
        .map(names -> names.drop("row_key", "certainty"))
        .reduce(Dataset::unionByName)
        .map(names -> names.join(rows.hinted(), place, "inner"));
  }

  private static LocalDate day(Row batch) {
    return batch.<java.sql.Date>getAs("batch").toLocalDate();
  }

  private static Optional<Dataset<Row>> of(Lake lake, SourceSpec source, Slice batches) {
    Optional<String> name =
        source.columns().stream()
            .filter(column -> column.kind() == ColumnKind.NAME)
            .map(ColumnSpec::name)
            .findFirst();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return lake.table("landing." + source.name(), batches)
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
