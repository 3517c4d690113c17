package canbao.jobs.run;

import canbao.jobs.anomaly.BusinessCalendar;
import canbao.jobs.anomaly.DeequStrategy;
import canbao.jobs.anomaly.Seasonal;
import canbao.jobs.anomaly.Strategy;
import canbao.jobs.anomaly.Watch;
import canbao.jobs.anomaly.Watches;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code conf/anomalies.yml}: which numbers are judged by their past, and how. */
final class AnomalyFile {

  /** What each strategy must be told, and nothing else. */
  private static final Map<String, List<String>> PARAMETERS =
      Map.of(
          "seasonal", List.of("of", "width", "least_spread", "least_spread_bp"),
          "simple_threshold", List.of("lower", "upper"),
          "absolute_change", List.of("decrease", "increase"),
          "relative_change", List.of("least", "most"),
          "online_normal", List.of("below", "above"),
          "batch_normal", List.of("below", "above"),
          "holt_winters", List.of("season"));

  private final YamlFile file;

  private AnomalyFile(YamlFile file) {
    this.file = file;
  }

  /**
   * None if the file has a fault.
   *
   * @param sources that are declared
   */
  static Optional<Watches> read(Path path, List<String> sources, Faults faults) {
    AnomalyFile anomalies = new AnomalyFile(YamlFile.read(path, "anomalies.json", faults));
    if (anomalies.file.isSound()) {
      anomalies.check(sources);
    }
    return anomalies.file.isSound() ? Optional.of(anomalies.watches()) : Optional.empty();
  }

  private void check(List<String> sources) {
    Set<String> seen = new HashSet<>();
    JsonNode watches = file.root().get("watches");
    for (int i = 0; i < watches.size(); i++) {
      JsonNode watch = watches.get(i);
      String pointer = "/watches/" + i;
      String metric = watch.get("metric").textValue();
      for (String subject : subjects(watch)) {
        if (!seen.add(metric + " " + subject)) {
          file.fault(pointer + "/metric", "must not be '%s' again".formatted(metric));
        }
      }
      checkSubjects(pointer, watch, metric, sources);
      checkParameters(pointer + "/parameters", watch);
    }
  }

  private static List<String> subjects(JsonNode watch) {
    List<String> subjects = of(watch);
    return subjects.isEmpty() ? List.of("") : subjects;
  }

  private static List<String> of(JsonNode watch) {
    List<String> subjects = new ArrayList<>();
    watch.path("of").forEach(subject -> subjects.add(subject.textValue()));
    return subjects;
  }

  private void checkSubjects(String pointer, JsonNode watch, String metric, List<String> sources) {
    boolean isOfSource = metric.startsWith("rows_") || metric.matches("failed_rate|completeness");
    List<String> known = isOfSource ? sources : List.of("pension", "medical");
    List<String> subjects = of(watch);
    for (int i = 0; i < subjects.size(); i++) {
      if (!known.contains(subjects.get(i))) {
        file.fault(
            "%s/of/%d".formatted(pointer, i),
            "must be a %s, is '%s'%s"
                .formatted(
                    isOfSource ? "declared source" : "family",
                    subjects.get(i),
                    Nearest.hint(subjects.get(i), known)));
      }
    }
  }

  private void checkParameters(String pointer, JsonNode watch) {
    String strategy = watch.get("strategy").textValue();
    List<String> needed = PARAMETERS.get(strategy);
    JsonNode given = watch.get("parameters");
    for (String parameter : needed) {
      if (!given.has(parameter)) {
        file.fault(pointer, "must have '%s' for %s".formatted(parameter, strategy));
      }
    }
    given
        .fieldNames()
        .forEachRemaining(
            parameter -> {
              if (!needed.contains(parameter)) {
                file.faultOfKey(
                    Pointers.child(pointer, parameter),
                    "'%s' says nothing to %s, which takes %s"
                        .formatted(parameter, strategy, String.join(", ", needed)));
              }
            });
    if (strategy.equals("simple_threshold")
        && given.path("lower").asDouble() > given.path("upper").asDouble()) {
      file.fault(pointer + "/lower", "must not be above 'upper'");
    }
  }

  private Watches watches() {
    JsonNode root = file.root();
    BusinessCalendar calendar = calendar(root.get("calendar"));
    int days = root.get("recent_days").intValue();
    List<Watch> watches = new ArrayList<>();
    for (JsonNode watch : root.get("watches")) {
      watches.add(
          new Watch(
              watch.get("metric").textValue(),
              of(watch),
              strategy(watch.get("strategy").textValue(), watch.get("parameters"), calendar, days),
              watch.get("least_points").intValue(),
              Watch.Severity.valueOf(upper(watch.get("severity")))));
    }
    return new Watches(watches);
  }

  private static BusinessCalendar calendar(JsonNode calendar) {
    return new BusinessCalendar(
        calendar.get("weeks").intValue(),
        calendar.get("months").intValue(),
        calendar.get("years").intValue(),
        calendar.get("month_end_days").intValue(),
        calendar.get("days_before_year_turn").intValue(),
        calendar.get("days_after_year_turn").intValue());
  }

  private static Strategy strategy(
      String name, JsonNode parameters, BusinessCalendar calendar, int days) {
    return switch (name) {
      case "seasonal" ->
          new Seasonal(
              calendar,
              Seasonal.Of.valueOf(upper(parameters.get("of"))),
              number(parameters, "width"),
              parameters.get("least_spread").longValue(),
              parameters.get("least_spread_bp").longValue());
      case "simple_threshold" ->
          DeequStrategy.simpleThreshold(
              number(parameters, "lower"), number(parameters, "upper"), days);
      case "absolute_change" ->
          DeequStrategy.absoluteChange(
              number(parameters, "decrease"), number(parameters, "increase"), days);
      case "relative_change" ->
          DeequStrategy.relativeChange(
              number(parameters, "least"), number(parameters, "most"), days);
      case "online_normal" ->
          DeequStrategy.onlineNormal(
              number(parameters, "below"), number(parameters, "above"), days);
      case "batch_normal" ->
          DeequStrategy.batchNormal(number(parameters, "below"), number(parameters, "above"), days);
      case "holt_winters" -> DeequStrategy.holtWinters(parameters.get("season").intValue(), days);
      default -> throw new IllegalStateException("The schema knows no strategy " + name);
    };
  }

  private static double number(JsonNode parameters, String name) {
    return parameters.get(name).doubleValue();
  }

  private static String upper(JsonNode word) {
    return word.textValue().toUpperCase(Locale.ROOT);
  }
}
