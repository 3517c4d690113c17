package canbao.jobs.publication;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.publication.Content.Correction;
import canbao.jobs.publication.Content.Difference;
import canbao.jobs.publication.Event.Kind;
import canbao.jobs.publication.Publication.State;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Takes a public release from draft to published. Each step adds one event, and is refused unless
 * what was signed before is still what is there.
 */
public final class PublicationDesk {

  private final Lake lake;
  private final Clock clock;
  private final Publications publications;

  public PublicationDesk(Lake lake, Clock clock) {
    this.lake = lake;
    this.clock = clock;
    this.publications = Publications.read(lake);
  }

  /**
   * What is to be drafted: the last release of the day, without its difference yet.
   *
   * @param correction of a public release of the same kind and day
   * @throws JobFailure INPUT if the day was not released, CONFLICT if it is public already and this
   *     corrects nothing, or corrects what is not in force
   */
  public Content toDraft(PublicationKind kind, LocalDate asOf, Optional<Correction> correction) {
    String release =
        lastRelease(asOf)
            .orElseThrow(
                () ->
                    new JobFailure(
                        ExitCode.INPUT,
                        "Nothing of " + asOf + " can be made public",
                        "release.ledger has no release of the day",
                        "Run the night of the day first: night --as-of " + asOf));
    Optional<Publication> inForce = publications.lastPublished(kind, asOf);
    Optional<String> corrected =
        correction.map(Correction::of).map(publications::named).map(Publication::id);
    if (!inForce.map(Publication::id).equals(corrected)) {
      throw new JobFailure(
          ExitCode.CONFLICT,
          "A %s release of %s cannot be drafted so".formatted(kind.word(), asOf),
          inForce
              .map(other -> other.id() + " is public and in force")
              .orElse("nothing of this kind and day is public that could be corrected"),
          inForce
              .map(other -> "Correct it: --supersedes " + other.id() + " --reason …")
              .orElse("Leave --supersedes away, or give the kind and day of what it corrects"));
    }
    if (inForce.filter(other -> other.content().releaseId().equals(release)).isPresent()) {
      throw new JobFailure(
          ExitCode.CONFLICT,
          "There is nothing to correct",
          "%s has the numbers of %s, the last release of the day"
              .formatted(inForce.get().id(), release),
          "Count and release the day anew first: coverage, gate and release --as-of " + asOf);
    }
    return new Content(kind, asOf, release, correction, Optional.empty());
  }

  /**
   * The release whose numbers were public before: what the difference is to be told from. Of a
   * correction it is that of what it corrects.
   */
  public Optional<String> publicBefore(Content content) {
    return content
        .correction()
        .map(corrected -> publications.named(corrected.of()))
        .or(() -> publications.lastPublished(content.kind()))
        .map(last -> last.content().releaseId());
  }

  /** Drafts, or drafts again what is on its way: that voids its approvals. */
  public Publication draft(Content content, Optional<Difference> difference, String who) {
    Content whole =
        new Content(
            content.kind(), content.asOf(), content.releaseId(), content.correction(), difference);
    Optional<Publication> open = publications.open(content.kind(), content.asOf());
    String id =
        open.map(Publication::id)
            .orElseGet(() -> publications.nextId(content.kind(), content.asOf()));
    int number = open.map(Publication::nextNumber).orElse(1);
    return add(
        new Event(
            id,
            number,
            Kind.DRAFTED,
            who,
            account(),
            clock.instant(),
            content.correction().map(Correction::reason),
            whole,
            whole.fingerprint(lake)));
  }

  /** Hands a draft on to be approved. */
  public Publication submit(String id, String who) {
    Publication publication = expect(id, "submitted", State.DRAFT);
    refuseChanged(publication, "submitted");
    if (!publication.content().hasItsDifference(lake)) {
      throw new JobFailure(
          ExitCode.INPUT,
          id + " cannot be submitted",
          "release.revision has no difference to what was last public",
          "Draft it again: that writes it");
    }
    return add(publication, Kind.SUBMITTED, who, Optional.empty());
  }

