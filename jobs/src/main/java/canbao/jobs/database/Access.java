package canbao.jobs.database;

import canbao.jobs.run.Database;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.util.PSQLState;

/**
 * How tasks come to a database. It goes to them within the task, so that no plan, option or page of
 * Spark has a part of it.
 *
 * @param fetchSize rows that the driver asks for at once
 */
record Access(String url, String user, Password password, int fetchSize) implements Serializable {

  private static final String SECONDS_TO_CONNECT = "30";

  /** To a database with the password that is to be had now. */
  static Access to(Database database) {
    return new Access(
        database.url(),
        database.user(),
        Password.of(database, System::getenv),
        database.fetchSize());
  }

  /**
   * A connection that can only read, within a transaction whose view of the data does not change.
   */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password.text());
    properties.setProperty("ApplicationName", "canbao");
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("loginTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("tcpKeepAlive", "true");
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException(
          "no address of PostgreSQL", PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState());
    }
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return connection;
  }

  /**
   * The same, seeing what another transaction sees.
   *
   * @param snapshot its name; that transaction must be open still
   */
  Connection connect(String snapshot) throws SQLException {
    Connection connection = connect();
    try {
      execute(connection, "SET TRANSACTION SNAPSHOT '" + snapshot.replace("'", "''") + "'");
      prepare(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * What texts of dates and times are, whatever machine asks, and that nobody ends it for its
   * length.
   */
  static void prepare(Connection connection) throws SQLException {
    execute(connection, "SET LOCAL TimeZone = 'Asia/Shanghai'");
    execute(connection, "SET LOCAL DateStyle = 'ISO'");
    execute(connection, "SET LOCAL statement_timeout = 0");
    execute(connection, "SET LOCAL idle_in_transaction_session_timeout = 0");
  }

  private static void execute(Connection connection, String sentence) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean unused = statement.execute(sentence);
    }
  }
}
