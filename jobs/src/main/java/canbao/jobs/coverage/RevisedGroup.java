package canbao.jobs.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * People who have changed in the same way between two states of one day.
 *
 * @param before empty if they had no state
 * @param after empty if they have none
 * @param isRelinked whether they are linked to others than they were
 */
record RevisedGroup(
    Optional<Side> before,
    Optional<Side> after,
    boolean isRelinked,
    boolean hasOtherBirth,
    long people) {

  /**
   * Facts of people in one of the states.
   *
   * @param registered where they count by registration
   * @param resident where they count by residence
   * @param lines set of the lines in which they have a live relation
   */
  record Side(
      boolean inRegister,
      boolean dead,
      List<String> registered,
      List<String> resident,
      long dueBits,
      int lines) {

    List<String> divisions(Basis basis) {
      return basis == Basis.REGISTRATION ? registered : resident;
    }

    boolean has(int bit) {
      return (dueBits & 1L << bit) != 0;
    }

    boolean isEnrolled(Family family) {
      return (lines & InsuranceLine.bitsOf(family)) != 0;
    }

    private static Optional<Side> of(Row row, String prefix) {
      if (row.isNullAt(row.fieldIndex(prefix + "due_bits"))) {
        return Optional.empty();
      }
      return Optional.of(
          new Side(
              row.getAs(prefix + "in_register"),
              row.getAs(prefix + "dead"),
              divisions(row, prefix + "registered_city", prefix + "is_registered_in_memo"),
              divisions(row, prefix + "resident_city", prefix + "is_resident_in_memo"),
              row.getAs(prefix + "due_bits"),
              row.getAs(prefix + "lines")));
    }

    private static List<String> divisions(Row row, String city, String isInMemo) {
      Integer code = row.getAs(city);
      if (code == null) {
        return List.of();
      }
      List<String> divisions = new ArrayList<>(List.of(code.toString(), CityCounts.PROVINCE));
      if (row.<Boolean>getAs(isInMemo)) {
        divisions.add(PersonState.MEMO);
      }
      return divisions;
    }
  }

  /**
   * @param row as {@link RevisedPeople#grouped} gives it
   */
  static RevisedGroup of(Row row) {
    return new RevisedGroup(
        Side.of(row, StatesBeside.BEFORE),
        Side.of(row, StatesBeside.AFTER),
        row.getAs(RevisedPeople.IS_RELINKED),
        row.getAs(RevisedPeople.HAS_OTHER_BIRTH),
        row.getAs(RevisedPeople.PEOPLE));
  }

  /** Why they are due otherwise, or elsewhere; of several causes the first that explains it. */
  RevisionCause whyDue(Basis basis) {
    boolean wasInRegister = before.filter(Side::inRegister).isPresent();
    boolean isInRegister = after.filter(Side::inRegister).isPresent();
    if (wasInRegister != isInRegister) {
      return isRelinked ? RevisionCause.MERGED_DOUBLE : RevisionCause.REGISTRATION;
    }
    if (!wasInRegister) {
      return RevisionCause.OTHER;
    }
    Side old = before.orElseThrow();
    Side now = after.orElseThrow();
    if (old.dead() != now.dead()) {
      return RevisionCause.DEATH;
    }
    if (!old.divisions(basis).equals(now.divisions(basis))) {
      return RevisionCause.MOVE;
    }
    if (hasOtherBirth) {
      return RevisionCause.BIRTH;
    }
    return isRelinked ? RevisionCause.MERGED_DOUBLE : RevisionCause.STATUS;
  }

  /** Why they are covered otherwise where they are due as before. */
  RevisionCause whyCovered(boolean isCoveredNow) {
    if (isRelinked) {
      return RevisionCause.MERGED_DOUBLE;
    }
    return isCoveredNow ? RevisionCause.LATE_ENROLMENT : RevisionCause.LATE_END;
  }
}
