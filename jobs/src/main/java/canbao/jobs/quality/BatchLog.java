package canbao.jobs.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.source.BatchHeader;
import canbao.jobs.source.BatchName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The batches that runs have looked at ({@code quality.batch}); a batch counts from the moment its
 * row says {@code accepted}. There are a few a night, so they are held in memory.
 */
public final class BatchLog {

  private static final int RUN_DIGITS = 12;
  private static final Comparator<BatchEntry> IN_ORDER =
      Comparator.comparing(BatchEntry::batch).thenComparing(BatchEntry::source);

  private final Lake lake;
  private final List<BatchEntry> entries;

  private BatchLog(Lake lake, List<BatchEntry> entries) {
    this.lake = lake;
    this.entries = List.copyOf(entries);
  }

  public static BatchLog read(Lake lake) {
    List<BatchEntry> entries =
        lake.read(QualityTables.BATCH).collectAsList().stream()
            .map(BatchLog::entry)
            .sorted(IN_ORDER)
            .toList();
    return new BatchLog(lake, entries);
  }

  /** The log as it will be once some entries are written. */
  public BatchLog with(List<BatchEntry> changed) {
    List<BatchEntry> all = new ArrayList<>(changed);
    entries.stream().filter(old -> changed.stream().noneMatch(isSameBatch(old))).forEach(all::add);
    all.sort(IN_ORDER);
    return new BatchLog(lake, all);
  }

  /** The log of the batches that the register had taken up at the end of a system date. */
  public BatchLog takenUpBy(LocalDate known) {
    Set<String> taken =
        lake.table("register.applied").stream()
            .flatMap(
                applied ->
                    applied
                        .filter(col("known_on").leq(lit(known)))
                        .select(col("source"), col("batch").cast("string"))
                        .collectAsList()
                        .stream())
            .map(row -> row.getString(0) + row.getString(1))
            .collect(Collectors.toSet());
    return new BatchLog(
        lake,
        entries.stream().filter(entry -> taken.contains(entry.source() + entry.batch())).toList());
  }

  /** In the order of dates, then of sources. */
  public List<BatchEntry> entries() {
    return entries;
  }

  public Optional<BatchEntry> entry(String source, LocalDate batch) {
    return entries.stream()
        .filter(entry -> entry.source().equals(source) && entry.batch().equals(batch))
        .findFirst();
  }

  /** Accepted batches of a source up to a day, by date. */
  public List<BatchEntry> accepted(String source, LocalDate upTo) {
    return entries.stream()
        .filter(entry -> entry.source().equals(source) && entry.isAccepted())
        .filter(entry -> !entry.batch().isAfter(upTo))
        .toList();
  }

  /** The accepted batches whose rows are in force on a day: the last full list and what follows. */
  public List<BatchEntry> inForce(String source, LocalDate day) {
    List<BatchEntry> accepted = accepted(source, day);
    int lastFull = 0;
    for (int i = 0; i < accepted.size(); i++) {
      if (accepted.get(i).header().orElseThrow().isFull()) {
        lastFull = i;
      }
    }
    return accepted.subList(lastFull, accepted.size());
  }

  /**
   * The last day that any run has spoken about: what is learned now is learned no earlier, even by
   * a run that goes back to an older day.
   */
  public LocalDate knownOn(LocalDate asOf) {
    return entries.stream()
        .map(BatchEntry::asOf)
        .max(Comparator.naturalOrder())
        .filter(latest -> latest.isAfter(asOf))
        .orElse(asOf);
  }

  /**
   * Names a run by what it rests on: its day, the accepted batches up to it and a fingerprint of
   * the settings. The same inputs have the same name.
   */
  public String runId(LocalDate asOf, String settingsFingerprint) {
    String inputs =
        entries.stream()
            .filter(entry -> entry.isAccepted() && !entry.batch().isAfter(asOf))
            .map(entry -> entry.source() + entry.batch() + entry.manifestFingerprint())
            .collect(Collectors.joining("\n", asOf + "\n" + settingsFingerprint + "\n", ""));
    return asOf + "-" + DigestUtils.sha256Hex(inputs).substring(0, RUN_DIGITS);
  }

  /** Puts entries in place of those of the same batches; one that was accepted stays for ever. */
  public void write(List<BatchEntry> changed) {
    if (changed.isEmpty()) {
      return;
    }
    for (BatchEntry entry : changed) {
      if (entry(entry.source(), entry.batch()).filter(BatchEntry::isAccepted).isPresent()) {
        throw new IllegalStateException(
            "Batch " + entry.source() + " " + entry.batch() + " was accepted before");
      }
    }
    List<Row> rows = changed.stream().map(BatchLog::row).toList();
    List<Slice> slices =
        changed.stream()
            .map(e -> Slice.where("source", e.source()).and(Slice.where("batch", e.batch())))
            .toList();
    lake.replace(
        QualityTables.BATCH,
        lake.spark().createDataFrame(rows, QualityTables.BATCH.columns()),
        Slice.anyOf(slices));
  }

  private static Predicate<BatchEntry> isSameBatch(BatchEntry one) {
    return other -> other.source().equals(one.source()) && other.batch().equals(one.batch());
  }

  private static Row row(BatchEntry entry) {
    List<Row> byCity =
        entry.rowsByCity().entrySet().stream()
            .map(city -> RowFactory.create(city.getKey(), city.getValue()))
            .toList();
    return RowFactory.create(
        entry.source(),
        entry.batch(),
        entry.header().map(header -> lower(header.mode())).orElse(null),
        entry.header().map(BatchHeader::scope).map(List::toArray).orElse(null),
        lower(entry.state()),
        entry.reason().isEmpty() ? null : entry.reason(),
        entry.counts().rows(),
        entry.counts().accepted(),
        entry.counts().rejected(),
        entry.counts().duplicate(),
        entry.asOf(),
        entry.manifestFingerprint(),
        byCity.toArray(),
        entry.shrinks().stream()
            .map(
                shrink ->
                    RowFactory.create(
                        shrink.city(),
                        shrink.before(),
                        shrink.now(),
                        shrink.reason(),
                        shrink.acceptedBy()))
            .toArray());
  }

  private static BatchEntry entry(Row row) {
    LocalDate batch = row.<java.sql.Date>getAs("batch").toLocalDate();
    String source = row.getAs("source");
    String mode = row.getAs("mode");
    Map<String, Long> byCity = new TreeMap<>();
    for (Row city : row.<Row>getList(row.fieldIndex("rows_by_city"))) {
      byCity.put(city.getString(0), city.getLong(1));
    }
    return new BatchEntry(
        source,
        batch,
        Optional.ofNullable(mode)
            .map(
                text ->
                    new BatchHeader(
                        batch,
                        BatchHeader.Mode.valueOf(upper(text)),
                        row.getList(row.fieldIndex("scope")),
                        BatchName.of(source).correction())),
        BatchEntry.State.valueOf(upper(row.getAs("state"))),
        Optional.<String>ofNullable(row.getAs("reason")).orElse(""),
        new BatchEntry.Counts(
            row.getAs("rows"),
            row.getAs("accepted"),
            row.getAs("rejected"),
            row.getAs("duplicate")),
        row.<java.sql.Date>getAs("as_of").toLocalDate(),
        row.getAs("manifest_fingerprint"),
        byCity,
        row.<Row>getList(row.fieldIndex("accepted_shrinks")).stream()
            .map(
                shrink ->
                    new AcceptedShrink(
                        shrink.getString(0),
                        shrink.getLong(1),
                        shrink.getLong(2),
                        shrink.getString(3),
                        shrink.getString(4)))
            .toList());
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
