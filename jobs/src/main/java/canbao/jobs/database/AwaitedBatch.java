package canbao.jobs.database;

import canbao.jobs.run.Database;
import canbao.jobs.run.DatabaseSource;
import canbao.jobs.run.Databases;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.sql.SQLException;
import java.time.LocalDate;

/** The batch of a day that a database is to have. It is asked for, and nothing of it is read. */
public final class AwaitedBatch {

  private final DatabaseSource where;
  private final Database database;
  private final LocalDate day;

  private AwaitedBatch(DatabaseSource where, Database database, LocalDate day) {
    this.where = where;
    this.database = database;
    this.day = day;
  }

  /**
   * The batch of a source.
   *
   * @throws JobFailure USAGE if the source is in no database
   */
  public static AwaitedBatch of(Databases databases, String source, LocalDate day) {
    DatabaseSource where =
        databases
            .of(source)
            .orElseThrow(
                () ->
                    new JobFailure(
                        ExitCode.USAGE,
                        "No database can be asked for " + source,
                        "conf/sources/" + source + ".yml has no database: it sends files",
                        "Look for its manifest.json in the landing folder"));
    Database database =
        databases.all().stream()
            .filter(each -> each.name().equals(where.database()))
            .findFirst()
            .orElseThrow();
    return new AwaitedBatch(where, database, day);
  }

  /**
   * Says that it is there.
   *
   * @throws JobFailure INPUT if it is not there yet or the database cannot be reached; USAGE if it
   *     does not have what the settings say
   */
  public String found() {
    try (Snapshot snapshot = Snapshot.open(Access.to(database))) {
      boolean isThere =
          snapshot.batches(where.batches(), where.source(), day).stream()
              .anyMatch(batch -> batch.batch().equals(day));
      if (!isThere) {
        throw notYet("%s of the database %s does not name it".formatted(where.batches(), name()));
      }
      return "%s %s is in the database %s".formatted(where.source(), day, name());
    } catch (SQLException e) {
      String state = DatabaseProblem.stateOf(e);
      throw DatabaseProblem.ofSettings(database, state)
          .orElseGet(() -> notYet(DatabaseProblem.reason(database, state)));
    }
  }

  private JobFailure notYet(String why) {
    return new JobFailure(
        ExitCode.INPUT,
        "The batch %s of %s is not there yet".formatted(day, where.source()),
        why,
        "Ask again later, or call the office that owns the data");
  }

  private String name() {
    return database.name();
  }
}
