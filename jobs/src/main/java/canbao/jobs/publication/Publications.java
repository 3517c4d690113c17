package canbao.jobs.publication;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.publication.Event.Kind;
import canbao.jobs.publication.Publication.State;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * All public releases; there are a few a year, so they are held in memory.
 *
 * @param all in the order in which they were first drafted
 */
public record Publications(List<Publication> all) {

  public Publications {
    all = List.copyOf(all);
  }

  public static Publications read(Lake lake) {
    Map<String, List<Row>> byId =
        lake
            .read(PublicationTables.PUBLICATION)
            .withColumn("day", col("as_of").cast("string"))
            .orderBy("at", "publication_id", "event_no")
            .collectAsList()
            .stream()
            .collect(
                groupingBy(
                    row -> row.<String>getAs("publication_id"), LinkedHashMap::new, toList()));
    return new Publications(byId.values().stream().map(Publications::publication).toList());
  }

  private static Publication publication(List<Row> rows) {
    List<Row> inOrder = new ArrayList<>(rows);
    inOrder.sort(Comparator.comparing(row -> row.<Integer>getAs("event_no")));
    List<Event> events = new ArrayList<>();
    Optional<String> reason = Optional.empty();
    for (Row row : inOrder) {
      if (Event.kind(row) == Kind.DRAFTED) {
        reason = Optional.ofNullable(row.getAs("reason"));
      }
      events.add(Event.of(row, reason));
    }
    return new Publication(events);
  }

  /**
   * One that somebody names.
   *
   * @throws JobFailure INPUT if there is none of the id
   */
  public Publication named(String id) {
    return all.stream()
        .filter(publication -> publication.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.INPUT,
                    "There is no public release " + id,
                    "release.publication has none of the id",
                    "Give one that publication list names, or draft it"));
  }

  /** The published one of a kind that is in force: nothing corrects it, and none is later. */
  Optional<Publication> lastPublished(PublicationKind kind) {
    return published(kind).reduce((first, second) -> second);
  }

  /** The same of a day. */
  Optional<Publication> lastPublished(PublicationKind kind, LocalDate asOf) {
    return published(kind)
        .filter(publication -> publication.content().asOf().equals(asOf))
        .reduce((first, second) -> second);
  }

  private Stream<Publication> published(PublicationKind kind) {
    return all.stream()
        .filter(publication -> publication.state() == State.PUBLISHED)
        .filter(publication -> publication.content().kind() == kind)
        .sorted(Comparator.comparing(publication -> publication.last().at()));
  }

  /** One of a kind and day that is on its way. */
  Optional<Publication> open(PublicationKind kind, LocalDate asOf) {
    return all.stream()
        .filter(publication -> publication.state() != State.PUBLISHED)
        .filter(publication -> publication.content().kind() == kind)
        .filter(publication -> publication.content().asOf().equals(asOf))
        .findFirst();
  }

  /** The id of the next one of a kind and day. */
  String nextId(PublicationKind kind, LocalDate asOf) {
    long number =
        all.stream()
            .filter(publication -> publication.content().kind() == kind)
            .filter(publication -> publication.content().asOf().equals(asOf))
            .count();
    return "%s-%s-%d".formatted(kind.word(), asOf, number + 1);
  }
}
