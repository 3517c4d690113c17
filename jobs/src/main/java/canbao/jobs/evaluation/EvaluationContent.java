package canbao.jobs.evaluation;

import static java.util.stream.Collectors.joining;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.Plan;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** The tables of one evaluation as they stand in the lake, for who draws them up. */
final class EvaluationContent {

  private final Plan plan;
  private final LocalDate day;
  private final EvaluationKind kind;
  private final Map<TableHome, List<Row>> tables = new LinkedHashMap<>();

  EvaluationContent(Lake lake, Plan plan, LocalDate day, EvaluationKind kind) {
    this.plan = plan;
    this.day = day;
    this.kind = kind;
    Slice slice = Slice.where("as_of", day).and(Slice.where("kind", kind.word()));
    for (TableHome home : EvaluationTables.all()) {
      Column[] key = home.key().stream().map(Column::new).toArray(Column[]::new);
      tables.put(home, lake.read(home, slice).orderBy(key).collectAsList());
    }
  }

  /** Rows of the box, in the plan's order. */
  List<IndicatorKey> indicators() {
    return plan.indicators().stream().map(IndicatorKey::of).toList();
  }

  /** Years after the base, up to that of the evaluation. */
  List<Integer> years() {
    return IntStream.rangeClosed(TimeShare.BASE_YEAR + 1, day.getYear()).boxed().toList();
  }

  String title() {
    return switch (kind) {
      case ANNUAL -> day.getYear() + "年度考核";
      case MIDTERM -> "中期评估";
      case FINAL -> "终期评估";
    };
  }

  /** What the evaluation rests on. */
  String basis() {
    Row first = tables.get(EvaluationTables.ASSESSMENT).get(0);
    return "业务日期 %s, 发布编号 %s, 运行编号 %s"
        .formatted(day, first.getAs("release_id"), first.getAs("run_id"));
  }

  List<Row> rows(TableHome home) {
    return tables.get(home);
  }

  Row assessment(IndicatorKey key) {
    return ofProvince(EvaluationTables.ASSESSMENT, key).get(0);
  }

  Row value(IndicatorKey key) {
    return ofProvince(EvaluationTables.INDICATOR_VALUE, key).get(0);
  }

  Row year(IndicatorKey key, int year) {
    return ofProvince(EvaluationTables.SERIES, key).stream()
        .filter(row -> row.<Integer>getAs("year") == year)
        .findFirst()
        .orElseThrow();
  }

  /** Breaks that a series has. */
  List<Row> breaks() {
    return tables.get(PlanTables.SERIES_BREAK).stream()
        .filter(row -> row.<Boolean>getAs("is_met_with"))
        .toList();
  }

  /** Numbers of the footnotes of an indicator in the province. */
  String footnotes(IndicatorKey key) {
    return ofProvince(EvaluationTables.SERIES, key).stream()
        .map(EvaluationContent::footnotes)
        .filter(text -> !text.isEmpty())
        .collect(joining(", "));
  }

  /** Numbers of the footnotes of one year. */
  static String footnotes(Row point) {
    return point.<Integer>getList(point.fieldIndex("footnotes")).stream()
        .map(String::valueOf)
        .collect(joining(", "));
  }

  private List<Row> ofProvince(TableHome home, IndicatorKey key) {
    return tables.get(home).stream()
        .filter(row -> row.getAs("division").equals(Division.PROVINCE.code()))
        .filter(row -> row.<Integer>getAs("indicator") == key.number())
        .filter(row -> row.getAs("sub").equals(key.sub()))
        .toList();
  }
}
