package canbao.jobs.run;

/**
 * Bytes that the tasks of a step moved, as Spark counts them.
 *
 * @param read from files
 * @param written to files
 * @param shuffled between tasks
 * @param spilled to disks because memory was too small
 */
public record Traffic(long read, long written, long shuffled, long spilled) {

  public static final Traffic NONE = new Traffic(0, 0, 0, 0);

  public Traffic plus(Traffic other) {
    return new Traffic(
        read + other.read,
        written + other.written,
        shuffled + other.shuffled,
        spilled + other.spilled);
  }
}
