package canbao.jobs.explain;

import canbao.jobs.lake.Lake;
import canbao.jobs.quality.QualityTables;
import canbao.jobs.run.RunContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Who has asked about whom, in {@code quality.explained}: audit data, that nothing is computed
 * from.
 *
 * <p>It is the only thing that {@code explain} writes, and no other command writes to the table: so
 * {@code explain} does not wait for the lake and works beside a night. Rows are added, and two who
 * ask at once both have theirs; only where both would make the table one of them ends with 5,
 * before anything was shown.
 */
public final class AskedLog {

  private final Lake lake;
  private final RunContext context;

  public AskedLog(Lake lake, RunContext context) {
    this.lake = lake;
    this.context = context;
  }

  /**
   * Adds a row for each person meant, or one for a document that is nobody's.
   *
   * @param runId whose numbers are explained
   */
  public void add(KnownPeople people, String runId) {
    List<Long> keys = people.keys();
    boolean isFound = !keys.isEmpty();
    Instant when = context.clock().instant();
    List<Row> rows =
        (isFound ? keys : List.of(people.askedKey()))
            .stream().map(key -> row(key, when, runId, isFound)).toList();
    lake.add(
        QualityTables.EXPLAINED,
        lake.spark().createDataFrame(rows, QualityTables.EXPLAINED.columns()).coalesce(1));
  }

  private Row row(long key, Instant when, String runId, boolean isFound) {
    LocalDate day = context.asOf();
    String who = System.getProperty("user.name");
    return RowFactory.create(day, key, when, who, runId, isFound);
  }
}
