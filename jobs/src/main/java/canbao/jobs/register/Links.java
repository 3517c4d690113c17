package canbao.jobs.register;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import canbao.jobs.lake.Few;
import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.linkage.LinkModel;
import canbao.udfs.Pseudonym;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Writes {@code register.link}: who in the population those people are whose number it does not
 * have. The links follow from the register as it is now; what an earlier run has found otherwise is
 * closed, not forgotten.
 *
 * <p>Only people outside the population are asked about. Everybody is read once for all passes
 * ({@link Search}), and nobody's row is moved for it as long as those outside are few enough to be
 * broadcast.
 */
final class Links {

  private static final Slice OUTSIDERS = Slice.where("brought_by", RegisterTables.OTHERS);
  private static final Slice POPULATION = Slice.where("brought_by", RegisterTables.POPULATION);
  private static final Slice OPEN = Slice.whereNone(History.KNOWN_TO);
  private static final List<String> SAYS =
      List.of("from_key", "to_key", "method", "certainty", "score");

  private final Lake lake;
  private final LinkModel model;
  private final LocalDate known;
  private final Supplier<Pseudonym> pseudonym;

  /**
   * @param model weights of the evidence
   * @param known system date of the run
   * @param pseudonym of the people's keys, asked for when a number has to be repaired
   */
  Links(Lake lake, LinkModel model, LocalDate known, Supplier<Pseudonym> pseudonym) {
    this.lake = lake;
    this.model = model;
    this.known = known;
    this.pseudonym = pseudonym;
  }

  /** Finds the links anew, and writes them and what they say of identities. */
  void record() {
    Dataset<Row> population = lake.read(RegisterTables.IDENTITY, POPULATION);
    Dataset<Row> outsiders = lake.read(RegisterTables.IDENTITY, OUTSIDERS);
    Dataset<Row> persons = lake.read(RegisterTables.PERSON);
    Few leftovers = leftovers(Few.of(outsiders, outsiders.count()), persons);
    List<Few> found = proposed(leftovers, people(population, outsiders, leftovers));
    Dataset<Row> all = found.stream().map(Few::rows).reduce(Dataset::union).orElseThrow();
    Few pairs = Few.of(all, found.stream().mapToLong(Few::number).sum());
    try (Homes homes = new Homes(persons, lake.read(RegisterTables.ENROLMENT, OPEN))) {
      Dataset<Row> links =
          new Grading(new Weighing(model, population.count()))
              .links(homes.described(pairs))
              .persist(StorageLevel.MEMORY_AND_DISK());
      record(leftovers.made(links), outsiders);
      Dataset<Row> unused = links.unpersist();
    }
    Stream.concat(found.stream(), Stream.of(leftovers))
        .forEach(
            kept -> {
              Dataset<Row> unused = kept.rows().unpersist();
            });
  }

  private void record(Few links, Dataset<Row> outsiders) {
    boolean areNone = links.rows().isEmpty() && lake.read(RegisterTables.LINK, slice()).isEmpty();
    if (!areNone || !lake.exists(RegisterTables.LINK)) {
      write(links);
    }
    if (!areNone) {
      lake.replace(RegisterTables.IDENTITY, marked(outsiders, links), OUTSIDERS);
    }
  }

  /**
   * Pairs that may be one person: both sides of {@link Evidence}, and method. Kept in memory,
   * because homes and employers are looked for and the passes shall not run again.
   *
   * @param leftovers as {@link #leftovers} gives them
   * @param people evidence of people who may be in the population
   */
  List<Few> proposed(Few leftovers, Dataset<Row> people) {
    Column hasNoNumber = not(col(Evidence.HAS_VALID_NUMBER));
    boolean isNumberLacking =
        !leftovers.rows().filter(hasNoNumber).isEmpty()
            || !people.filter(hasNoNumber.and(col(Evidence.IS_POPULATION))).isEmpty();
    LinkPass ofRelations = new SameRelationPass(lake);
    if (!isNumberLacking) {
      return found(Search.byKey(ofRelations), leftovers, people);
    }
    MeantKeys meant = new MeantKeys(pseudonym.get(), known);
    List<LinkPass> passes = new ArrayList<>();
    passes.add(ofRelations);
    passes.add(new RepairedNumberPass(meant));
    passes.add(new RepairedRegisterNumberPass());
    passes.add(SamePersonPass.pass());
    passes.add(NameAndPlacePass.pass());
    passes.addAll(WeighedPass.passes());
    return found(Search.byAll(passes, meant), leftovers, people);
  }

