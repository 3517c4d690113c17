package canbao.jobs.quality;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** How rules came out for other batches than the one that is judged. */
public interface EarlierResults {

  /** Nothing was judged before. */
  EarlierResults NONE =
      new EarlierResults() {
        @Override
        public Optional<Map<String, Long>> parts(String rule, BatchEntry batch, String division) {
          return Optional.empty();
        }

        @Override
        public Optional<Long> newestValue(String rule, LocalDate upTo, String division) {
          return Optional.empty();
        }
      };

  /** What a rule has kept of a batch for comparison; empty if nothing. */
  Optional<Map<String, Long>> parts(String rule, BatchEntry batch, String division);

  /** The value of the newest batch up to a day for which the rule has measured one. */
  Optional<Long> newestValue(String rule, LocalDate upTo, String division);
}
