package canbao.jobs.evaluation;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * What an indicator of a division would be if something were otherwise.
 *
 * @param since the day since which nobody had lapsed; none of a group
 * @param about the dimension and value of a group; none for lapses
 * @param people covered more; none of a group that is hidden
 */
record WhatIf(
    AssessedIndicator assessed,
    Scenario scenario,
    Optional<LocalDate> since,
    Optional<Group> about,
    Optional<Long> people) {

  /** What is otherwise. */
  enum Scenario {
    /** Nobody had lapsed since the earliest day that the day's numbers are explained from. */
    LAPSES_STOP,
    /** The group were covered like everybody of the division. */
    GROUP_AT_MEAN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A value of a dimension of {@code release.group_coverage}. */
  record Group(String dimension, String value) {}

  static WhatIf lapses(AssessedIndicator assessed, LocalDate since, long people) {
    return new WhatIf(
        assessed, Scenario.LAPSES_STOP, Optional.of(since), Optional.empty(), Optional.of(people));
  }

  /**
   * @param people empty if the group is hidden
   */
  static WhatIf group(AssessedIndicator assessed, Group group, Optional<Long> people) {
    return new WhatIf(
        assessed, Scenario.GROUP_AT_MEAN, Optional.empty(), Optional.of(group), people);
  }

  /** People covered then; none of a group that is hidden, like what follows from it. */
  Optional<Long> covered() {
    Counts counts = assessed.value().counts().orElseThrow();
    long due = counts.due().orElseThrow();
    return people.map(more -> Math.min(due, counts.people().point() + more));
  }

  /** In the plan's unit. */
  Optional<Ratio> level() {
    return covered().map(assessed.value().counts().orElseThrow()::inUnit);
  }

  /** Whether the target that is due were reached; empty if none is due. */
  Optional<Boolean> isMet() {
    return level()
        .flatMap(
            level -> assessed.assessment().milestone().map(due -> level.isAtLeast(due.target())));
  }

  /** Why nothing is said. */
  Optional<Reason> reason() {
    return people.isPresent() ? Optional.empty() : Optional.of(Reason.HIDDEN);
  }
}
