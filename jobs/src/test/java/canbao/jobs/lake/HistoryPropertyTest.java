package canbao.jobs.lake;

import static java.util.stream.Collectors.groupingBy;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import canbao.jobs.lake.HistoryWriter.Written;
import canbao.jobs.lake.PlainHistory.Batch;
import canbao.jobs.lake.PlainHistory.Fact;
import canbao.jobs.lake.RandomBatches.Arrival;
import canbao.jobs.source.BatchHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Whatever batches come, and in whatever order: the table with the history answers every question
 * <i>what was there on day d, as known at the end of system date k</i> as {@link PlainHistory}
 * does, which keeps all batches and reads them one by one.
 */
class HistoryPropertyTest {

  private static final int SOURCES = 4;
  private static final int HISTORIES_OF_SOURCE = 250;
  private static final int HISTORIES = 1000;

  private static final int QUESTIONS_IN_SQL = 5;

  private static final StructType QUESTIONS = StructType.fromDDL("d DATE, k DATE");
  private static final List<String> DATED = List.of("end");

  private final SparkSession spark = LocalCommand.sessionForFewRows(LocalSpark.session());

  /** One try is a thousand histories: four orders of batches, each of which 250 live through. */
  @Property(tries = 1, shrinking = ShrinkingMode.OFF)
  void everyAnswerIsThatOfThePlainModel(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Arrival> arrivals =
        IntStream.range(0, SOURCES)
            .boxed()
            .flatMap(i -> new RandomBatches(i, HISTORIES_OF_SOURCE, random).arrivals().stream())
            .toList();
    Path folder = Files.createTempDirectory("histories");
    try {
      Lake lake = new Lake(spark, folder.toString());
      for (int run = 0; run < RandomBatches.RUNS; run++) {
        take(lake, arrivals, run);
      }
      Map<String, PlainHistory> plain = plain(arrivals);
      assertThat(plain).hasSize(HISTORIES);
      Map<Question, Map<String, Fact>> answers = answers(lake.read(ArrivedBatch.HOME));
      Map<LocalDate, Map<String, Fact>> newest = newest(lake.read(ArrivedBatch.HOME));
      for (Question question : questions()) {
        Map<String, Fact> open = newest.getOrDefault(question.known(), Map.of());
        boolean isNewest = question.day().equals(RandomBatches.day(RandomBatches.DAYS));
        for (PlainHistory history : plain.values()) {
          Map<String, Fact> expected = history.on(question.day(), question.known());
          assertThat(of(history, answers.getOrDefault(question, Map.of())))
              .as("%s of %s", question, history)
              .isEqualTo(expected);
          if (isNewest) {
            assertThat(of(history, open))
                .as("open rows on %s of %s", question.known(), history)
                .isEqualTo(expected);
          }
        }
      }
      assertThatFunctionsAnswerAlike(lake.read(ArrivedBatch.HOME), folder, answers, random);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private record Question(LocalDate day, LocalDate known) {}

  /** Every day from before the first batch to after the last, at the end of every system date. */
  private static List<Question> questions() {
    List<LocalDate> known =
        IntStream.range(0, RandomBatches.RUNS).mapToObj(RandomBatches::known).distinct().toList();
    return IntStream.rangeClosed(-1, RandomBatches.DAYS)
        .mapToObj(RandomBatches::day)
        .flatMap(day -> known.stream().map(k -> new Question(day, k)))
        .toList();
  }

  /** A run takes the late batches first, then the others day by day. */
  private void take(Lake lake, List<Arrival> arrivals, int run) {
    HistoryWriter writer = new HistoryWriter(lake, ArrivedBatch.HOME, RandomBatches.known(run));
    Map<String, List<Arrival>> taken =
        arrivals.stream().filter(a -> a.run() < run).collect(groupingBy(Arrival::source));
    Map<Boolean, List<Arrival>> coming =
        arrivals.stream()
            .filter(arrival -> arrival.run() == run)
            .collect(groupingBy(a -> isLate(a, taken.getOrDefault(a.source(), List.of()))));
    takeLate(writer, coming.getOrDefault(true, List.of()), taken);
    new TreeMap<>(
            coming.getOrDefault(false, List.of()).stream()
                .collect(groupingBy(arrival -> arrival.header().batch())))
        .forEach((date, batches) -> takeInOrder(writer, batches, taken));
  }

  private void takeLate(
      HistoryWriter writer, List<Arrival> late, Map<String, List<Arrival>> taken) {
    if (late.isEmpty()) {
      return;
    }
    Map<String, Replay> replays = new HashMap<>();
    List<Arrival> replayed = new ArrayList<>(late);
    late.stream()
        .collect(groupingBy(Arrival::source))
        .forEach(
            (source, batches) -> {
              Replay replay = Replay.of(headers(batches), headers(taken.get(source)));
              replays.put(source, replay);
              taken.get(source).stream()
                  .filter(arrival -> replay.batches().contains(arrival.header()))
                  .forEach(replayed::add);
            });
    balanced(writer, () -> writer.late(deliveries(replayed), replays));
  }

  private void takeInOrder(
      HistoryWriter writer, List<Arrival> batches, Map<String, List<Arrival>> taken) {
    Map<Boolean, List<Arrival>> isFirst =
        batches.stream().collect(groupingBy(arrival -> !taken.containsKey(arrival.source())));
    if (isFirst.containsKey(true)) {
      balanced(writer, () -> writer.first(deliveries(isFirst.get(true))));
    }
    if (isFirst.containsKey(false)) {
      balanced(writer, () -> writer.next(deliveries(isFirst.get(false))));
    }
    batches.forEach(
        arrival -> taken.computeIfAbsent(arrival.source(), s -> new ArrayList<>()).add(arrival));
  }

  /** The table has afterwards the rows that were foretold, by its log and by counting them. */
  private static void balanced(HistoryWriter writer, Supplier<Written> taking) {
    String table = ArrivedBatch.HOME.qualifiedName();
    long before = writer.lake().size(table);
    long expected = before + taking.get().more();
    assertThat(writer.lake().size(table)).isEqualTo(expected);
    assertThat(writer.lake().read(ArrivedBatch.HOME).count()).isEqualTo(expected);
  }

  private static boolean isLate(Arrival arrival, List<Arrival> taken) {
    return taken.stream()
        .anyMatch(other -> other.header().batch().isAfter(arrival.header().batch()));
  }

  private static List<BatchHeader> headers(List<Arrival> arrivals) {
    return arrivals.stream().map(Arrival::header).toList();
  }

  private List<Delivery> deliveries(List<Arrival> arrivals) {
    return arrivals.stream().<Delivery>map(a -> ArrivedBatch.of(spark, a)).toList();
  }

  private static Map<String, PlainHistory> plain(List<Arrival> arrivals) {
    Map<String, PlainHistory> plain = new TreeMap<>();
    for (Arrival arrival : arrivals) {
      BatchHeader header = arrival.header();
      for (int i = 0; i < arrival.said().size(); i++) {
        plain
            .computeIfAbsent(arrival.source() + "/" + i, name -> new PlainHistory())
            .add(
                new Batch(
                    header.batch(),
                    RandomBatches.known(arrival.run()),
                    header.isFull(),
                    header.coversEverything() ? null : header.scope(),
                    arrival.said().get(i)));
      }
    }
    return plain;
  }

  /** All answers in one query: every row is asked every question. */
  private Map<Question, Map<String, Fact>> answers(Dataset<Row> rows) {
    List<Row> asked =
        questions().stream()
            .map(
                question ->
                    RowFactory.create(
                        java.sql.Date.valueOf(question.day()),
                        java.sql.Date.valueOf(question.known())))
            .toList();
    Dataset<Row> each = rows.crossJoin(spark.createDataFrame(asked, QUESTIONS));
    Dataset<Row> answers =
        new History(List.of("d", "k", "thing"))
            .on(History.asKnown(each, col("k")), col("d"), DATED);
    Map<Question, Map<String, Fact>> byQuestion = new HashMap<>();
    answers
        .select("d", "k", "thing", "city", "pool", "end")
        .collectAsList()
        .forEach(
            row -> {
              Fact before =
                  byQuestion
                      .computeIfAbsent(
                          new Question(day(row, 0), day(row, 1)), question -> new TreeMap<>())
                      .put(row.getString(2), fact(row, 3));
              assertThat(before).isNull();
            });
    return byQuestion;
  }

  /** The open rows alone, which readers of the newest day take. */
  private Map<LocalDate, Map<String, Fact>> newest(Dataset<Row> rows) {
    List<LocalDate> known = questions().stream().map(Question::known).distinct().toList();
    Map<LocalDate, Map<String, Fact>> byKnown = new HashMap<>();
    Dataset<Row> open =
        known.stream()
            .map(k -> rows.filter(History.wasOpenOn(k)).withColumn("k", lit(k)))
            .reduce(Dataset::unionByName)
            .orElseThrow();
    open.select("k", "thing", "city", "pool", "end")
        .collectAsList()
        .forEach(
            row -> {
              Fact before =
                  byKnown
                      .computeIfAbsent(day(row, 0), k -> new TreeMap<>())
                      .put(row.getString(1), fact(row, 2));
              assertThat(before).isNull();
            });
    return byKnown;
  }

  /** Some questions, asked in SQL of a table of the register that holds the same history. */
  private void assertThatFunctionsAnswerAlike(
      Dataset<Row> rows, Path folder, Map<Question, Map<String, Fact>> answers, Random random) {
    String table = folder.resolve("statistic").toString();
    rows.withColumnRenamed("thing", "code")
        .withColumnRenamed("pool", "publisher")
        .withColumnRenamed("end", "value")
        .withColumns(
            Map.of(
                "division", lit(null).cast("string"),
                "year", lit(null).cast("int"),
                "edition", lit(null).cast("string"),
                "unit", lit("")))
        .write()
        .parquet(table);
    Dataset<Row> unusedAnswer = spark.sql("CREATE DATABASE IF NOT EXISTS register");
    Dataset<Row> unusedTable = spark.catalog().createTable("register.statistic", table, "parquet");
    try {
      List<Question> asked = new ArrayList<>(questions());
      Collections.shuffle(asked, random);
      for (Question question : asked.subList(0, QUESTIONS_IN_SQL)) {
        String query =
            "SELECT code, city, publisher, value FROM register_statistic('%s', DATE'%s')"
                .formatted(question.day(), question.known());
        Map<String, Fact> facts = new TreeMap<>();
        for (Row row : spark.sql(query).collectAsList()) {
          assertThat(facts.put(row.getString(0), fact(row, 1))).isNull();
        }
        assertThat(facts).as(query).isEqualTo(answers.getOrDefault(question, Map.of()));
      }
    } finally {
      Dataset<Row> unused = spark.sql("DROP DATABASE register CASCADE");
    }
  }

  /** The answers about things of one history. */
  private static Map<String, Fact> of(PlainHistory history, Map<String, Fact> answers) {
    Map<String, Fact> own = new TreeMap<>();
    for (String thing : history.things()) {
      if (answers.containsKey(thing)) {
        own.put(thing, answers.get(thing));
      }
    }
    return own;
  }

  private static Fact fact(Row row, int from) {
    return new Fact(row.getString(from), row.getString(from + 1), row.getString(from + 2));
  }

  private static LocalDate day(Row row, int column) {
    return row.getDate(column).toLocalDate();
  }
}
