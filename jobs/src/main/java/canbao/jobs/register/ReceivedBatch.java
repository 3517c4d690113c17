package canbao.jobs.register;

import canbao.jobs.control.ControlNumber;
import canbao.jobs.lake.Delivery;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Revision;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.quality.BatchEntry;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.LandingTable;
import canbao.jobs.source.SourceSpec;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One accepted batch, as it lies in its landing table and as the register reads it. */
final class ReceivedBatch implements Delivery {

  private final BatchEntry entry;
  private final SourceSpec source;
  private final RegisterRows reading;
  private final BatchEntry.Counts beside;
  private final Lake lake;
  private final Dataset<Row> landed;
  private Optional<ControlNumber> controlNumber = Optional.empty();

  /**
   * @param lake that it has landed in
   * @param beside rows of other batches that lie with its own: corrections of it, or it of them
   */
  ReceivedBatch(Lake lake, SourceSpec source, BatchEntry entry, BatchEntry.Counts beside) {
    this.entry = entry;
    this.source = source;
    this.beside = beside;
    this.lake = lake;
    this.reading = new RegisterRows(source, entry.header().orElseThrow());
    this.landed =
        lake.read(LandingTable.of(source), inItsTable())
            .filter(LandingTable.isOf(entry.name().correction()));
  }

  @Override
  public String source() {
    return source.name();
  }

  @Override
  public BatchHeader header() {
    return entry.header().orElseThrow();
  }

  @Override
  public long size() {
    return entry.counts().accepted();
  }

  @Override
  public long decisive() {
    return controlNumber().accepted();
  }

  /**
   * Its rows by the files, and where they are: in landing, in {@code quality.rejected}, or neither
   * since another one has their words or decides their key. They are looked for once.
   */
  ControlNumber controlNumber() {
    ControlNumber number = controlNumber.orElseGet(this::counted);
    controlNumber = Optional.of(number);
    return number;
  }

  private ControlNumber counted() {
    BatchEntry.Counts counts = entry.counts();
    String table = LandingTable.of(source).qualifiedName();
    long rows = lake.size(table, inItsTable()) - beside.accepted();
    Slice ofSource = Slice.where("source", source.name()).and(inItsTable());
    long rejected = lake.size(QualityTables.REJECTED.qualifiedName(), ofSource) - beside.rejected();
    long superseded = reading.superseded(landed);
    return ControlNumber.of(
            name(), counts.rows(), rows - superseded, rejected, counts.duplicate() + superseded)
        .ofBatch(entry.batch());
  }

  private Slice inItsTable() {
    return Slice.where("batch", entry.batch());
  }

  /** As {@code quality.batch} calls it; corrections have another name than their source. */
  String name() {
    return entry.source();
  }

  /** The table that its rows go to. */
  TableHome home() {
    return RegisterTables.named(source.table());
  }

  boolean isOfPopulation() {
    return source.table().equals("person");
  }

  boolean hasPeople() {
    return reading.hasPeople();
  }

  @Override
  public Dataset<Row> received() {
    return reading.received(landed);
  }

  @Override
  public Dataset<Row> outlines() {
    return reading.outlines(landed);
  }

  @Override
  public Dataset<Row> at(Dataset<Row> places) {
    Column isThere =
        Revision.LINE.stream()
            .map(name -> landed.col(name).equalTo(places.col(name)))
            .reduce(Column::and)
            .orElseThrow();
    return reading.typed(landed.join(places, isThere, "left_semi"));
  }

  /** The documents of all its people, columns as {@link RegisterRows#identities}. */
  Dataset<Row> identities() {
    return reading.identities(landed);
  }

  /**
   * The documents of some of its people.
   *
   * @param keys {@code person_key}, each once
   */
  Dataset<Row> identities(Dataset<Row> keys) {
    Column isAsked = landed.col("person_key").equalTo(keys.col("person_key"));
    return reading.identities(landed.join(keys, isAsked, "left_semi"));
  }

  /** A mark of the batch that a table of batches can be filtered by. */
  Slice applied() {
    return Slice.where("source", name()).and(Slice.where("batch", entry.batch()));
  }
}
