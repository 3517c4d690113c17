package canbao.jobs.ingest;

/**
 * A city of which a full list has lost too many rows.
 *
 * @param before rows in force before the list
 * @param now rows of the list
 * @param limit what it may lose, in words
 */
record Collapse(String city, long before, long now, String limit) {

  @Override
  public String toString() {
    return "the full list of %s has %d rows where %d were in force, a loss of more than %s"
        .formatted(city, now, before, limit);
  }
}
