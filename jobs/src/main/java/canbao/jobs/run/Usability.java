package canbao.jobs.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a city's numbers of a line can be used: {@code conf/usability.yml}.
 *
 * @param lines that are graded
 * @param months whose ends a volume is held against
 * @param limits by topic
 * @param ofCities other limits of single cities
 */
public record Usability(
    List<Line> lines, int months, Map<Topic, Limits> limits, List<OfCity> ofCities) {

  public Usability {
    lines = List.copyOf(lines);
    limits = Map.copyOf(limits);
    ofCities = List.copyOf(ofCities);
  }

  /** What is graded. */
  public enum Topic {
    VOLUME_PAST,
    VOLUME_PUBLISHED,
    DUPLICATES,
    MISSING,
    LATE,
    UNLINKED,
    STALE
  }

  /**
   * A line.
   *
   * @param sources that bring its rows
   * @param family whose coverage rests on it
   * @param published what it is held against
   * @param filled columns that should not be empty
   */
  public record Line(
      String name,
      List<String> sources,
      Optional<String> family,
      Optional<Published> published,
      List<String> filled) {

    public Line {
      sources = List.copyOf(sources);
      filled = List.copyOf(filled);
    }
  }

  /**
   * A published figure.
   *
   * @param code of the statistic
   * @param people denominator whose people are held against it; without one the rows in force are
   */
  public record Published(String code, Optional<String> people) {}

  /** Values above which a grade is worse than low concern; none is below the one before. */
  public record Limits(long mediumAbove, long highAbove, long unusableAbove) {}

  /** Limits of one city. */
  public record OfCity(String city, Topic topic, Limits limits, String reason) {}

  /** The limits that hold for a division. */
  public Limits limits(Topic topic, String division) {
    return ofCities.stream()
        .filter(one -> one.topic() == topic && one.city().equals(division))
        .map(OfCity::limits)
        .findFirst()
        .orElseGet(() -> limits.get(topic));
  }
}
