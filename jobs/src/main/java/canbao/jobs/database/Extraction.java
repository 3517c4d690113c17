package canbao.jobs.database;

import canbao.jobs.run.Database;
import canbao.jobs.run.DatabaseSource;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.source.SourceSpec;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lays the batches that databases have up to the night's day down in the landing folder. A batch
 * that lies there or was accepted is not read again: what was read stays what the source has sent.
 */
public final class Extraction {

  private static final Logger LOG = LoggerFactory.getLogger(Extraction.class);

  private final RunContext context;
  private final BiPredicate<String, LocalDate> isAccepted;
  private final List<NotThere> notThere = new ArrayList<>();

  private Extraction(RunContext context, BiPredicate<String, LocalDate> isAccepted) {
    this.context = context;
    this.isAccepted = isAccepted;
  }

  /** A batch that could not be had, and why; nothing of it lies in the landing folder. */
  public record NotThere(String source, LocalDate batch, String reason) {}

  /**
   * Reads from all databases that some sources name; all batches of one database in one snapshot.
   *
   * @param isAccepted whether the batch of a source and a day was accepted before
   * @return what could not be had
   * @throws canbao.jobs.run.JobFailure USAGE if a password is missing or refused, or a table that
   *     the settings name is not there
   */
  public static List<NotThere> run(
      RunContext context, List<SourceSpec> sources, BiPredicate<String, LocalDate> isAccepted) {
    Extraction extraction = new Extraction(context, isAccepted);
    for (Database database : context.settings().databases().all()) {
      extraction.extract(database, sources);
    }
    return extraction.notThere;
  }

  /**
   * Sets aside what was laid down of a batch that was refused: it is kept, and the next extraction
   * reads the batch once more.
   */
  public static void setAside(RunContext context, String source, LocalDate batch) {
    LandedBatch landed = new Extraction(context, (of, day) -> false).landed(source, batch);
    if (landed.isComplete()) {
      LOG.info("{} {} was refused: it is kept as {}", source, batch, landed.setAside());
    }
  }

  private void extract(Database database, List<SourceSpec> sources) {
    List<Wanted> wanted = new ArrayList<>();
    for (DatabaseSource where : context.settings().databases().sourcesOf(database)) {
      sources.stream()
          .filter(source -> source.name().equals(where.source()))
          .forEach(source -> wanted.add(new Wanted(where, source)));
    }
    if (wanted.isEmpty()) {
      return;
    }
    Access access = Access.to(database);
    try (Snapshot snapshot = Snapshot.open(access)) {
      extract(database, new SnapshotReader(context.spark(), access, snapshot), wanted);
    } catch (SQLException e) {
      fail(database, wanted, DatabaseProblem.stateOf(e));
    }
  }

  /** A source and where its batches are. */
  private record Wanted(DatabaseSource where, SourceSpec source) {}

  private void extract(Database database, SnapshotReader reader, List<Wanted> wanted)
      throws SQLException {
    List<PlannedBatch> planned = new ArrayList<>();
    for (Wanted each : wanted) {
      planned.addAll(planned(each, reader.snapshot()));
    }
    if (planned.isEmpty()) {
      return;
    }
    Phase.begin(context.spark(), "ingest: extract batches from " + database.name());
    planned.forEach(batch -> batch.landed().clear());
    List<List<PartFile>> files = reader.read(planned, database.connections());
    for (int i = 0; i < planned.size(); i++) {
      finish(database, planned.get(i), files.get(i));
    }
  }

  private List<PlannedBatch> planned(Wanted wanted, Snapshot snapshot) throws SQLException {
    DatabaseSource where = wanted.where();
    List<DatabaseBatch> batches = new ArrayList<>();
    for (DatabaseBatch batch : snapshot.batches(where.batches(), where.source(), context.asOf())) {
      if (isWanted(batch)) {
        batches.add(batch);
      }
    }
    if (batches.isEmpty()) {
      return List.of();
    }
    DatabaseColumns columns =
        new DatabaseColumns(where, wanted.source(), snapshot.columns(where.rows()));
    List<PlannedBatch> planned = new ArrayList<>();
    for (DatabaseBatch batch : batches) {
      PlannedBatch plan =
          new PlannedBatch(where, batch, columns, landed(batch.source(), batch.batch()));
      Optional<String> problem = plan.problem(batches);
      if (problem.isPresent()) {
        leave(batch, problem.get());
      } else {
        planned.add(plan);
      }
    }
    return planned;
  }

  private boolean isWanted(DatabaseBatch batch) {
    if (isAccepted.test(batch.source(), batch.batch())) {
      return false;
    }
    LandedBatch landed = landed(batch.source(), batch.batch());
    if (landed.isComplete()) {
      LOG.info("{} was read before, into {}", batch, landed.folder());
      return false;
    }
    return true;
  }

  private LandedBatch landed(String source, LocalDate batch) {
    return new LandedBatch(
        context.settings().landing(),
        source,
        batch,
        context.spark().sessionState().newHadoopConf());
  }

  /** Makes a batch complete, or takes back what was read of it. */
  private void finish(Database database, PlannedBatch planned, List<PartFile> files) {
    DatabaseBatch batch = planned.batch();
    long rows = files.stream().mapToLong(PartFile::rows).sum();
    Optional<PartFile> failed = files.stream().filter(file -> !file.isComplete()).findFirst();
    if (failed.isPresent()) {
      leave(batch, DatabaseProblem.reason(database, failed.get().sqlState()));
    } else if (rows != planned.rows()) {
      leave(batch, planned.otherCount(rows));
    } else {
      planned.landed().complete(batch, files);
      LOG.info(
          "{}: {} rows from the database {}, files: {}",
          batch,
          rows,
          database.name(),
          files.size());
    }
  }

  private void leave(DatabaseBatch batch, String reason) {
    leave(batch.source(), batch.batch(), reason);
  }

  /** Nothing of the batch stays, so that nobody takes it for one that is still on its way. */
  private void leave(String source, LocalDate batch, String reason) {
    landed(source, batch).clear();
    notThere.removeIf(other -> other.source().equals(source) && other.batch().equals(batch));
    notThere.add(new NotThere(source, batch, reason));
  }

  /** The batch of the night's day is missing from each source; it may have come before. */
  private void fail(Database database, List<Wanted> wanted, String state) {
    DatabaseProblem.ofSettings(database, state)
        .ifPresent(
            failure -> {
              throw failure;
            });
    String reason = DatabaseProblem.reason(database, state);
    for (Wanted each : wanted) {
      String source = each.source().name();
      if (landed(source, context.asOf()).isComplete()) {
        LOG.warn("{} has come before: {}", source, reason);
      } else {
        leave(source, context.asOf(), reason);
      }
    }
  }
}
