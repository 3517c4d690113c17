package canbao.jobs.database;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalCommand.Outcome;
import canbao.jobs.LocalSpark;
import canbao.jobs.lake.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkFirehoseListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.JsonProtocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A night whose batches are in a database, and one of the same rows in files: what the steps after
 * register read.
 */
@ExtendWith({LocalSpark.class, Bureau.Given.class})
@Tag("nights")
class DatabaseNightTest {

  /** Seconds and bytes are no results, nor is what the settings say of where sources come from. */
  private static final Set<String> NO_RESULTS = Set.of("quality.run_metric", "release.definition");

  @Test
  void aNightFromTheDatabaseLeavesTheSameFilesAndTablesAsOneFromFiles(
      SparkSession spark, Bureau bureau) throws Exception {
    Path exported = bureau.folder("exported");
    Path extracted = bureau.folder("night").resolve("landing");
    bureau.province().export(exported);
    DatabaseConf conf = bureau.conf("night", bureau.province().sources());
    Path lakeOfFiles = bureau.folder("night").resolve("lake-of-files");
    LocalCommand ofFiles = new LocalCommand(spark, exported, lakeOfFiles);
    Heard heard = new Heard();
    spark.sparkContext().addSparkListener(heard);
    // Takes the full lists of one day and the changes of the next.
    Outcome unused = registered(ofFiles);
    Outcome night = registered(bureau.canbao(spark, "night", conf));
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(heard);

    assertThat(dataFiles(extracted)).isEqualTo(dataFiles(exported));
    assertThat(dataFiles(extracted).keySet())
        .contains("population/2018-12-29/part-00007.csv", "card/2018-12-30/part-00001.csv");
    Map<String, List<String>> tables = tables(spark, lakeOfFiles);
    assertThat(tables).hasSizeGreaterThan(25).containsKey("register.group_member");
    assertThat(tables.get("landing.enrolment_medical")).hasSizeGreaterThan(1000);
    assertThat(tables.get("quality.rejected")).isNotEmpty();
    assertThat(tables(spark, bureau.folder("night").resolve("lake"))).isEqualTo(tables);

    assertThat(night.log())
        .contains("population 2018-12-29: ")
        .contains("from the database bureau, files: 7");
    assertThat(heard.said()).contains("ingest: extract batches from bureau");
    assertThat(night.log() + night.out() + heard.said())
        .doesNotContain(Bureau.PASSWORD, "jdbc:postgresql");
  }

  /** What ingest has said. */
  private static Outcome registered(LocalCommand canbao) {
    Outcome ingest = canbao.run("ingest --as-of 2018-12-30");
    assertThat(ingest.code()).as(ingest.err() + ingest.log()).isZero();
    Outcome register = canbao.run("register --as-of 2018-12-30");
    assertThat(register.code()).as(register.err() + register.log()).isZero();
    return ingest;
  }

  /** Text of all files but manifests, by their place. */
  private static Map<String, String> dataFiles(Path landing) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(landing)) {
      for (Path file : all.filter(path -> path.toString().endsWith(".csv")).toList()) {
        files.put(landing.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  /** All rows of all tables as text, by the table's name. */
  private static Map<String, List<String>> tables(SparkSession shared, Path folder)
      throws IOException {
    Lake lake = new Lake(LocalCommand.sessionForFewRows(shared), folder.toString());
    Map<String, List<String>> tables = new TreeMap<>();
    try (Stream<Path> logs = Files.find(folder, 3, (path, any) -> path.endsWith("_delta_log"))) {
      for (Path log : logs.toList()) {
        Path table = folder.relativize(log.getParent());
        String name = table.getParent() + "." + table.getFileName();
        if (!NO_RESULTS.contains(name)) {
          tables.put(
              name,
              lake.table(name).orElseThrow().collectAsList().stream()
                  .map(Row::toString)
                  .sorted()
                  .toList());
        }
      }
    }
    return tables;
  }

  /** All that Spark's pages and event logs are told. */
  private static final class Heard extends SparkFirehoseListener {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onEvent(SparkListenerEvent event) {
      events.add(JsonProtocol.sparkEventToJsonString(event));
    }

    String said() {
      return String.join("\n", events);
    }
  }
}
