package canbao.jobs.database;

import java.io.Serializable;

/**
 * What became of a part.
 *
 * @param batch number of its batch among those of the run
 * @param rows data rows of its file
 * @param sha256 of the file's bytes, lower-case hex
 * @param sqlState why the database did not give all its rows; empty if it did. Its words are left
 *     behind, because they may repeat a value of a row
 */
record PartFile(int batch, String file, long rows, String sha256, String sqlState)
    implements Serializable {

  static PartFile failed(Part part, String sqlState) {
    return new PartFile(part.batch(), part.file(), 0, "", sqlState);
  }

  boolean isComplete() {
    return sqlState.isEmpty();
  }
}