  /** One person's agreement. */
  public Publication approve(String id, String who) {
    Publication publication = expect(id, "approved", State.SUBMITTED);
    refuseChanged(publication, "approved");
    if (who.equals(publication.submitter())) {
      throw refused(
          id, "approved", who + " has submitted it", "Two others than the submitter approve");
    }
    if (publication.approvals().contains(who)) {
      throw refused(id, "approved", who + " has approved it before", "A second person approves");
    }
    return add(publication, Kind.APPROVED, who, Optional.empty());
  }

  /** Back to a draft; the approvals are void. */
  public Publication sendBack(String id, String who, String reason) {
    Publication publication = expect(id, "returned", State.SUBMITTED, State.APPROVED);
    return add(publication, Kind.RETURNED, who, Optional.of(reason));
  }

  /** Makes it public; what it corrects is superseded from that moment. */
  public Publication publish(String id, String who) {
    Publication publication = publications.named(id);
    if (publication.state() == State.SUBMITTED) {
      throw refused(
          id,
          "published",
          "%d of %d approvals are given"
              .formatted(publication.approvals().size(), Publication.APPROVALS),
          "Two others than the submitter approve");
    }
    Publication approved = expect(id, "published", State.APPROVED);
    refuseChanged(approved, "published");
    return add(approved, Kind.PUBLISHED, who, Optional.empty());
  }

  private Publication expect(String id, String done, State... states) {
    Publication publication = publications.named(id);
    if (!List.of(states).contains(publication.state())) {
      throw new JobFailure(
          ExitCode.CONFLICT,
          "%s cannot be %s".formatted(id, done),
          "its state is " + publication.state().name().toLowerCase(Locale.ROOT),
          "See publication list; what is public is corrected by draft --supersedes");
    }
    return publication;
  }

  /** What was drafted must be what is there: its release, the last of the day, and its ledger. */
  private void refuseChanged(Publication publication, String done) {
    Content content = publication.content();
    String last = lastRelease(content.asOf()).orElse("");
    if (!last.equals(content.releaseId())) {
      throw refused(
          publication.id(),
          done,
          "it has the numbers of %s, and %s was released since"
              .formatted(content.releaseId(), last),
          "Draft it again; approvals of the old content are void");
    }
    if (!content.fingerprint(lake).equals(publication.fingerprint())) {
      throw refused(
          publication.id(),
          done,
          "its release or its rows in release.revision are not those that were drafted",
          "Draft it again; approvals of the old content are void");
    }
  }

  private static JobFailure refused(String id, String done, String why, String remedy) {
    return new JobFailure(ExitCode.GATE, "%s cannot be %s".formatted(id, done), why, remedy);
  }

  private Optional<String> lastRelease(LocalDate asOf) {
    return lake
        .table("release.ledger")
        .map(
            rows ->
                rows.filter(col("as_of").equalTo(lit(asOf)))
                    .orderBy(col("revision").desc())
                    .select("release_id")
                    .limit(1)
                    .collectAsList())
        .orElse(List.of())
        .stream()
        .map(row -> row.getString(0))
        .findFirst();
  }

  private Publication add(Publication publication, Kind kind, String who, Optional<String> reason) {
    return add(
        new Event(
            publication.id(),
            publication.nextNumber(),
            kind,
            who,
            account(),
            clock.instant(),
            reason,
            publication.content(),
            publication.fingerprint()));
  }

  private Publication add(Event event) {
    List<Row> row = List.of(event.row());
    lake.add(
        PublicationTables.PUBLICATION,
        lake.spark().createDataFrame(row, PublicationTables.PUBLICATION.columns()));
    return Publications.read(lake).named(event.publicationId());
  }

  private static String account() {
    return System.getProperty("user.name");
  }
}
