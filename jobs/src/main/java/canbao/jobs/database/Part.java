package canbao.jobs.database;

import java.io.Serializable;
import java.util.List;

/**
 * A part of a batch, which becomes one file.
 *
 * @param batch number of its batch among those of the run
 * @param folder of the batch, with its file system
 * @param query gives its rows as text, in the order of the columns
 * @param columns names of the file's columns
 */
record Part(int batch, String folder, String file, String query, List<String> columns)
    implements Serializable {

  Part {
    columns = List.copyOf(columns);
  }
}
