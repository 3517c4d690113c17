package canbao.jobs.run;

import java.util.List;
import java.util.Optional;

/**
 * The databases and what is read from them; every source that is not named here sends files.
 *
 * @param all in the order of the environment's file
 * @param sources in the order of their names
 */
public record Databases(List<Database> all, List<DatabaseSource> sources) {

  public Databases {
    all = List.copyOf(all);
    sources = List.copyOf(sources);
  }

  /** Where the batches of a source are, if they are in a database. */
  public Optional<DatabaseSource> of(String source) {
    return sources.stream().filter(where -> where.source().equals(source)).findFirst();
  }

  /** The sources that are read from a database. */
  public List<DatabaseSource> sourcesOf(Database database) {
    return sources.stream().filter(source -> source.database().equals(database.name())).toList();
  }
}
