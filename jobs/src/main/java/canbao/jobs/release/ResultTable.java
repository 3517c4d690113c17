package canbao.jobs.release;

import java.util.List;

/** A table of results that is copied into every release. */
enum ResultTable {
  CITY_COVERAGE(
      "coverage.city_coverage",
      "已发布的各市参保率, 暂缓的市沿用上次发布的数据 / coverage as released; a held city repeats its last released rows"),
  BRIDGE(
      "coverage.bridge",
      "已发布的人次到人数, 暂缓的市与其参保率出自同一次发布, 从未发布则无行 / bridges as released;"
          + " a held city's is of the release its coverage is of, without one it has no rows");

  private final String qualifiedName;
  private final String copyComment;

  ResultTable(String qualifiedName, String copyComment) {
    this.qualifiedName = qualifiedName;
    this.copyComment = copyComment;
  }

  String qualifiedName() {
    return qualifiedName;
  }

  /** The copy's name: the same in the schema of releases. */
  String copy() {
    return "release" + qualifiedName.substring(qualifiedName.indexOf('.'));
  }

  /** What a row of the copy is, Chinese and English. */
  String copyComment() {
    return copyComment;
  }

  List<String> key() {
    return switch (this) {
      case CITY_COVERAGE -> List.of("as_of", "basis", "division", "family", "denominator");
      case BRIDGE -> List.of("as_of", "family", "division", "step_no");
    };
  }
}
