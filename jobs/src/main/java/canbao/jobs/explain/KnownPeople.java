package canbao.jobs.explain;

import static canbao.udfs.Functions.maskDocument;
import static canbao.udfs.Functions.maskName;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.ReportTable;
import canbao.udfs.Functions;
import canbao.udfs.Pseudonym;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The people whom a document means, by {@code register.identity}: the one place that knows how keys
 * are found.
 *
 * @param askedKey pseudonym of the document that was asked for, whether it is somebody's or not
 * @param identities person_key and, as text, what the register knows the person by; numbers and
 *     names are masked before they leave Spark
 */
public record KnownPeople(long askedKey, List<Row> identities) {

  private static final String KEY = "person_key";
  private static final String METHOD = "method";
  private static final String PROVISIONAL = "provisional";

  /**
   * Looks for the person with the valid number, and for those whom the register knows by that text
   * alone, because it is no valid number in their rows.
   */
  public static KnownPeople find(Lake lake, Pseudonym pseudonym, AskedDocument asked) {
    // The number itself would be read in Spark's plans: its key and an opaque method stand there.
    Column isWrittenSo =
        Functions.invoke(
            new Functions.Method(asked, "isWrittenAs", DataTypes.StringType, DataTypes.BooleanType),
            col("document"));
    long key = pseudonym.key(asked.canonical().orElse(asked.number()));
    List<Row> identities = new ArrayList<>();
    // Two queries, because Spark passes a filter with an opaque part in an OR to no file.
    if (asked.canonical().isPresent()) {
      identities.addAll(identities(lake, Slice.where(KEY, key), lit(true)));
    }
    identities.addAll(identities(lake, Slice.where(METHOD, PROVISIONAL), isWrittenSo));
    return new KnownPeople(key, identities);
  }

  /** Each once, in their order. */
  public List<Long> keys() {
    return identities.stream().map(row -> row.getLong(0)).distinct().sorted().toList();
  }

  /** A table of what the register knows a person by. */
  public String drawn(long person) {
    ReportTable table =
        ReportTable.of("type", "document", "name", METHOD, "certainty", "known from");
    identities.stream()
        .filter(row -> row.getLong(0) == person)
        .forEach(
            row ->
                table.add(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6)));
    return table.drawn();
  }

  private static List<Row> identities(Lake lake, Slice slice, Column isMeant) {
    return lake.table("register.identity", slice)
        .map(rows -> masked(rows.filter(isMeant)).collectAsList())
        .orElse(List.of());
  }

  private static Dataset<Row> masked(Dataset<Row> rows) {
    return rows.select(
            col(KEY),
            col("document_type"),
            maskDocument(col("document")).as("document"),
            maskName(col("name")).as("name"),
            col(METHOD),
            col("certainty"),
            col("known_from").cast(DataTypes.StringType))
        .orderBy(KEY, "known_from");
  }
}
