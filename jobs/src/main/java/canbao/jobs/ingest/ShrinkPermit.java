package canbao.jobs.ingest;

import canbao.jobs.quality.AcceptedShrink;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cities of which a full list may lose more rows than the settings bear, in one run.
 *
 * @param cities their codes
 * @param reason why, to be recorded
 * @param grantedBy name of the account
 */
public record ShrinkPermit(Set<String> cities, String reason, String grantedBy) {

  public static final ShrinkPermit NONE = new ShrinkPermit(Set.of(), "", "");

  private static final Logger LOG = LoggerFactory.getLogger(ShrinkPermit.class);

  public ShrinkPermit {
    cities = Set.copyOf(cities);
  }

  /** What the permit lets pass of the cities that a list has lost rows of. */
  List<AcceptedShrink> accepted(BatchId batch, List<Collapse> collapses) {
    List<AcceptedShrink> accepted =
        collapses.stream()
            .filter(collapse -> cities.contains(collapse.city()))
            .map(
                collapse ->
                    new AcceptedShrink(
                        collapse.city(), collapse.before(), collapse.now(), reason, grantedBy))
            .toList();
    Set<String> unused = new TreeSet<>(cities);
    accepted.forEach(shrink -> unused.remove(shrink.city()));
    if (!unused.isEmpty()) {
      LOG.info("{} has not lost too many rows of {}: nothing to accept", batch, unused);
    }
    accepted.forEach(
        shrink ->
            LOG.warn(
                "{} is accepted though {} has {} rows where {} were in force",
                batch,
                shrink.city(),
                shrink.now(),
                shrink.before()));
    return accepted;
  }

  /** Those that it does not let pass. */
  List<Collapse> refused(List<Collapse> collapses) {
    return collapses.stream().filter(collapse -> !cities.contains(collapse.city())).toList();
  }
}
