package canbao.jobs.gate;

import canbao.jobs.quality.Kind;
import canbao.jobs.quality.RuleResult;
import java.util.Locale;
import java.util.Optional;

/** What a rule has measured that judges rows together, as a line for people. */
final class Measured {

  private Measured() {}

  /** Such as {@code 930 rows are in force; borne are 950 to 1,050}. */
  static String drawn(RuleResult result) {
    String value =
        result.measured().value().map(number -> of(result.kind(), number)).orElse("none");
    return "Measured are %s, over %s; borne %s"
        .formatted(value, counted(result), borne(result).orElse("is nothing"));
  }

  private static String counted(RuleResult result) {
    String things = result.kind() == Kind.Name.FRESHNESS ? "batches" : "rows";
    return String.format(Locale.ROOT, "%,d %s", result.checked(), things);
  }

  private static Optional<String> borne(RuleResult result) {
    Optional<String> least = result.measured().lower().map(number -> of(result.kind(), number));
    Optional<String> most = result.measured().upper().map(number -> of(result.kind(), number));
    if (least.isPresent() && most.isPresent()) {
      return Optional.of("are %s to %s".formatted(least.get(), most.get()));
    }
    return most.map("are at most "::concat).or(() -> least.map("are at least "::concat));
  }

  /** In the unit of the kind. */
  private static String of(Kind.Name kind, long value) {
    return switch (kind) {
      case FRESHNESS -> value + " days";
      default -> String.format(Locale.ROOT, "%,d", value);
    };
  }
}
