package canbao.jobs.evaluation;

import java.util.Locale;
import java.util.Optional;

/**
 * What an indicator of a division would be if something were otherwise.
 *
 * @param about the dimension and value of a group; none for lapses
 * @param people covered more
 */
record WhatIf(AssessedIndicator assessed, Scenario scenario, Optional<Group> about, long people) {

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

  /** A value of a dimension of {@code coverage.group_coverage}. */
  record Group(String dimension, String value) {}

  /** People covered then. */
  long covered() {
    Counts counts = assessed.value().counts().orElseThrow();
    return Math.min(counts.due().orElseThrow(), counts.people().point() + people);
  }

  /** In the plan's unit. */
  Ratio level() {
    return assessed.value().counts().orElseThrow().inUnit(covered());
  }

  /** Whether the target that is due were reached; empty if none is due. */
  Optional<Boolean> isMet() {
    return assessed.assessment().milestone().map(due -> level().isAtLeast(due.target()));
  }
}
