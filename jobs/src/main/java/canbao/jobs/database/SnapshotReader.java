package canbao.jobs.database;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Reads batches within one snapshot, all their parts in one Spark job. */
record SnapshotReader(SparkSession spark, Access access, Snapshot snapshot) {

  /**
   * Writes the files of all batches.
   *
   * @param connections tasks at once at most
   * @return the files of each batch, in the order of its parts
   */
  List<List<PartFile>> read(List<PlannedBatch> batches, int connections) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      parts.addAll(batches.get(i).parts(i));
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    PartReader reader =
        new PartReader(
            access,
            snapshot.name(),
            context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf())));
    List<List<Part>> dealt = dealt(parts, connections);
    List<List<PartFile>> done =
        context.parallelize(dealt, dealt.size()).map(reader::read).collect();
    return inOrder(batches.size(), done);
  }

  /** Like cards, so that the parts of a large batch come to all tasks. */
  private static List<List<Part>> dealt(List<Part> parts, int most) {
    int tasks = Math.min(most, parts.size());
    return IntStream.range(0, tasks)
        .mapToObj(
            task ->
                List.copyOf(
                    IntStream.range(0, parts.size())
                        .filter(i -> i % tasks == task)
                        .mapToObj(parts::get)
                        .toList()))
        .toList();
  }

  private static List<List<PartFile>> inOrder(int batches, List<List<PartFile>> done) {
    List<PartFile> all =
        done.stream().flatMap(List::stream).sorted(Comparator.comparing(PartFile::file)).toList();
    return IntStream.range(0, batches)
        .mapToObj(batch -> all.stream().filter(file -> file.batch() == batch).toList())
        .toList();
  }
}
