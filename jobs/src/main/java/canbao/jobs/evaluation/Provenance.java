package canbao.jobs.evaluation;

import canbao.jobs.evaluation.ReleasedNumbers.Origin;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a value comes from.
 *
 * @param releaseId of a released one
 * @param released its row of {@code release.city_coverage}
 * @param edition of a published one
 */
record Provenance(
    Source source,
    Optional<String> releaseId,
    Optional<Origin> released,
    Optional<Edition> edition) {

  /** What kind of place it is. */
  enum Source {
    /** The plan's box. */
    PLAN,
    /** A row of {@code release.city_coverage}. */
    RELEASE,
    /** Rows of the register, counted by the evaluation. */
    REGISTER,
    /** A row of {@code register.statistic}. */
    STATISTIC,
    /** There is no value. */
    NONE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is what the lake counts; figures of the plan and of offices are not. */
    boolean isCounted() {
      return this == RELEASE || this == REGISTER;
    }
  }

  /**
   * A publication.
   *
   * @param name of the edition; may be empty
   * @param publisher where it was published; may be empty
   */
  record Edition(String name, String publisher) {}

  static final Provenance NOWHERE = of(Source.NONE);

  static Provenance of(Source source) {
    return new Provenance(source, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Provenance released(String releaseId, Origin row) {
    return new Provenance(
        Source.RELEASE, Optional.of(releaseId), Optional.of(row), Optional.empty());
  }

  static Provenance published(Edition edition) {
    return new Provenance(
        Source.STATISTIC, Optional.empty(), Optional.empty(), Optional.of(edition));
  }
}
