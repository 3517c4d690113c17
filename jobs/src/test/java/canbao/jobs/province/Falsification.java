package canbao.jobs.province;

import java.util.Optional;
import java.util.function.Function;

/**
 * Something small that would be so if a law did not hold.
 *
 * @param law its sentence
 * @param said what is falsified
 * @param of the province with it; none if the province has nothing of the kind
 */
record Falsification(
    String law, String said, Function<LivedProvince, Optional<LivedProvince>> of) {}
