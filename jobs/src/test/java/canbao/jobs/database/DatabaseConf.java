package canbao.jobs.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.io.FileUtils;

/** The delivered settings, with sources that are read from the database {@code bureau}. */
record DatabaseConf(Path folder) {

  /**
   * A copy of the settings that reads sources as the user {@code canbao}.
   *
   * @param place where the copy goes, and a file with the password
   */
  static DatabaseConf in(Path place, String url, String password, List<String> sources) {
    DatabaseConf conf = new DatabaseConf(place.resolve("conf"));
    try {
      FileUtils.copyDirectory(Path.of("../conf").toFile(), conf.folder().toFile());
      Path secret = place.resolve("password");
      Files.writeString(secret, password + "\n");
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      conf.append(
          "env/local.yml",
          """
          databases:
            bureau:
              url: %s
              user: canbao
              password_file: %s
              connections: 2
              fetch_size: 50
          """
              .formatted(url, secret));
      for (String source : sources) {
        DatabaseConf unused = conf.declare(source, "handover." + source);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return conf;
  }

  /** Reads a source from a table or view. */
  DatabaseConf declare(String source, String rows) throws IOException {
    append(
        "sources/" + source + ".yml",
        """
        database:
          name: bureau
          batches: handover.batch
          rows: %s
          partition_by: part_key
          order_by: [row_no]
          rows_per_file: %d
        """
            .formatted(rows, DatabaseProvince.ROWS_PER_FILE));
    return this;
  }

  private void append(String file, String text) throws IOException {
    Path unused = Files.writeString(folder.resolve(file), "\n" + text, StandardOpenOption.APPEND);
  }
}
