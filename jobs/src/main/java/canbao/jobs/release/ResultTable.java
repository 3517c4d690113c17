package canbao.jobs.release;

import java.util.List;

/** A table of results that is copied into every release. */
enum ResultTable {
  CITY_COVERAGE("coverage.city_coverage"),
  BRIDGE("coverage.bridge");

  private final String qualifiedName;

  ResultTable(String qualifiedName) {
    this.qualifiedName = qualifiedName;
  }

  String qualifiedName() {
    return qualifiedName;
  }

  /** The name without its schema; the copy has the same. */
  String copyName() {
    return qualifiedName.substring(qualifiedName.indexOf('.') + 1);
  }

  List<String> key() {
    return switch (this) {
      case CITY_COVERAGE -> List.of("as_of", "basis", "division", "family", "denominator");
      case BRIDGE -> List.of("as_of", "family", "division", "step_no");
    };
  }
}