  /** In as many readings of the people as leave each few enough to broadcast whom it looks for. */
  private static List<Few> found(Search search, Few leftovers, Dataset<Row> people) {
    int parts = Math.toIntExact(Math.max(1, leftovers.number() / Search.MOST + 1));
    Column part = pmod(xxhash64(col(Evidence.KEY)), lit(parts));
    List<Few> found = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      Few asked = leftovers.made(leftovers.rows().filter(part.equalTo(lit(i)))).inMemory();
      Dataset<Row> pairs = search.pairs(asked, people).persist(StorageLevel.MEMORY_AND_DISK());
      // Now, so that what one reading has broadcast can go before the next one begins.
      found.add(Few.of(pairs, pairs.count()));
    }
    return found;
  }

  /** Evidence of everybody but the leftovers: of those whom the population brought, or has now. */
  private static Dataset<Row> people(
      Dataset<Row> population, Dataset<Row> outsiders, Few leftovers) {
    Dataset<Row> keys = leftovers.rows().select(col(Evidence.KEY).as("left_over_key"));
    Dataset<Row> found =
        outsiders.join(
            leftovers.keys(keys).hinted(),
            col("person_key").equalTo(col("left_over_key")),
            "left_anti");
    return Evidence.of(population).unionByName(Evidence.of(found));
  }

  /** Evidence of the people of other sources whom the population never had. */
  static Few leftovers(Few outsiders, Dataset<Row> persons) {
    Few asked = outsiders.keys(outsiders.rows().select("person_key"));
    Dataset<Row> people = persons.select(col("person_key").as("population_key"));
    Column isOfPopulation = col("population_key").equalTo(col("person_key"));
    Dataset<Row> found = people.join(asked.hinted(), isOfPopulation, "left_semi");
    Dataset<Row> leftovers =
        outsiders.rows().join(asked.made(found).hinted(), isOfPopulation, "left_anti");
    Dataset<Row> evidence = Evidence.ofEachName(leftovers).persist(StorageLevel.MEMORY_AND_DISK());
    return Few.of(evidence, evidence.count());
  }

  /** The open rows of the table are the links found now. */
  private void write(Few links) {
    // What a run of this date has found before is forgotten, what it has closed is open again.
    Dataset<Row> before =
        lake.read(RegisterTables.LINK, slice())
            .filter(col(History.KNOWN_FROM).lt(lit(known)))
            .drop(History.KNOWN_TO);
    Dataset<Row> now = links.rows();
    Dataset<Row> found = now.select(columns("now_"));
    Dataset<Row> kept =
        before
            .join(
                links.made(found.withColumn("stands", lit(true))).hinted(),
                saysTheSame(),
                "left_outer")
            .withColumn(History.KNOWN_TO, when(col("stands").isNull(), lit(known)).cast("date"));
    Dataset<Row> opened =
        found
            .join(
                links
                    .made(before.select(SAYS.stream().map(Column::new).toArray(Column[]::new)))
                    .hinted(),
                saysTheSame(),
                "left_anti")
            .select(SAYS.stream().map(name -> col("now_" + name).as(name)).toArray(Column[]::new))
            .withColumn(History.KNOWN_FROM, lit(known))
            .withColumn(History.KNOWN_TO, lit(null).cast("date"));
    lake.replace(
        RegisterTables.LINK,
        kept.select(Stream.of(opened.columns()).map(Column::new).toArray(Column[]::new))
            .unionByName(opened),
        slice());
  }

  private Slice slice() {
    return Slice.anyOf(Slice.whereNone(History.KNOWN_TO), Slice.where(History.KNOWN_TO, known));
  }

  private static Column[] columns(String prefix) {
    return SAYS.stream().map(name -> col(name).as(prefix + name)).toArray(Column[]::new);
  }

  private static Column saysTheSame() {
    return SAYS.stream()
        .map(name -> col(name).eqNullSafe(col("now_" + name)))
        .reduce(Column::and)
        .orElseThrow();
  }

  /** The identities with what the links say of them. */
  private static Dataset<Row> marked(Dataset<Row> outsiders, Few links) {
    Dataset<Row> found =
        links.rows().filter(col("certainty").notEqual(Grading.POSSIBLE)).select(columns("now_"));
    Column isOfLink = outsiders.col("person_key").equalTo(found.col("now_from_key"));
    Column isValid = col("has_valid_number");
    // Somebody with a valid number stays who the number says, if nobody else fits alone.
    Column isOpen = isValid.and(col("now_certainty").equalTo("none"));
    Column isLinked = col("now_method").isNotNull().and(not(isOpen));
    return outsiders
        .join(links.made(found).hinted(), isOfLink, "left_outer")
        .withColumn(
            "method",
            when(isLinked, col("now_method")).when(isValid, "number").otherwise("provisional"))
        .withColumn(
            "certainty",
            when(isLinked, col("now_certainty")).when(isValid, "exact").otherwise("none"))
        .withColumn("score", when(isLinked, col("now_score")).when(isValid, 1.0).otherwise(0.0));
  }
}
