package canbao.jobs.ingest;

import canbao.jobs.source.BatchName;
import java.time.LocalDate;

/** Names a batch: its source and its business date, which are the names of its folders. */
record BatchId(BatchName name, LocalDate batch) {

  /** Of a batch that its source has delivered. */
  BatchId(String source, LocalDate batch) {
    this(BatchName.delivered(source), batch);
  }

  String source() {
    return name.source();
  }

  boolean isCorrection() {
    return name.isCorrection();
  }

  @Override
  public String toString() {
    return name + " " + batch;
  }
}
