package canbao.jobs.ingest;

import java.io.Serializable;

/**
 * One data file of a batch as its manifest names it.
 *
 * @param number position in the manifest, from 0: the order in which rows of a batch come
 * @param name the name in the manifest
 * @param path where it lies, a Hadoop path
 * @param size its bytes on disk
 * @param rows data rows that the manifest promises
 * @param sha256 lower-case hex of the file's bytes that the manifest promises
 */
record FileToRead(int number, String name, String path, long size, long rows, String sha256)
    implements Serializable {

  boolean isParquet() {
    return name.endsWith(".parquet");
  }

  boolean isCompressed() {
    return name.endsWith(".gz");
  }

  boolean isOfKnownKind() {
    return isParquet() || name.endsWith(".csv") || name.endsWith(".csv.gz");
  }
}
