package canbao.jobs.publication;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.publication.Event.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicationTest {

  private static final LocalDate DAY = LocalDate.of(2018, 12, 31);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a draft is nobody's word yet,           'drafted chen',                                     DRAFT,     ''",
    "who submits has not approved,           'drafted chen, submitted chen',                     SUBMITTED, ''",
    "one is not enough,                      'drafted chen, submitted chen, approved li',        SUBMITTED, 'li'",
    "two are,                                'drafted chen, submitted chen, approved li, approved wang', APPROVED, 'li wang'",
    "one person is one however often,        'drafted chen, submitted chen, approved li, approved li',   SUBMITTED, 'li'",
    "a return voids approvals,               'drafted chen, submitted chen, approved li, returned wang', DRAFT, ''",
    "and they stay void,                     'drafted chen, submitted chen, approved li, returned wang, submitted chen, approved wang', SUBMITTED, 'wang'",
    "so does another draft,                  'drafted chen, submitted chen, approved li, approved wang, drafted chen', DRAFT, ''",
    "what is published keeps them,           'drafted chen, submitted chen, approved li, approved wang, published chen', PUBLISHED, 'li wang'"
  })
  void itsEventsTellHowFarItHasCome(
      String reason, String events, Publication.State state, String approvals) {
    Publication publication = publication(events);

    assertThat(publication.state()).as(reason).isEqualTo(state);
    assertThat(String.join(" ", publication.approvals())).as(reason).isEqualTo(approvals);
  }

  private static Publication publication(String drawing) {
    Content content =
        new Content(
            PublicationKind.ANNUAL, DAY, "2018-12-31-r1", Optional.empty(), Optional.empty());
    List<Event> events = new ArrayList<>();
    for (String event : drawing.split(", ", -1)) {
      String[] words = event.split(" ", -1);
      events.add(
          new Event(
              "annual-2018-12-31-1",
              events.size() + 1,
              Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
              words[1],
              "test",
              Instant.EPOCH,
              Optional.empty(),
              content,
              "fingerprint"));
    }
    return new Publication(events);
  }
}
