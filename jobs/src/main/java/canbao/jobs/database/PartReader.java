package canbao.jobs.database;

import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads parts in a task, over one connection, each into its file. A failure of the database is a
 * result and no exception: Spark would log what the database said, with values of rows.
 *
 * @param snapshot that all tasks see
 */
record PartReader(Access access, String snapshot, Broadcast<SerializableConfiguration> hadoop)
    implements Serializable {

  List<PartFile> read(List<Part> parts) throws IOException {
    List<PartFile> files = new ArrayList<>();
    try (Connection connection = access.connect(snapshot)) {
      for (Part part : parts) {
        files.add(read(part, connection));
      }
    } catch (SQLException e) {
      String state = DatabaseProblem.stateOf(e);
      parts
          .subList(files.size(), parts.size())
          .forEach(part -> files.add(PartFile.failed(part, state)));
    }
    return files;
  }

  private PartFile read(Part part, Connection connection) throws IOException, SQLException {
    Configuration settings = hadoop.value().value();
    Path folder = new Path(part.folder());
    FileSystem files = LandedBatch.fileSystem(folder, settings);
    CsvFile file = new CsvFile(files, new Path(folder, part.file()));
    long rows = 0;
    try (file;
        Statement statement = connection.createStatement()) {
      statement.setFetchSize(access.fetchSize());
      file.write(part.columns().toArray(String[]::new));
      String[] fields = new String[part.columns().size()];
      try (ResultSet row = statement.executeQuery(part.query())) {
        for (; row.next(); rows++) {
          for (int i = 0; i < fields.length; i++) {
            fields[i] = row.getString(i + 1);
          }
          file.write(fields);
        }
      }
    }
    return new PartFile(part.batch(), part.file(), rows, file.sha256(), "");
  }
}
