package canbao.jobs.ingest;

import java.io.Serializable;
import java.util.List;

/**
 * What reading one file to its end has shown.
 *
 * @param number the file's position in the manifest
 * @param rows records without the header
 * @param sha256 lower-case hex of the bytes that were there
 * @param unknownColumns header names that the source does not declare
 * @param problem why the file cannot be taken, with the line where there is one, or empty; never a
 *     value
 */
record FileReport(int number, long rows, String sha256, List<String> unknownColumns, String problem)
    implements Serializable {

  boolean isReadable() {
    return problem.isEmpty();
  }
}
