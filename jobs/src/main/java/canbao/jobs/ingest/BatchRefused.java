package canbao.jobs.ingest;

/** A batch cannot be taken as a whole; the message says why and names no person. */
final class BatchRefused extends Exception {

  BatchRefused(String reason) {
    super(reason);
  }
}
