package canbao.jobs.reprocess;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.BatchLog;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.run.OwnersFile;
import canbao.jobs.run.Settings;
import canbao.jobs.run.SheetText;
import canbao.jobs.source.ColumnSpec;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Gives the rejected rows of a source out to be corrected: those of the batches in force that
 * nobody has handed back yet. They are data of people; that they went out stands in {@code
 * quality.rejected_export} before the file is there.
 */
public final class RejectedExport {

  private static final String NEW = "I";

  private final Settings settings;
  private final SourceSpec source;
  private final Lake lake;
  private final SentTexts sent;

  private RejectedExport(SparkSession spark, Settings settings, SourceSpec source, SentTexts sent) {
    this.settings = settings;
    this.source = source;
    this.lake = new Lake(spark, settings.lake());
    this.sent = sent;
  }

  /** Reads once more what the source has sent. */
  @FunctionalInterface
  public interface SentTexts {

    /**
     * The texts of some rows, by the names of the source's columns, and OP.
     *
     * @param places with the columns batch, file and line_no; these stand first in the result
     */
    List<Row> of(SparkSession spark, Settings settings, SourceSpec source, Dataset<Row> places);
  }

  /**
   * Why rows go out.
   *
   * @param account that ran the command
   */
  public record Purpose(String text, String account, Instant moment) {}

  /**
   * Writes the file.
   *
   * @return rows in it
   * @throws canbao.jobs.run.JobFailure USAGE if it is there already or cannot be written; INPUT if
   *     files of the batches lie in the landing folder no more
   */
  public static long write(
      SparkSession spark,
      Settings settings,
      SourceSpec source,
      SentTexts sent,
      Path path,
      Purpose purpose) {
    return new RejectedExport(spark, settings, source, sent).write(path, purpose);
  }

  private long write(Path path, Purpose purpose) {
    OwnersFile file = OwnersFile.at(path);
    List<String> lines = lines(rejected());
    lake.add(
        QualityTables.REJECTED_EXPORT,
        lake.spark()
            .createDataFrame(
                List.of(
                    RowFactory.create(
                        source.name(),
                        (long) lines.size(),
                        purpose.text(),
                        purpose.account(),
                        Timestamp.from(purpose.moment()))),
                QualityTables.REJECTED_EXPORT.columns())
            .coalesce(1));
    String header = SheetText.line(new CorrectionSheet(source).columns());
    file.write((header + String.join("", lines)).getBytes(StandardCharsets.UTF_8));
    return lines.size();
  }

  /** Place, rules and reasons of the rows that can be corrected. */
  private Dataset<Row> rejected() {
    List<BatchEntry> inForce = BatchLog.read(lake).inForce(source.name(), LocalDate.MAX);
    Slice slice =
        Slice.anyOf(inForce.stream().map(one -> Slice.where("batch", one.batch())).toList());
    Slice ofSource = Slice.where("source", source.name());
    Dataset<Row> handedBack =
        lake.read(QualityTables.CORRECTION, ofSource).select("batch", "file", "line_no");
    return lake.read(QualityTables.REJECTED, ofSource.and(slice))
        .join(handedBack, new String[] {"batch", "file", "line_no"}, "left_anti")
        .select(
            col("batch"),
            col("file"),
            col("line_no"),
            array_join(col("rules"), "; ").as("rules"),
            array_join(col("reasons"), "; ").as("reasons"));
  }

  private List<String> lines(Dataset<Row> rejected) {
    Map<RowPlace, List<String>> why =
        rejected
            .select(
                col("batch").cast("string"),
                col("file"),
                col("line_no"),
                col("rules"),
                col("reasons"))
            .collectAsList()
            .stream()
            .collect(
                Collectors.toMap(
                    RejectedExport::place, row -> List.of(row.getString(3), row.getString(4))));
    Dataset<Row> places = rejected.select("batch", "file", "line_no");
    List<Row> texts = why.isEmpty() ? List.of() : sent.of(lake.spark(), settings, source, places);
    List<String> lines = new ArrayList<>();
    for (Row row : texts) {
      RowPlace place = place(row);
      List<String> values = new ArrayList<>();
      values.add(place.batch().toString());
      values.add(SheetText.shown(place.file()));
      values.add(Long.toString(place.line()));
      why.get(place).forEach(text -> values.add(SheetText.shown(text)));
      values.addAll(texts(row));
      lines.add(SheetText.line(values));
    }
    return lines;
  }

  /** As {@link CorrectionSheet#sent} has the columns; a row of a full list is a new one. */
  private List<String> texts(Row row) {
    Map<String, String> byHeader = new TreeMap<>();
    byHeader.put(SourceRows.OP, text(row, SourceRows.OP, NEW));
    for (ColumnSpec column : source.columns()) {
      String unused = byHeader.put(column.header(), text(row, column.name(), ""));
    }
    return new CorrectionSheet(source)
        .sent().stream().map(header -> SheetText.shown(byHeader.get(header))).toList();
  }

  private static String text(Row row, String column, String none) {
    String text = row.getAs(column);
    return text == null ? none : text;
  }

  private static RowPlace place(Row row) {
    return new RowPlace(LocalDate.parse(row.getString(0)), row.getString(1), row.getLong(2));
  }
}
