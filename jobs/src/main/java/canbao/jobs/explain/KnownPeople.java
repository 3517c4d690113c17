package canbao.jobs.explain;

import static canbao.udfs.Functions.maskDocument;
import static canbao.udfs.Functions.maskName;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.History;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.ReportTable;
import canbao.udfs.Functions;
import canbao.udfs.Pseudonym;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The people whom a document means, by {@code register.identity} and by the links of those outside
 * the population: the one place that knows how keys are found.
 */
public final class KnownPeople {

  private static final String KEY = "person_key";

  private final long askedKey;
  private final NavigableMap<Long, NavigableSet<Long>> documentsOf;
  private final List<Row> identities;

  private KnownPeople(
      long askedKey, NavigableMap<Long, NavigableSet<Long>> documentsOf, Lake lake) {
    this.askedKey = askedKey;
    this.documentsOf = documentsOf;
    this.identities = identities(lake, documents());
  }

  /**
   * Looks for the person with the valid number, and for those whom the register knows by that text
   * alone, because it is no valid number in their rows. Who is linked for certain is the person of
   * the population, who is linked probably may be either.
   *
   * @param known system date as of which links count
   */
  public static KnownPeople find(
      Lake lake, Pseudonym pseudonym, AskedDocument asked, LocalDate known) {
    long key = pseudonym.key(asked.canonical().orElse(asked.number()));
    NavigableSet<Long> meant = keys(lake, asked, key);
    NavigableMap<Long, NavigableSet<Long>> documentsOf = new TreeMap<>();
    people(meant, links(lake, known, meant)).forEach(one -> documentsOf.put(one, only(one)));
    for (Link link : links(lake, known, documentsOf.navigableKeySet())) {
      documentsOf.computeIfPresent(link.to(), (to, documents) -> with(documents, link.from()));
    }
    return new KnownPeople(key, documentsOf, lake);
  }

  /** Pseudonym of the document that was asked for, whether it is somebody's or not. */
  public long askedKey() {
    return askedKey;
  }

  /** Each once, in their order. */
  public List<Long> keys() {
    return List.copyOf(documentsOf.keySet());
  }

  /** Keys under which rows of these people stand: their own, and those linked to them. */
  public Set<Long> documents() {
    return documentsOf.values().stream().flatMap(Set::stream).collect(toSet());
  }

  /** The same of one person. */
  public Set<Long> documents(long person) {
    return Set.copyOf(documentsOf.get(person));
  }

  /** A table of the documents of a person, and how each was found to be the person's. */
  public String drawn(long person) {
    ReportTable table =
        ReportTable.of("key", "type", "document", "name", "method", "certainty", "known from");
    Set<Long> theirs = documentsOf.get(person);
    identities.stream()
        .filter(row -> theirs.contains(row.getLong(0)))
        .sorted(comparing(row -> row.getLong(0) != person))
        .forEach(
            row ->
                table.add(
                    row.getLong(0) == person ? "this" : Long.toString(row.getLong(0)),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6)));
    return table.drawn();
  }

  private record Link(long from, long to, boolean isCertain) {}

  /** Links from some people or to them. */
  private static List<Link> links(Lake lake, LocalDate known, NavigableSet<Long> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    Slice theirs = Slice.anyOf(whose("from_key", keys), whose("to_key", keys));
    return lake
        .table("register.link", theirs.and(History.openOn(known)))
        .map(rows -> rows.filter(History.wasOpenOn(known)).filter(isToSomebody()))
        .map(rows -> rows.select(col("from_key"), col("to_key"), isCertain()).collectAsList())
        .orElse(List.of())
        .stream()
        .map(row -> new Link(row.getLong(0), row.getLong(1), row.getBoolean(2)))
        .toList();
  }

  /** One of several people whom somebody may be is not that person. */
  private static Column isToSomebody() {
    return col("certainty").isin("certain", "probable");
  }

  private static Column isCertain() {
    return col("certainty").equalTo("certain");
  }

  private static Slice whose(String column, Set<Long> keys) {
    return Slice.anyOf(keys.stream().map(key -> Slice.where(column, key)).toList());
  }

  private static NavigableSet<Long> people(NavigableSet<Long> meant, List<Link> links) {
    NavigableSet<Long> people = new TreeSet<>(meant);
    for (Link link : links) {
      if (meant.contains(link.from())) {
        people.add(link.to());
        if (link.isCertain()) {
          people.remove(link.from());
        }
      }
    }
    return people;
  }

  private static NavigableSet<Long> only(long key) {
    return new TreeSet<>(List.of(key));
  }

  private static NavigableSet<Long> with(NavigableSet<Long> documents, long key) {
    documents.add(key);
    return documents;
  }

  private static NavigableSet<Long> keys(Lake lake, AskedDocument asked, long key) {
    // The number itself would be read in Spark's plans: its key and an opaque method stand there.
    Column isWrittenSo =
        Functions.invoke(
            new Functions.Method(asked, "isWrittenAs", DataTypes.StringType, DataTypes.BooleanType),
            col("document"));
    NavigableSet<Long> keys = new TreeSet<>();
    // Two queries, because Spark passes a filter with an opaque part in an OR to no file.
    if (asked.canonical().isPresent()) {
      keys.addAll(keys(lake, Slice.where(KEY, key), lit(true)));
    }
    keys.addAll(keys(lake, Slice.where("has_valid_number", false), isWrittenSo));
    return keys;
  }

  private static List<Long> keys(Lake lake, Slice slice, Column isMeant) {
    return lake
        .table("register.identity", slice)
        .map(rows -> rows.filter(isMeant).select(KEY).collectAsList())
        .orElse(List.of())
        .stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  /** Numbers and names are masked before they leave Spark. */
  private static List<Row> identities(Lake lake, Set<Long> keys) {
    return lake.table("register.identity", whose(KEY, keys))
        .map(
            rows ->
                rows.select(
                        col(KEY),
                        col("document_type"),
                        maskDocument(col("document")).as("document"),
                        maskName(col("name")).as("name"),
                        col("method"),
                        col("certainty"),
                        col("known_from").cast(DataTypes.StringType))
                    .orderBy(KEY, "known_from")
                    .collectAsList())
        .orElse(List.of());
  }
}
