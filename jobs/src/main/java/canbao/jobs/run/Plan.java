package canbao.jobs.run;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What the plan asks for, and what has to be known to judge it: {@code conf/indicators.csv}, {@code
 * series_breaks.csv}, {@code contradictions.csv} and {@code remarks.csv}.
 *
 * @param indicators rows of box 2, in the file's order
 * @param finished rows of box 1, the plan before, in the file's order
 * @param breaks from which year on figures of an indicator are not those of the years before
 * @param contradictions where the plan says two things
 * @param remarks what offices say of an indicator in an evaluation
 */
public record Plan(
    List<Indicator> indicators,
    List<FinishedIndicator> finished,
    List<SeriesBreak> breaks,
    List<Contradiction> contradictions,
    List<Remark> remarks) {

  public Plan {
    indicators = List.copyOf(indicators);
    finished = List.copyOf(finished);
    breaks = List.copyOf(breaks);
    contradictions = List.copyOf(contradictions);
    remarks = List.copyOf(remarks);
  }

  /** Groups whose members medical aid is asked about. */
  public Set<String> aidedGroups() {
    return indicators.stream()
        .map(Indicator::source)
        .filter(source -> source.measure().filter(Measure::isOfGroups).isPresent())
        .flatMap(source -> source.groups().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** SHA-256 over what the files say. */
  public String fingerprint() {
    return DigestUtils.sha256Hex(toString());
  }
}
