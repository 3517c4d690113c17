package canbao.jobs.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An example of a person, made up, and what must come of it ({@code conf/assurance.yml}).
 *
 * @param id its name
 * @param titleZh what it shows, Chinese
 * @param titleEn the same in English
 * @param on the day that is spoken about
 * @param inRegister what the population register says; none: nothing
 * @param due families in which the person is due, by denominator; others may say what they will
 * @param covered families in which there is a live relation
 * @param reason why the person is not due for a pension by residence, if not
 */
public record AssuredPerson(
    String id,
    String titleZh,
    String titleEn,
    LocalDate on,
    Optional<InRegister> inRegister,
    List<Status> statuses,
    List<Enrolment> enrolments,
    Map<String, Set<String>> due,
    Set<String> covered,
    Optional<String> reason) {

  public AssuredPerson {
    statuses = List.copyOf(statuses);
    enrolments = List.copyOf(enrolments);
    due = Map.copyOf(due);
    covered = Set.copyOf(covered);
  }

  /**
   * A row of {@code register.person}.
   *
   * @param registration division as sent
   * @param residence division as sent; none: the column was empty
   * @param state of the registration, 正常 and so on
   * @param life 1 alive, 2 dead
   */
  public record InRegister(
      Optional<LocalDate> birth,
      Optional<String> registration,
      Optional<String> residence,
      String state,
      String life,
      Optional<LocalDate> died) {}

  /** A row of {@code register.status}. */
  public record Status(String kind, LocalDate from, Optional<LocalDate> to) {}

  /** A row of {@code register.enrolment}. */
  public record Enrolment(
      String line,
      String pool,
      LocalDate from,
      Optional<LocalDate> to,
      String state,
      Optional<Integer> year) {}
}
