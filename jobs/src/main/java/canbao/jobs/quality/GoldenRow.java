package canbao.jobs.quality;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An invented row that shows what a rule means, as {@code golden} in the rule's file gives it.
 *
 * @param outcome what the rule must say of it
 * @param values of the columns that matter, as text, in the order written; empty is NULL
 * @param place {@code file:line:column}
 */
public record GoldenRow(Outcome outcome, Map<String, Optional<String>> values, String place) {

  public GoldenRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The values as one line: {@code AAE030 = 2018-05-01, AAE031 = null}. */
  public String drawn() {
    return values.entrySet().stream()
        .map(value -> value.getKey() + " = " + value.getValue().orElse("null"))
        .collect(joining(", "));
  }
}
