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
import org.apache.spark.storage.StorageLevel;

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

  /**
   * Opens the files of a batch.
   *
   * @throws BatchRefused if they cannot be read at all
   */
  BatchIntake(IntakeRules intakeRules, Lake lake, SourceSpec source, BatchToTake batch)
      throws BatchRefused {
    this.lake = lake;
    this.source = source;
    this.rules = intakeRules.rules();
    this.limits = intakeRules.limits();
    this.manifest = batch.manifest();
    this.files = batch.files();
    this.sourceRows = new SourceRows(source, manifest.header());
    this.batchRows = BatchRows.open(lake.spark(), source, batch, limits);
  }

  /**
   * By what a batch is judged.
   *
   * @param rules its rows
   * @param limits the batch as a whole
   */
  record IntakeRules(RowRules rules, Limits limits) {}

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
  Dataset<Row> rejectedRows() {
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
    for (Dataset<Row> rows : kept) {
      Dataset<Row> unused = rows.unpersist();
    }
    batchRows.close();
  }

  private Dataset<Row> withExceptions() {
    return batchRows
        .rows()
        .join(
            exceptions.select(
                col(ReadRequest.FILE_NO),
                col(ReadRequest.LINE_NO),
                col("verdict"),
                col("is_contested")),
            JudgedRows.position(),
            "left");
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
    Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(persisted);
    return persisted;
  }
}
