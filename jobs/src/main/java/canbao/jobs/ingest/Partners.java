package canbao.jobs.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Scala;
import canbao.jobs.quality.Kind;
import canbao.jobs.quality.Referential;
import canbao.jobs.quality.Rule;
import canbao.jobs.source.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The people that other sources hold, for rules that ask whether the person of a row stands there:
 * those of a full list of the same day, or those of the register with the changes of the day.
 */
final class Partners {

  /** BIGINT: a hash of the valid number, NULL without one. */
  static final String PERSON = "person_hash";

  private static final String PARTNER = "partner";
  private static final List<String> SAME_PERSON = List.of(PARTNER, PERSON);

  private final Lake lake;
  private final List<BatchIntake> batches;
  private final List<SourceSpec> registered;

  /**
   * @param batches of the day
   * @param registered sources whose accepted batches the register has all taken up
   */
  Partners(Lake lake, List<BatchIntake> batches, List<SourceSpec> registered) {
    this.lake = lake;
    this.batches = List.copyOf(batches);
    this.registered = List.copyOf(registered);
  }

  static Column personHash() {
    return when(col("document").isNotNull(), xxhash64(col("document")));
  }

  /** Whether any rule of the day asks. */
  boolean areAsked() {
    return batches.stream().anyMatch(batch -> !referential(batch).isEmpty());
  }

  /** Whether it is known who stands in a source on the day. */
  boolean areKnown(Rule rule) {
    String partner = ((Referential) rule.kind()).partner();
    return ofDay(partner).filter(Partners::isComplete).isPresent()
        || registered.stream().anyMatch(source -> source.name().equals(partner));
  }

  /** Rows whose person stands in no row of the partner, columns as {@link JudgedRows#twins}. */
  Dataset<Row> orphans(Dataset<Row> alone) {
    List<String> partners = partners();
    Dataset<Row> children = children(alone, partners);
    Dataset<Row> parents =
        partners.stream()
            .map(name -> parents(name, partners.indexOf(name), alone, children))
            .reduce(Dataset::union)
            .orElseThrow();
    return children
        .join(parents, Scala.seq(SAME_PERSON), "left_anti")
        .select(
            col(JudgedRows.BATCH_NO),
            col(ReadRequest.FILE_NO),
            col(ReadRequest.LINE_NO),
            lit(false).as("is_duplicate"),
            lit(false).as("conflicts"),
            col("bit").as(SeenRows.BROKEN));
  }

  private static Map<Long, Rule> referential(BatchIntake batch) {
    return batch.rules().ofKind(Kind.Name.REFERENTIAL);
  }

  private List<String> partners() {
    return batches.stream()
        .flatMap(batch -> referential(batch).values().stream())
        .map(rule -> ((Referential) rule.kind()).partner())
        .distinct()
        .toList();
  }

  /** A row for each rule that applies to a row with a valid number. */
  private Dataset<Row> children(Dataset<Row> alone, List<String> partners) {
    List<Column> asked = new ArrayList<>();
    for (BatchIntake batch : batches) {
      referential(batch)
          .forEach(
              (bit, rule) -> {
                Column isAsked =
                    col(JudgedRows.BATCH_NO)
                        .equalTo(batch.number())
                        .and(col("applicable").bitwiseAND(bit).notEqual(0L));
                int partner = partners.indexOf(((Referential) rule.kind()).partner());
                asked.add(when(isAsked, struct(lit(partner).as(PARTNER), lit(bit).as("bit"))));
              });
    }
    return alone
        .filter(col(PERSON).isNotNull())
        .select(
            col(JudgedRows.BATCH_NO),
            col(ReadRequest.FILE_NO),
            col(ReadRequest.LINE_NO),
            col(PERSON),
            explode(array(asked.toArray(Column[]::new))).as("asked"))
        .filter(col("asked").isNotNull())
        .select(
            col(JudgedRows.BATCH_NO),
            col(ReadRequest.FILE_NO),
            col(ReadRequest.LINE_NO),
            col("asked." + PARTNER),
            col(PERSON),
            col("asked.bit"));
  }

  private Dataset<Row> parents(String name, int number, Dataset<Row> alone, Dataset<Row> children) {
    Optional<Dataset<Row>> sent =
        ofDay(name).map(batch -> alone.filter(col(JudgedRows.BATCH_NO).equalTo(batch.number())));
    Optional<Dataset<Row>> held =
        ofDay(name).filter(Partners::isComplete).isPresent()
            ? Optional.empty()
            : registered.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .flatMap(source -> held(source, children));
    return Stream.concat(sent.stream(), held.stream())
        .map(rows -> rows.select(lit(number).as(PARTNER), col(PERSON)))
        .reduce(Dataset::union)
        .orElseGet(() -> alone.limit(0).select(lit(number).as(PARTNER), col(PERSON)));
  }

  /** People of the register, only those who are asked for. */
  private Optional<Dataset<Row>> held(SourceSpec source, Dataset<Row> children) {
    return lake.table("register." + source.table())
        .flatMap(
            rows ->
                lake.table("register.identity")
                    .map(
                        identities ->
                            identities
                                .filter("has_valid_number")
                                .select(col("person_key"), xxhash64(col("document")).as(PERSON))
                                .join(children, Scala.seq(List.of(PERSON)), "left_semi")
                                .join(
                                    rows.filter(
                                        col("source")
                                            .equalTo(source.name())
                                            .and(col("known_to").isNull())),
                                    Scala.seq(List.of("person_key")),
                                    "left_semi")));
  }

  private Optional<BatchIntake> ofDay(String source) {
    return batches.stream().filter(batch -> batch.source().name().equals(source)).findFirst();
  }

  private static boolean isComplete(BatchIntake batch) {
    return batch.manifest().header().isFull() && batch.manifest().header().coversEverything();
  }
}
