package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.DeequAdapter;
import canbao.jobs.quality.RowRules;
import canbao.jobs.quality.RuleCount;
import canbao.jobs.run.Limits;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.LandingTable;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import canbao.udfs.Functions;
import canbao.udfs.Pseudonym;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes in one batch of one source: reads its files once to verify and judge every row, refuses it
 * whole if it must, and otherwise reads them once more to write what is accepted.
 */
final class BatchIntake implements AutoCloseable {

  private final Lake lake;
  private final SourceSpec source;
  private final RowRules rules;
  private final Limits limits;
  private final Manifest manifest;
  private final List<FileToRead> files;
  private final SourceRows sourceRows;
  private final BatchRows batchRows;
  private final List<Dataset<Row>> kept = new ArrayList<>();

  private Dataset<Row> judged;
  private Dataset<Row> exceptions;
  private Tally tally;

  BatchIntake(Lake lake, SourceSpec source, RowRules rules, Limits limits, BatchToTake batch) {
    this.lake = lake;
    this.source = source;
    this.rules = rules;
    this.limits = limits;
    this.manifest = batch.manifest();
    this.files = batch.files();
    this.sourceRows = new SourceRows(source, manifest.header());
    this.batchRows = new BatchRows(lake.spark(), source, manifest, files, limits);
  }

  /**
   * A batch whose manifest and folder agree.
   *
   * @param files those of the manifest
   */
  record BatchToTake(Manifest manifest, List<FileToRead> files) {}

  /**
   * Reads and judges all rows.
   *
   * @param inForce rows in force by city before the batch; only a full list is measured by them
   * @throws BatchRefused if the batch cannot be taken; nothing was written then
   */
  void verify(Map<String, Long> inForce) throws BatchRefused {
    boolean isEnrolment = source.table().equals("enrolment");
    JudgedRows judging = new JudgedRows(sourceRows, rules, isEnrolment);
    Dataset<Row> alone = keep(judging.alone(batchRows.rows()));
    Dataset<Row> sharedKeys = keep(JudgedRows.sharedKeys(alone));
    boolean hasTwins = !sharedKeys.isEmpty();
    Dataset<Row> twins = keep(JudgedRows.twins(hasTwins ? alone : alone.limit(0), sharedKeys));
    judged = judging.judged(alone, twins);
    tally = Tally.of(judged);
    BatchVerdict verdict = new BatchVerdict(manifest, limits);
    verdict.refuseUnsoundFiles(files, batchRows, tally);
    verdict.refuseEmptyKeys(tally);
    if (manifest.header().isFull()) {
      verdict.refuseCollapse(tally, inForce);
    }
    exceptions =
        keep(judged.filter(col("verdict").notEqual(JudgedRows.ACCEPTED).or(col("is_contested"))));
  }

  Tally tally() {
    return tally;
  }

  List<RuleCount> ruleCounts() {
    return DeequAdapter.count(
        rules,
        judged
            .filter(col("verdict").notEqual(JudgedRows.DUPLICATE))
            .select("division", "violations", "applicable"));
  }

  /** Puts the accepted rows into {@code landing}, in place of what an earlier try left there. */
  void land(Pseudonym pseudonym) {
    Column isAccepted = coalesce(col("verdict"), lit(JudgedRows.ACCEPTED)).equalTo("accepted");
    Dataset<Row> accepted = withExceptions().filter(isAccepted).select(landingColumns(pseudonym));
    lake.replace(
        LandingTable.of(source), accepted, Slice.where("batch", manifest.header().batch()));
  }

  /** Rows of {@code quality.rejected}; read from the files when they are written. */
  Dataset<Row> rejectedRows() throws BatchRefused {
    Column[] read =
        Stream.concat(
                Stream.of(
                    col(ReadRequest.FILE_NO),
                    col(ReadRequest.LINE_NO),
                    col("violations"),
                    col(ReadRequest.RAW),
                    lit(false).as("has_conflicting_twin")),
                sourceRows.readColumns().stream())
            .toArray(Column[]::new);
    Column rejecting = col("violations").bitwiseAND(rules.rejecting());
    return batchRows
        .rows()
        .join(
            exceptions.filter(col("verdict").equalTo(JudgedRows.REJECTED)).drop("op", "key_empty"),
            JudgedRows.position(),
            "inner")
        .select(read)
        .select(
            lit(source.name()).as("source"),
            lit(manifest.header().batch()).as("batch"),
            fileName().as("file"),
            col(ReadRequest.LINE_NO),
            rules.brokenRuleIds(rejecting).as("rules"),
            rules.reasons(rejecting).as("reasons"),
            col(ReadRequest.RAW));
  }

  @Override
  public void close() {
    kept.forEach(rows -> rows.unpersist());
    batchRows.close();
  }

  private Dataset<Row> withExceptions() {
    return rows()
        .join(
            exceptions.select(
                col(ReadRequest.FILE_NO),
                col(ReadRequest.LINE_NO),
                col("verdict"),
                col("is_contested")),
            JudgedRows.position(),
            "left");
  }

  private Dataset<Row> rows() {
    try {
      return batchRows.rows();
    } catch (BatchRefused e) {
      throw new IllegalStateException("A verified batch has become unreadable", e);
    }
  }

  private Column[] landingColumns(Pseudonym pseudonym) {
    boolean hasPerson =
        source.columns().stream().anyMatch(c -> c.kind() == ColumnKind.DOCUMENT_NUMBER);
    Column none = lit(null);
    List<Column> columns = new ArrayList<>();
    columns.add(lit(manifest.header().batch()).as("batch"));
    columns.add(fileName().as("file"));
    columns.add(col(ReadRequest.LINE_NO));
    columns.add(sha2(sourceRows.digestText().cast("binary"), 256).as("digest"));
    columns.add(sourceRows.operation().as("op"));
    columns.add(sourceRows.city().as("city"));
    columns.add(
        (hasPerson ? Functions.personKey(pseudonym, sourceRows.personText()) : none)
            .as("person_key"));
    columns.add(
        (hasPerson ? when(sourceRows.document().isNotNull(), "exact").otherwise("none") : none)
            .as("certainty"));
    columns.add(coalesce(col("is_contested"), lit(false)).as("is_contested"));
    columns.add(col(ReadRequest.UNKNOWN_COLUMNS));
    source.columns().forEach(column -> columns.add(col(column.name())));
    return columns.toArray(Column[]::new);
  }

  private Column fileName() {
    Column[] names = files.stream().map(file -> lit(file.name())).toArray(Column[]::new);
    return names.length == 0 ? lit("") : array(names).getItem(col(ReadRequest.FILE_NO));
  }

  private Dataset<Row> keep(Dataset<Row> rows) {
    Dataset<Row> persisted = rows.persist(org.apache.spark.storage.StorageLevel.MEMORY_AND_DISK());
    kept.add(persisted);
    return persisted;
  }
}
