package canbao.jobs.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The state of a database at one moment, for all connections that ask for it by name. It lasts as
 * long as this transaction is open; afterwards those who ask are refused.
 */
final class Snapshot implements AutoCloseable {

  /** Days that a folder's name can say. */
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

  private final Connection connection;
  private final String name;

  private Snapshot(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  static Snapshot open(Access access) throws SQLException {
    Connection connection = access.connect();
    try {
      Access.prepare(connection);
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
        boolean unused = row.next();
        return new Snapshot(connection, row.getString(1));
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  String name() {
    return name;
  }

  /**
   * The batches of a source up to a day, by date.
   *
   * @param relation with the columns source, batch, mode, scope, previous and rows
   */
  List<DatabaseBatch> batches(String relation, String source, LocalDate upTo) throws SQLException {
    String query =
        """
        SELECT batch, mode, scope::text[] AS scope, previous, rows::bigint AS rows
        FROM %s WHERE source = ? AND batch BETWEEN ? AND ? ORDER BY batch
        """
            .formatted(Sql.name(relation));
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, source);
      statement.setObject(2, FIRST_DAY);
      statement.setObject(3, upTo);
      List<DatabaseBatch> batches = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          batches.add(batch(source, row));
        }
      }
      return batches;
    }
  }

  /** The columns of a table or view, in its order. */
  List<String> columns(String relation) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet none =
            statement.executeQuery("SELECT * FROM " + Sql.name(relation) + " LIMIT 0")) {
      ResultSetMetaData form = none.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= form.getColumnCount(); i++) {
        columns.add(form.getColumnName(i));
      }
      return columns;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static DatabaseBatch batch(String source, ResultSet row) throws SQLException {
    Array scope = row.getArray("scope");
    return new DatabaseBatch(
        source,
        row.getObject("batch", LocalDate.class),
        Optional.ofNullable(row.getString("mode")),
        scope == null ? List.of() : Arrays.asList((String[]) scope.getArray()),
        Optional.ofNullable(row.getObject("previous", LocalDate.class)),
        Optional.ofNullable(row.getObject("rows", Long.class)));
  }
}
