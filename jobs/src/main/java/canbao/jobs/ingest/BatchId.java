package canbao.jobs.ingest;

import java.time.LocalDate;

/** Names a batch: its source and its business date, which are the names of its folders. */
record BatchId(String source, LocalDate batch) {

  @Override
  public String toString() {
    return source + " " + batch;
  }
}
