package canbao.jobs.run;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The plan's targets ({@code conf/targets.yml}).
 *
 * @param judging those that decide whether a city has met its target
 * @param informative those that are shown beside them and never judge
 */
public record Targets(List<Target> judging, List<Target> informative) {

  public Targets {
    judging = List.copyOf(judging);
    informative = List.copyOf(informative);
  }

  /** The judging target of the latest year up to that of {@code day}; none for other families. */
  public Optional<Target> on(String family, LocalDate day) {
    return judging.stream()
        .filter(target -> target.family().equals(family) && target.fromYear() <= day.getYear())
        .max(Comparator.comparingInt(Target::fromYear));
  }
}
