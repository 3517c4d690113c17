package canbao.jobs.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * How many areas of a division reach their own limits.
 *
 * @param all areas that it has
 * @param known those whose value and limit are known
 * @param met those that reach it
 * @param unknown why nothing is known of any, if so
 */
record Areas(int all, int known, int met, Reason unknown) {

  /**
   * @param areas each judged by its own limit
   */
  static Areas of(List<AssessedIndicator> areas) {
    List<Judgement> judged =
        areas.stream().flatMap(area -> area.assessment().againstTarget().stream()).toList();
    long met = judged.stream().filter(Judgement.MET::equals).count();
    boolean isTooEarly = areas.stream().anyMatch(area -> area.isWithout(Reason.NO_TARGET_DUE));
    return new Areas(
        areas.size(),
        judged.size(),
        Math.toIntExact(met),
        isTooEarly ? Reason.NO_TARGET_DUE : Reason.LOCAL_LIMIT_UNKNOWN);
  }

  /** One that misses its limit decides; that all reach it must be known of all. */
  Optional<Judgement> judgement() {
    if (met < known) {
      return Optional.of(Judgement.NOT_MET);
    }
    return known == all && all > 0 ? Optional.of(Judgement.MET) : Optional.empty();
  }

  /** Why there is no judgement. */
  Reason reason() {
    return known == 0 ? unknown : Reason.AREAS_UNKNOWN;
  }
}
