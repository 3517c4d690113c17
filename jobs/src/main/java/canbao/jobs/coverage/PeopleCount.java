package canbao.jobs.coverage;

import java.util.function.Predicate;

/**
 * Something that is counted: people by one of their places for whom a condition holds.
 *
 * @param level by which relations people are enrolled
 */
record PeopleCount(Level level, Basis basis, Predicate<PersonGroup> condition) {

  boolean isOf(PersonGroup group) {
    return group.basis() == basis && group.isAt(level) && condition.test(group);
  }
}
