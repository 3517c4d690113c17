package canbao.jobs.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * What batches that came late do to a table with a history: batches dated before one of their
 * source that the table has taken already.
 *
 * <p>The days from the first of them on are told again, batch after batch ({@link Replay}); where a
 * thing was otherwise than the table has it, rows are added that are known from the run on. Rows
 * that are there stay as they are, but for an open one that is open no more.
 *
 * @param key columns that name a thing across the sources of the table
 * @param table all rows of the sources
 * @param replayed the batches that speak once more, late ones and others
 * @param known system date of the run
 * @param correction number of the correction among those of the date
 */
record LateBatches(
    List<String> key,
    Dataset<Row> table,
    List<Delivery> replayed,
    LocalDate known,
    int correction) {

  static final String CLOSING = "closing";

  private static final List<String> PLACE = List.of("batch", "file", "line_no");
  private static final List<String> TIMES =
      List.of(
          History.VALID_FROM,
          History.VALID_TO,
          History.KNOWN_FROM,
          History.KNOWN_TO,
          History.CORRECTION,
          History.IS_ABSENT);
  private static final String ADDED = "added_";

  /**
   * What has to be done, one row for each thing and change: the key; {@code closing}, the day on
   * which its open row closes, or {@code valid_from}, {@code valid_to} and {@code is_absent} of a
   * row that is added; {@code is_held}, {@code batch}, {@code file} and {@code line_no} of its
   * text.
   *
   * @param replays by source
   */
  Dataset<Row> changes(Map<String, Replay> replays) {
    Corrections corrections =
        new Corrections(replays, Math.toIntExact(known.toEpochDay()), correction);
    Dataset<Row> about = replayed.stream().map(this::spoken).reduce(held(), Dataset::unionByName);
    Dataset<Row> changes =
        about
            .groupBy(columns(key))
            .agg(collect_list(struct(Corrections.inputs())).as("rows"))
            .withColumn(
                "change",
                explode(
                    udf(corrections, DataTypes.createArrayType(Corrections.CHANGE))
                        .apply(col("source"), col("rows"))));
    return changes.select(
        with(
            columns(key),
            date_from_unix_date(col("change.closing_day")).as(CLOSING),
            date_from_unix_date(col("change.from_day")).as(History.VALID_FROM),
            date_from_unix_date(col("change.to_day")).as(History.VALID_TO),
            col("change.is_absent").as(History.IS_ABSENT),
            col("change.is_held"),
            date_from_unix_date(col("change.batch_day")).as("batch"),
            col("change.file"),
            col("change.line_no")));
  }

  /**
   * How many changes there are.
   *
   * @param closed open rows that close
   * @param added rows that are added
   * @param texts out of which batches their texts are read; those of the table itself apart
   */
  record Counted(long closed, long added, List<Delivery> texts) {}

  /** Counts the changes, in one query. */
  Counted counted(Dataset<Row> changes) {
    List<Row> groups =
        changes
            .groupBy(
                col(CLOSING).isNotNull().as("closes"),
                col("is_held"),
                col("source"),
                col("batch").cast("string"))
            .count()
            .collectAsList();
    Set<String> texts =
        groups.stream()
            .filter(group -> !group.getBoolean(0) && !group.getBoolean(1))
            .map(group -> group.getString(2) + group.getString(3))
            .collect(Collectors.toSet());
    return new Counted(
        groups.stream().filter(group -> group.getBoolean(0)).mapToLong(g -> g.getLong(4)).sum(),
        groups.stream().filter(group -> !group.getBoolean(0)).mapToLong(g -> g.getLong(4)).sum(),
        replayed.stream().filter(each -> texts.contains(each.source() + each.date())).toList());
  }

  /**
   * The rows that are added, as the table has them.
   *
   * @param changes as {@link #changes} gives them
   * @param counted the same, counted
   */
  Dataset<Row> added(Dataset<Row> changes, Counted counted) {
    Dataset<Row> adding = changes.filter(col(CLOSING).isNull());
    Column isHeld = col("is_held");
    List<Dataset<Row>> parts = new ArrayList<>();
    parts.add(timed(adding.filter(isHeld), table.drop(TIMES.toArray(String[]::new))));
    for (Delivery delivery : counted.texts()) {
      Column isItsOwn = delivery.isOfSource().and(col("batch").equalTo(lit(delivery.date())));
      Dataset<Row> own = adding.filter(isItsOwn.and(isHeld.equalTo(lit(false))));
      Dataset<Row> rows = delivery.at(own.select("file", "line_no").distinct()).drop("op");
      parts.add(timed(own, rows));
    }
    Column isEnded = col(History.VALID_TO).isNotNull();
    return parts.stream()
        .reduce(Dataset::unionByName)
        .orElseThrow()
        .withColumn(History.KNOWN_FROM, lit(known))
        .withColumn(History.KNOWN_TO, when(isEnded, lit(known)).cast("date"))
        .withColumn(History.CORRECTION, lit(correction));
  }

  /**
   * The places of open rows that are open no more.
   *
   * @param open rows with their places
   * @param changes as {@link #changes} gives them
   */
  Dataset<Row> closing(Dataset<Row> open, Dataset<Row> changes) {
    return closed(open, changes).filter(not(History.isOpen())).select(PlacedTable.PLACE);
  }

  /**
   * Open rows with those closed that are open no more.
   *
   * @param rows open ones
   * @param changes as {@link #changes} gives them
   */
  Dataset<Row> closed(Dataset<Row> rows, Dataset<Row> changes) {
    Dataset<Row> closing =
        changes.filter(col(CLOSING).isNotNull()).select(with(prefixed(key), col(CLOSING)));
    Column closes = col(CLOSING).isNotNull();
    return rows.join(closing, isNamed(closing, rows, key), "left_outer")
        .withColumn(History.VALID_TO, when(closes, col(CLOSING)).otherwise(col(History.VALID_TO)))
        .withColumn(History.KNOWN_TO, when(closes, lit(known)).otherwise(col(History.KNOWN_TO)))
        .select(columns(List.of(rows.columns())));
  }

  private Dataset<Row> held() {
    return table.select(
        with(
            columns(key),
            lit(true).as("is_held"),
            unix_date(col(History.VALID_FROM)).as("from_day"),
            unix_date(col(History.VALID_TO)).as("to_day"),
            unix_date(col(History.KNOWN_FROM)).as("known_day"),
            col(History.CORRECTION),
            col(History.IS_ABSENT),
            col(History.DIGEST),
            col("city"),
            unix_date(col("batch")).as("batch_day"),
            col("file"),
            col("line_no")));
  }

  private Dataset<Row> spoken(Delivery delivery) {
    Column none = lit(null).cast("int");
    return delivery
        .outlines()
        .select(
            with(
                columns(key),
                lit(false).as("is_held"),
                none.as("from_day"),
                none.as("to_day"),
                none.as("known_day"),
                // Of a batch it is the number of the corrections that it has.
                lit(delivery.header().correction()).as(History.CORRECTION),
                col("op").equalTo("D").as(History.IS_ABSENT),
                col(History.DIGEST),
                col("city"),
                unix_date(lit(delivery.date())).as("batch_day"),
                col("file"),
                col("line_no")));
  }

  /** Texts with the times of the rows that are added, once for each. */
  private Dataset<Row> timed(Dataset<Row> adding, Dataset<Row> texts) {
    List<String> name = Stream.concat(key.stream(), PLACE.stream()).toList();
    Dataset<Row> times =
        adding.select(
            with(
                prefixed(name),
                col(History.VALID_FROM),
                col(History.VALID_TO),
                col(History.IS_ABSENT)));
    // One text may stand in several rows of the table, for different days.
    Dataset<Row> each = texts.dropDuplicates(name.toArray(String[]::new));
    return each.join(times, isNamed(times, each, name), "inner")
        .drop(name.stream().map(ADDED::concat).toArray(String[]::new));
  }

  private static Column isNamed(Dataset<Row> prefixed, Dataset<Row> rows, List<String> names) {
    return names.stream()
        .map(name -> prefixed.col(ADDED + name).eqNullSafe(rows.col(name)))
        .reduce(Column::and)
        .orElseThrow();
  }

  private static Column[] prefixed(List<String> names) {
    return names.stream().map(name -> col(name).as(ADDED + name)).toArray(Column[]::new);
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(Column::new).toArray(Column[]::new);
  }

  private static Column[] with(Column[] columns, Column... more) {
    return Stream.concat(Stream.of(columns), Stream.of(more)).toArray(Column[]::new);
  }
}
