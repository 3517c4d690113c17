package canbao.jobs.quality;

import java.util.Optional;

/** Published figures that rows are held against. */
public interface Figures {

  /**
   * The newest figure up to the day of the run.
   *
   * @param code of {@code statistic}, in any case
   * @param division a city, or {@code 440000}
   * @return in whole units of what is counted, such as people
   */
  Optional<Long> of(String code, String division);
}
