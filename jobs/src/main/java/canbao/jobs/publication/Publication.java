package canbao.jobs.publication;

import canbao.jobs.publication.Event.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One public release, as its events tell.
 *
 * @param events in their order; the first is a draft
 */
public record Publication(List<Event> events) {

  /** How many people besides the submitter have to agree. */
  static final int APPROVALS = 2;

  public Publication {
    events = List.copyOf(events);
  }

  /** How far it has come. */
  public enum State {
    DRAFT,
    SUBMITTED,
    APPROVED,
    PUBLISHED
  }

  public String id() {
    return events.get(0).publicationId();
  }

  /** What was last drafted. */
  public Content content() {
    return last().content();
  }

  /** Of the content that was last drafted. */
  public String fingerprint() {
    return last().fingerprint();
  }

  public State state() {
    return switch (last().kind()) {
      case DRAFTED, RETURNED -> State.DRAFT;
      case PUBLISHED -> State.PUBLISHED;
      case SUBMITTED, APPROVED ->
          approvals().size() >= APPROVALS ? State.APPROVED : State.SUBMITTED;
    };
  }

  /** Who has approved since it was last submitted; a draft or a return voids all before. */
  public Set<String> approvals() {
    Set<String> approvals = new LinkedHashSet<>();
    for (Event event : events) {
      switch (event.kind()) {
        case DRAFTED, SUBMITTED, RETURNED -> approvals.clear();
        case APPROVED -> {
          boolean unused = approvals.add(event.who());
        }
        case PUBLISHED -> {}
      }
    }
    return approvals;
  }

  /** Who submitted it last; nobody if it was drafted or returned since. */
  String submitter() {
    return events.stream()
        .filter(event -> event.kind() == Kind.SUBMITTED)
        .reduce((first, second) -> second)
        .map(Event::who)
        .orElse("");
  }

  int nextNumber() {
    return last().number() + 1;
  }

  Event last() {
    return events.get(events.size() - 1);
  }
}
