package canbao.jobs.ingest;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.AcceptedShrink;
import canbao.jobs.quality.MeasuredColumns;
import canbao.jobs.quality.PortionColumns;
import canbao.jobs.quality.RowRules;
import canbao.jobs.quality.Rule;
import canbao.jobs.run.Limits;
import canbao.jobs.source.BatchName;
import canbao.jobs.source.ColumnKind;
import canbao.jobs.source.LandingTable;
import canbao.jobs.source.SourceRows;
import canbao.jobs.source.SourceSpec;
import canbao.udfs.Functions;
import canbao.udfs.Pseudonym;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One batch of one source on its way in: its raw rows, how they are read, and where they go. */
final class BatchIntake implements AutoCloseable {

  private final int number;
  private final SourceSpec source;
  private RowRules rules;
  private final List<Rule> groupRules;
  private final BatchToTake batch;
  private final SourceRows sourceRows;
  private final BatchRows batchRows;

  /**
   * Opens the files of a batch.
   *
   * @param number of the batch among those of its day
   * @param rules that hold for its rows, of any kind
   */
  BatchIntake(int number, SourceSpec source, List<Rule> rules, BatchToTake batch, BatchRows rows) {
    this.number = number;
    this.source = source;
    this.rules = new RowRules(rules.stream().filter(rule -> rule.kind().isByRow()).toList());
    this.groupRules = rules.stream().filter(rule -> !rule.kind().isByRow()).toList();
    this.batch = batch;
    this.sourceRows = new SourceRows(source, batch.manifest().header());
    this.batchRows = rows;
  }

  int number() {
    return number;
  }

  SourceSpec source() {
    return source;
  }

  RowRules rules() {
    return rules;
  }

  /** Lets some rules apply to no row of the batch. */
  void leaveOut(Predicate<Rule> cannotBeJudged) {
    rules =
        new RowRules(
            rules.rules().stream()
                .map(rule -> cannotBeJudged.test(rule) ? rule.applyingToNothing() : rule)
                .toList());
  }

  /** The rules that judge what the rows of a city come to together. */
  List<Rule> groupRules() {
    return groupRules;
  }

  /** What those need to know of a row. */
  PortionColumns portionColumns() {
    return new PortionColumns(groupRules, source, sourceRows.readSchema());
  }

  /** What is measured of its columns. */
  MeasuredColumns measured() {
    return MeasuredColumns.of(source);
  }

  Manifest manifest() {
    return batch.manifest();
  }

  List<FileToRead> files() {
    return batch.files();
  }

  BatchId id() {
    BatchName name = new BatchName(source.name(), manifest().header().correction());
    return new BatchId(name, manifest().header().batch());
  }

  SourceRows sourceRows() {
    return sourceRows;
  }

  Dataset<Row> rawRows() {
    return batchRows.rows();
  }

  /** Looks whether a file of the batch is to blame that Spark failed to read its rows. */
  boolean findDamage() {
    return batchRows.findDamage();
  }

  /** Refuses the batch if a file was found damaged. */
  void refuseDamaged() throws BatchRefused {
    batchRows.refuseDamaged();
  }

  /** Refuses the batch if a file was changed after its rows were judged. */
  void refuseChangedMeanwhile() throws BatchRefused {
    batchRows.refuseChangedMeanwhile();
  }

  /**
   * Refuses the batch if it cannot be taken as a whole; all its rows were read before.
   *
   * @param inForce rows in force by city before the batch; only a full list is measured by them
   * @return the losses of rows that it is taken in spite of
   */
  List<AcceptedShrink> refuseIfUnsound(
      Tally tally, Limits limits, Map<String, Long> inForce, ShrinkPermit permit)
      throws BatchRefused {
    batchRows.refuseDamaged();
    BatchVerdict verdict = new BatchVerdict(manifest(), limits);
    verdict.refuseUnsoundFiles(files(), batchRows, tally);
    if (!id().isCorrection()) {
      // Who corrects rows one by one is told of each of them.
      verdict.refuseEmptyKeys(tally);
    }
    if (!manifest().header().isFull()) {
      return List.of();
    }
    verdict.refuseEmptyList(tally, inForce);
    List<Collapse> collapses = verdict.collapses(tally, inForce);
    List<Collapse> refused = permit.refused(collapses);
    if (!refused.isEmpty()) {
      throw new BatchRefused(refused.stream().map(Collapse::toString).collect(joining("; ")));
    }
    return permit.accepted(id(), collapses);
  }

  /**
   * Puts the accepted rows into {@code landing}, in place of what an earlier try left there.
   *
   * @param exceptions judged rows of the day that are not accepted or are contested
   */
  void land(Lake lake, Pseudonym pseudonym, Dataset<Row> exceptions) {
    Column isAccepted =
        coalesce(col("verdict"), lit(JudgedRows.ACCEPTED)).equalTo(JudgedRows.ACCEPTED);
    Dataset<Row> accepted =
        rawRows()
            .withColumn(JudgedRows.BATCH_NO, lit(number))
            .join(
                exceptions.drop("violations", "applicable", "division", "op", "key_empty"),
                JudgedRows.position(),
                "left")
            .filter(isAccepted);
    land(lake, pseudonym, accepted, col("is_contested"));
  }

