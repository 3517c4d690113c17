package canbao.jobs.quality;

import canbao.jobs.run.YamlFile;
import canbao.udfs.Places;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The dates of one rule in its file and its {@code waiver}; what is wrong is a fault. */
final class TermEntry {

  private static final String PROVINCE = "440000";

  private final YamlFile yaml;
  private final JsonNode rule;
  private final String pointer;

  /**
   * @param pointer where the rule stands in a file that keeps to its schema
   */
  TermEntry(YamlFile yaml, String pointer) {
    this.yaml = yaml;
    this.rule = yaml.root().at(pointer);
    this.pointer = pointer;
  }

  /**
   * @param asOf the day of a run, which no waiver may have ended before; empty if there is no run
   */
  void check(Severity severity, Optional<LocalDate> asOf) {
    Term term = term();
    if (term.until().flatMap(end -> term.from().filter(end::isBefore)).isPresent()) {
      yaml.fault(pointer + "/valid_until", "lies before 'valid_from'");
    }
    if (rule.has("waiver")) {
      checkWaiver(severity, asOf);
    }
  }

  private void checkWaiver(Severity severity, Optional<LocalDate> asOf) {
    if (severity != Severity.HOLD_CITY && severity != Severity.STOP_RUN) {
      yaml.fault(pointer + "/waiver", "means nothing here: the rule holds and stops nothing");
    }
    Optional<LocalDate> until = date("/waiver/until");
    asOf.filter(day -> until.filter(day::isAfter).isPresent())
        .ifPresent(
            day ->
                yaml.fault(
                    pointer + "/waiver/until",
                    "lies before %s, the day of the run: take the waiver out or have it given anew"
                        .formatted(day)));
    List<String> cities = cities();
    for (int i = 0; i < cities.size(); i++) {
      String city = cities.get(i);
      if (!city.equals(PROVINCE)
          && Places.cities().stream().noneMatch(known -> known.code().equals(city))) {
        yaml.fault(
            pointer + "/waiver/cities/" + i,
            "'%s' is none of the 21 cities, and not 440000".formatted(city));
      }
    }
  }

  Term term() {
    return new Term(date("/valid_from"), date("/valid_until"));
  }

  /** Only of a rule without a fault. */
  Optional<Waiver> waiver() {
    return date("/waiver/until")
        .map(
            until ->
                new Waiver(
                    rule.at("/waiver/who").textValue(),
                    rule.at("/waiver/why").textValue(),
                    until,
                    cities()));
  }

  private List<String> cities() {
    List<String> cities = new ArrayList<>();
    rule.at("/waiver/cities").forEach(city -> cities.add(city.asText()));
    return cities;
  }

  private Optional<LocalDate> date(String key) {
    String text = rule.at(key).asText();
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      yaml.fault(pointer + key, "must be a calendar date, is '%s'".formatted(text));
      return Optional.empty();
    }
  }
}
