package canbao.jobs.control;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The control numbers of one step of a run.
 *
 * @param step its name
 * @param asOf business date of the run
 * @param runId the run
 */
public record ControlNumbers(Lake lake, String step, LocalDate asOf, String runId) {

  private static final int NAMED = 3;

  /**
   * Writes the step's numbers in place of those that it had of the same batches, and of those
   * without a batch.
   */
  public void write(List<ControlNumber> numbers) {
    Slice same =
        Slice.anyOf(
            numbers.stream()
                .map(
                    number ->
                        number
                            .batch()
                            .map(
                                batch ->
                                    Slice.where("source", number.source())
                                        .and(Slice.where("batch", batch)))
                            .orElse(Slice.whereNone("batch")))
                .distinct()
                .toList());
    write(numbers, same);
  }

  /**
   * Writes the step's numbers in place of some.
   *
   * @param same those among the numbers of the step that go
   */
  public void write(List<ControlNumber> numbers, Slice same) {
    lake.replace(
        ControlTables.CONTROL_NUMBER,
        lake.spark()
            .createDataFrame(
                numbers.stream().map(this::row).toList(), ControlTables.CONTROL_NUMBER.columns()),
        Slice.where("as_of", asOf).and(Slice.where("step", step)).and(same));
  }

  /**
   * Ends the run if one of the numbers does not balance; they are written before that.
   *
   * @param remedy what to do then
   * @throws JobFailure GATE
   */
  public void stopUnlessBalanced(List<ControlNumber> numbers, String remedy) {
    List<ControlNumber> broken = numbers.stream().filter(number -> !number.isBalanced()).toList();
    if (!broken.isEmpty()) {
      write(numbers);
      throw new JobFailure(
          ExitCode.GATE,
          "Control numbers of step %s on %s do not balance, nothing after it was made"
              .formatted(step, asOf),
          named(broken),
          remedy);
    }
  }

  /** The numbers that all steps of a day have written and that do not balance. */
  public static List<ControlNumber> broken(Lake lake, LocalDate asOf) {
    return read(lake, Slice.where("as_of", asOf)).stream()
        .filter(number -> !number.isBalanced())
        .toList();
  }

  /** Those of the step and run, for a day. */
  public List<ControlNumber> written() {
    return read(
        lake,
        Slice.where("as_of", asOf)
            .and(Slice.where("step", step))
            .and(Slice.where("run_id", runId)));
  }

  private static List<ControlNumber> read(Lake lake, Slice slice) {
    return lake
        .read(ControlTables.CONTROL_NUMBER, slice)
        .select(
            col("source"),
            col("batch").cast("string"),
            col("file"),
            col("rows_in"),
            col("accepted"),
            col("rejected"),
            col("duplicate"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new ControlNumber(
                    row.getString(0),
                    Optional.ofNullable(row.getString(1)).map(LocalDate::parse),
                    Optional.ofNullable(row.getString(2)),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6)))
        .toList();
  }

  private static String named(List<ControlNumber> broken) {
    Stream<String> first = broken.stream().map(ControlNumber::toString).sorted().limit(NAMED);
    String more = broken.size() > NAMED ? "; and %d more".formatted(broken.size() - NAMED) : "";
    return first.collect(joining("; ")) + more;
  }

  private Row row(ControlNumber number) {
    return RowFactory.create(
        asOf,
        runId,
        step,
        number.source(),
        number.batch().orElse(null),
        number.file().orElse(null),
        number.rowsIn(),
        number.accepted(),
        number.rejected(),
        number.duplicate(),
        number.isBalanced());
  }
}
