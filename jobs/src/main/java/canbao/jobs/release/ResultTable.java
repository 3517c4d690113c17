package canbao.jobs.release;

import java.util.List;

/** A table of results that is copied into every release. */
enum ResultTable {
  CITY_COVERAGE(
      "coverage.city_coverage", List.of("as_of", "basis", "division", "family", "denominator")),
  BRIDGE("coverage.bridge", List.of("as_of", "family", "division", "step_no"));

  private final String qualifiedName;
  private final List<String> key;

  ResultTable(String qualifiedName, List<String> key) {
    this.qualifiedName = qualifiedName;
    this.key = key;
  }

  String qualifiedName() {
    return qualifiedName;
  }

  /** The name without its schema; the copy has the same. */
  String copyName() {
    return qualifiedName.substring(qualifiedName.indexOf('.') + 1);
  }

  List<String> key() {
    return key;
  }
}
