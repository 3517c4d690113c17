package canbao.jobs.run;

import java.util.List;

/**
 * Where in a database the batches of a source are. Names are as the database has them, tables with
 * their schema or without.
 *
 * @param source whose batches they are
 * @param database that they are in
 * @param batches table or view with a row for each batch
 * @param rows table or view with the rows of the batches
 * @param partitionBy column whose value decides into which file a row goes
 * @param orderBy columns in whose order the rows stand in a file
 * @param rowsPerFile about so many; one connection reads a file
 */
public record DatabaseSource(
    String source,
    String database,
    String batches,
    String rows,
    String partitionBy,
    List<String> orderBy,
    int rowsPerFile) {

  public DatabaseSource {
    orderBy = List.copyOf(orderBy);
  }
}
