package canbao.jobs.database;

import canbao.jobs.run.Database;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Why a database gave no rows, by the SQLSTATE of PostgreSQL alone: the message of the driver may
 * repeat values of rows, and is never told.
 */
final class DatabaseProblem {

  private static final String UNKNOWN = "XX000";

  private DatabaseProblem() {}

  static String stateOf(SQLException e) {
    return Optional.ofNullable(e.getSQLState()).filter(s -> !s.isEmpty()).orElse(UNKNOWN);
  }

  /** Why the batches of a database are not there. */
  static String reason(Database database, String state) {
    return "the database %s %s (SQLSTATE %s)".formatted(database.name(), predicate(state), state);
  }

  /** A failure if settings and database do not agree: waiting does not help then. */
  static Optional<JobFailure> ofSettings(Database database, String state) {
    return disagreement(state)
        .map(
            reason ->
                new JobFailure(
                    ExitCode.USAGE,
                    "The database %s cannot be used as user %s"
                        .formatted(database.name(), database.user()),
                    "%s (SQLSTATE %s)".formatted(reason, state),
                    "Correct databases in conf/env, database in conf/sources or the rights of the user; nothing was taken"));
  }

  private static Optional<String> disagreement(String state) {
    return Optional.ofNullable(
        switch (state) {
          case "28000", "28P01" -> "it refuses the user or the password";
          case "3D000" -> "there is no database of that name";
          case "3F000", "42P01" -> "a table or view that conf/sources names is not there";
          case "42703" ->
              "the table of batches lacks one of source, batch, mode, scope, previous and rows";
          case "42501" -> "the user may not read what conf/sources names";
          case "42804", "42846", "42883" -> "a column has another type than it must have";
          default -> null;
        });
  }

  private static String predicate(String state) {
    if (state.startsWith("08") || state.startsWith("57P")) {
      return "cannot be reached";
    }
    return state.equals("53300") ? "has no connection left" : "did not give its rows";
  }
}
