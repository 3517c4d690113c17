package canbao.jobs;

import canbao.jobs.quality.GateDecision;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.udfs.Places;
import java.util.stream.Stream;

/** The city that a rule is spoken of in, or the province. */
final class AskedDivision {

  private AskedDivision() {}

  /**
   * Reads the value of {@code --city}.
   *
   * @param problem what cannot be done without a right one
   * @param namedBy command whose page names the codes
   * @throws JobFailure USAGE if it is none of the 21 cities and not 440000
   */
  static String of(String text, String problem, String namedBy) {
    Stream<String> cities = Places.cities().stream().map(Places.City::code);
    if (Stream.concat(cities, Stream.of(GateDecision.PROVINCE)).noneMatch(text::equals)) {
      throw new JobFailure(
          ExitCode.USAGE,
          problem,
          "'%s' is none of the 21 cities".formatted(text),
          "Give the code that %s names, such as 440300".formatted(namedBy));
    }
    return text;
  }
}
