package canbao.jobs.worklist;

import static canbao.udfs.Functions.nameCanonical;
import static canbao.udfs.Functions.namesAgree;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Scratch;
import canbao.jobs.lake.Slice;
import canbao.jobs.source.SourceSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The answers that visits have brought. Each is judged once, by the list that it answers: whether
 * the person was on it, as it went out to the unit that has visited, and bears the name that the
 * population has. The person is told by the number; whom no number tells, by the reference of the
 * row that went out. Only answers that were taken say anything of a list.
 *
 * @param day whose list is made
 * @param gap tells for whom rows count, and what was known
 * @param sources of visit results
 * @param reference asked for if there are answers to be judged
 */
record Answers(
    Lake lake, LocalDate day, Gap gap, List<SourceSpec> sources, Supplier<RowReference> reference) {

  private static final List<String> PLACE = List.of("source", "batch", "file", "line_no");

  /** What an answer is, beside its place. */
  private static final List<String> SAID =
      List.of(
          "person_key",
          "family",
          "list_day",
          "unit",
          "visited",
          "reason_class",
          "reason_code",
          "reference");

  private static final List<String> ALL = Stream.of(PLACE, SAID).flatMap(List::stream).toList();

  /**
   * Judges those that nobody has judged yet, into {@code worklist.answer}.
   *
   * @return how many were not taken
   */
  long judge(Scratch scratch) {
    Optional<Dataset<Row>> news =
        inForce()
            .map(all -> all.join(judged(), places(), "left_anti"))
            .map(gap.counted())
            .map(all -> scratch.computed("answers", all));
    long number = news.map(Dataset::count).orElse(0L);
    if (number == 0) {
      return 0;
    }
    Few few = Few.of(news.orElseThrow(), number);
    AnsweredRows rows = new AnsweredRows(lake, reference.get());
    Dataset<Row> found = scratch.computed("found", rows.of(few, columns(ALL)));
    Dataset<Row> verdicts = scratch.computed("verdicts", verdicts(few.made(found)));
    lake.add(WorklistTables.ANSWER, verdicts.withColumn("judged_on", lit(day)));
    return verdicts.agg(count_if(col("verdict").notEqual("taken"))).head().getLong(0);
  }

  /**
   * Those in force on the day that were taken: {@link #SAID}, the family as its number. Whom each
   * is about was decided when it was judged; for whom that person's rows count is of the day.
   */
  Dataset<Row> taken() {
    Dataset<Row> taken =
        lake.read(WorklistTables.ANSWER)
            .filter(col("verdict").equalTo("taken"))
            .select(columns(Stream.concat(PLACE.stream(), Stream.of("person_key")).toList()))
            .hint("shuffle_hash");
    return inForce()
        .map(all -> all.drop("person_key").join(taken, places()))
        .map(gap.counted())
        .map(rows -> rows.withColumn("family", ListFamily.numberOf(col("family"))))
        .orElseGet(() -> none());
  }

  private Dataset<Row> none() {
    return lake.read(WorklistTables.ANSWER)
        .filter(lit(false))
        .select(
            col("person_key"),
            lit(0).as("family"),
            col("list_day"),
            col("list_day").as("visited"),
            lit("0").as("reason_class"),
            lit("0").as("reason_code"));
  }

  /** Place and {@link #SAID} of the answers in force on the day, by what was known, as sent. */
  private Optional<Dataset<Row>> inForce() {
    return lake.table("register.visit_result")
        .map(all -> History.asKnown(all, gap.knownOn()))
        .map(
            all ->
                new History(List.of("source", "person_key", "family", "reference"))
                    .on(all, day, List.of("list_day", "visited")))
        .map(rows -> rows.select(columns(ALL)))
        .map(rows -> rows.withColumn("family", lower(col("family"))));
  }

  private Dataset<Row> judged() {
    return lake.read(WorklistTables.ANSWER).select(columns(PLACE)).hint("shuffle_hash");
  }

  private Dataset<Row> verdicts(Few found) {
    Column[] all =
        Stream.concat(ALL.stream(), Stream.of("is_listed")).map(Column::new).toArray(Column[]::new);
    return found
        .rows()
        .select(all)
        .withColumn("has_other_name", lit(false))
        .union(otherNames(found).select(all).withColumn("has_other_name", lit(true)))
        .groupBy(all)
        .agg(max("has_other_name").as("has_other_name"))
        .withColumn(
            "verdict",
            when(not(col("is_listed")), "not_on_list")
                .when(col("has_other_name"), "other_name")
                .otherwise("taken"));
  }

  /** Answers under another name than the population's. */
  private Dataset<Row> otherNames(Few news) {
    Dataset<Row> named =
        sources.stream()
            .flatMap(source -> landedNames(source).stream())
            .reduce(Dataset::unionByName)
            .map(names -> names.join(news.hinted(), places()))
            .orElseThrow();
    Dataset<Row> people =
        lake.table("register.identity", Slice.where("brought_by", "population"))
            .orElseThrow()
            .select(col("person_key").as("known_key"), nameCanonical(col("name")).as("known_name"));
    Column agree = coalesce(namesAgree(col("known_name"), col("said_name")), lit(false));
    return people
        .join(news.made(named).hinted(), col("known_key").equalTo(col("person_key")))
        .filter(not(agree));
  }

  private Optional<Dataset<Row>> landedNames(SourceSpec source) {
    return lake.table("landing." + source.name())
        .map(
            rows ->
                rows.select(
                    lit(source.name()).as("source"),
                    col("batch"),
                    col("file"),
                    col("line_no"),
                    nameCanonical(col("AAC003")).as("said_name")));
  }

  private static String[] places() {
    return PLACE.toArray(String[]::new);
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(Column::new).toArray(Column[]::new);
  }
}
