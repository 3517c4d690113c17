package canbao.jobs.run;

import canbao.jobs.run.AssuredPerson.Enrolment;
import canbao.jobs.run.AssuredPerson.InRegister;
import canbao.jobs.run.AssuredPerson.Status;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads {@code conf/assurance.yml}: example people, and what must come of them. */
final class AssuranceFile {

  private static final String REGISTERED = "正常";
  private static final String ALIVE = "1";
  private static final String ENROLLED = "enrolled";

  private final YamlFile file;

  private AssuranceFile(YamlFile file) {
    this.file = file;
  }

  /**
   * None if the file has a fault.
   *
   * @param denominators ids of those that count people; none if their file is at fault
   */
  static List<AssuredPerson> read(Path path, List<String> denominators, Faults faults) {
    AssuranceFile assurance = new AssuranceFile(YamlFile.read(path, "assurance.json", faults));
    if (assurance.file.isSound()) {
      assurance.check(denominators);
    }
    return assurance.file.isSound() ? assurance.people() : List.of();
  }

  private void check(List<String> denominators) {
    checkDays("", file.root());
    Set<String> seen = new HashSet<>();
    JsonNode people = file.root().get("people");
    for (int i = 0; i < people.size(); i++) {
      String pointer = "/people/" + i;
      if (!seen.add(people.get(i).get("id").asText())) {
        file.fault(pointer + "/id", "must not be there twice");
      }
      people
          .get(i)
          .get("due")
          .fieldNames()
          .forEachRemaining(
              id -> {
                if (!denominators.isEmpty() && !denominators.contains(id)) {
                  file.fault(
                      pointer + "/due/" + id,
                      "must be a declared denominator" + Nearest.hint(id, denominators));
                }
              });
    }
  }

  /** Every text of the form of a date is one. */
  private void checkDays(String pointer, JsonNode node) {
    if (node.isTextual() && node.asText().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      try {
        LocalDate unused = LocalDate.parse(node.asText());
      } catch (DateTimeException e) {
        file.fault(pointer, "must be a calendar date, is '%s'".formatted(node.asText()));
      }
    }
    node.fields()
        .forEachRemaining(field -> checkDays(pointer + "/" + field.getKey(), field.getValue()));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      checkDays(pointer + "/" + i, node.get(i));
    }
  }

  private List<AssuredPerson> people() {
    LocalDate day = LocalDate.parse(file.root().get("day").asText());
    return all(file.root().get("people"), node -> person(node, day));
  }

  private static AssuredPerson person(JsonNode node, LocalDate day) {
    Map<String, Set<String>> due = new HashMap<>();
    node.get("due").fields().forEachRemaining(by -> due.put(by.getKey(), words(by.getValue())));
    return new AssuredPerson(
        node.get("id").asText(),
        node.get("zh").asText(),
        node.get("en").asText(),
        day(node, "on").orElse(day),
        Optional.ofNullable(node.get("person")).map(AssuranceFile::inRegister),
        all(node.path("statuses"), AssuranceFile::status),
        all(node.path("enrolments"), AssuranceFile::enrolment),
        due,
        words(node.get("covered")),
        text(node, "reason"));
  }

  private static InRegister inRegister(JsonNode node) {
    return new InRegister(
        day(node, "birth"),
        text(node, "registration"),
        text(node, "residence"),
        text(node, "state").orElse(REGISTERED),
        text(node, "life").orElse(ALIVE),
        day(node, "died"));
  }

  private static Status status(JsonNode node) {
    return new Status(node.get("kind").asText(), day(node, "from").orElseThrow(), day(node, "to"));
  }

  private static Enrolment enrolment(JsonNode node) {
    return new Enrolment(
        node.get("line").asText(),
        node.get("pool").asText(),
        day(node, "from").orElseThrow(),
        day(node, "to"),
        text(node, "state").orElse(ENROLLED),
        Optional.ofNullable(node.get("year")).map(JsonNode::asInt));
  }

  private static <T> List<T> all(JsonNode nodes, Function<JsonNode, T> read) {
    List<T> all = new ArrayList<>();
    nodes.forEach(node -> all.add(read.apply(node)));
    return all;
  }

  private static Set<String> words(JsonNode nodes) {
    return Set.copyOf(
        StreamSupport.stream(nodes.spliterator(), false).map(JsonNode::asText).toList());
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.get(field)).map(JsonNode::asText);
  }

  private static Optional<LocalDate> day(JsonNode node, String field) {
    return text(node, field).map(LocalDate::parse);
  }
}
