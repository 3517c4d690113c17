package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.substring;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A table of results that is copied into every release. */
enum ResultTable {
  CITY_COVERAGE(
      "coverage.city_coverage",
      "已发布的各市参保率, 暂缓的市沿用上次发布的数据 / coverage as released; a held city repeats its last released"
          + " rows"),
  BRIDGE(
      "coverage.bridge",
      "已发布的人次到人数, 末步 held 为暂缓的市沿用的参保人数, 止于已发布的参保人数 / bridges as released;"
          + " their last step, held, is of the people whom a held city repeats"),
  GROUP_COVERAGE(
      "coverage.group_coverage",
      "已发布的各群体参保率, 暂缓的市及其县区与其参保率出自同一次发布 / groups as released; those of a held"
          + " city and its counties are of the release its coverage is of"),
  FLOW(
      "coverage.flow",
      "已发布的居住地与参保地, 暂缓的统筹市与其参保率出自同一次发布 / flows as released; those into the pools of"
          + " a held city are of the release its coverage is of"),
  CHANGE(
      "coverage.change",
      "已发布的变动原因, 暂缓的市无行 / changes since the day before as released; a held city has none");

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
      case GROUP_COVERAGE ->
          List.of("as_of", "basis", "division", "family", "denominator", "dimension", "value");
      case FLOW -> List.of("as_of", "line", "from_kind", "from_division", "enrolment_division");
      case CHANGE -> List.of("from_as_of", "to_as_of", "basis", "division", "family");
    };
  }

  /** The division whose gate decides about a row; a county's is its city. */
  Column gated() {
    return switch (this) {
      case CITY_COVERAGE, BRIDGE, CHANGE -> col("division");
      case GROUP_COVERAGE -> concat(substring(col("division"), 1, 4), lit("00"));
      case FLOW -> col("enrolment_division");
    };
  }

  /** Whether a copy was made by a version that released other rows of the table than this one. */
  boolean isOfOlderShape(Dataset<Row> copy) {
    return this == BRIDGE && !HeldStep.isIn(copy);
  }

  /**
   * What was computed of a day; of changes those since the day before, whatever else was asked for.
   * Empty if a lake has no such table.
   */
  Optional<Dataset<Row>> computed(Lake lake, LocalDate day) {
    if (this != CHANGE) {
      return lake.table(qualifiedName, Slice.where("as_of", day));
    }
    return lake.table(qualifiedName, Slice.where("to_as_of", day))
        .map(
            rows -> {
              Row last = rows.select(max(col("from_as_of")).cast("string")).head();
              return rows.filter(col("from_as_of").equalTo(lit(last.get(0)).cast("date")));
            });
  }
}
