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

  /** The copy's name: the same in the schema of releases. */
  String copy() {
    return "release" + qualifiedName.substring(qualifiedName.indexOf('.'));
  }

  List<String> key() {
    return switch (this) {
      case CITY_COVERAGE -> List.of("as_of", "basis", "division", "family", "denominator");
      case BRIDGE -> List.of("as_of", "family", "division", "step_no");
    };
  }
}