  /** Puts all rows into {@code landing}: every one is accepted, and no two share a key. */
  void landAll(Lake lake, Pseudonym pseudonym) {
    land(lake, pseudonym, rawRows(), lit(false));
  }

  /** Takes back what was put into {@code landing}. */
  void takeBack(Lake lake) {
    TableHome home = LandingTable.of(source);
    lake.replace(home, lake.spark().createDataFrame(List.of(), home.columns()), slice());
  }

  /**
   * Rows of {@code quality.rejected}; read from the files when they are written.
   *
   * @param exceptions as in {@link #land}
   */
  Dataset<Row> rejectedRows(Dataset<Row> exceptions) {
    Column rejecting = col("violations").bitwiseAND(rules.rejecting());
    Dataset<Row> rejected =
        rawRows()
            .withColumn(JudgedRows.BATCH_NO, lit(number))
            .join(
                exceptions
                    .filter(col("verdict").equalTo(JudgedRows.REJECTED))
                    .select(
                        col(JudgedRows.BATCH_NO),
                        col(ReadRequest.FILE_NO),
                        col(ReadRequest.LINE_NO),
                        col("violations")),
                JudgedRows.position(),
                "inner");
    return sourceRows
        .readForRules(
            rejected,
            List.of(
                col(ReadRequest.FILE_NO),
                col(ReadRequest.LINE_NO),
                col("violations"),
                col(ReadRequest.RAW)),
            List.of())
        .select(
            lit(source.name()).as("source"),
            lit(manifest().header().batch()).as("batch"),
            fileName().as("file"),
            col(ReadRequest.LINE_NO),
            rules.brokenRuleIds(rejecting).as("rules"),
            rules.reasons(rejecting).as("reasons"),
            col(ReadRequest.RAW));
  }

  /**
   * Rows of {@code quality.suspect}; where they stand and what they break is enough.
   *
   * @param accepted judged rows of the day that are accepted
   */
  Dataset<Row> suspectRows(Dataset<Row> accepted) {
    Column suspecting = col("violations").bitwiseAND(rules.suspecting());
    return accepted
        .filter(col(JudgedRows.BATCH_NO).equalTo(number).and(suspecting.notEqual(0L)))
        .select(
            lit(source.name()).as("source"),
            lit(manifest().header().batch()).as("batch"),
            fileName().as("file"),
            col(ReadRequest.LINE_NO),
            rules.brokenRuleIds(suspecting).as("rules"));
  }

  /** Columns in the files that the source does not declare; known once all rows were read. */
  Set<String> unknownColumns() {
    return batchRows.unknownColumns();
  }

  @Override
  public void close() {
    batchRows.close();
  }

  private void land(Lake lake, Pseudonym pseudonym, Dataset<Row> accepted, Column isContested) {
    List<Column> kept = new ArrayList<>();
    kept.add(lit(manifest().header().batch()).as("batch"));
    kept.add(fileName().as("file"));
    kept.add(col(ReadRequest.LINE_NO));
    kept.add(coalesce(isContested, lit(false)).as("is_contested"));
    kept.add(col(ReadRequest.UNKNOWN_COLUMNS));
    source.columns().forEach(column -> kept.add(col(column.name())));
    Dataset<Row> rows =
        sourceRows
            .read(accepted, kept, List.of("digest_text", "op", "city", "person_text", "document"))
            .withColumn("digest", sha2(col("digest_text").cast("binary"), 256));
    lake.replace(LandingTable.of(source), withPerson(rows, pseudonym), slice());
  }

  private Slice slice() {
    Slice ofDate = Slice.where("batch", manifest().header().batch());
    return id().isCorrection()
        ? ofDate.and(Slice.anyOf(fileNames().map(name -> Slice.where("file", name)).toList()))
        : ofDate;
  }

  /** As tables of rows call the files. */
  private Stream<String> fileNames() {
    return files().stream().map(file -> id().name().file(file.name()));
  }

  private Dataset<Row> withPerson(Dataset<Row> rows, Pseudonym pseudonym) {
    boolean hasPerson =
        source.columns().stream().anyMatch(c -> c.kind() == ColumnKind.DOCUMENT_NUMBER);
    Column none = lit(null);
    return rows.withColumn(
            "person_key", hasPerson ? Functions.personKey(pseudonym, col("person_text")) : none)
        .withColumn(
            "certainty",
            hasPerson ? when(col("document").isNotNull(), "exact").otherwise("none") : none);
  }

  private Column fileName() {
    Column[] names = fileNames().map(name -> lit(name)).toArray(Column[]::new);
    return names.length == 0 ? lit("") : get(array(names), col(ReadRequest.FILE_NO));
  }
}
