package canbao.jobs.evaluation;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.TableHome;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.workbook.Sheet;
import canbao.jobs.workbook.WorkbookFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An evaluation as a workbook (XLSX), made from its tables: the standard sheet, where each of its
 * cells comes from, and the tables themselves. The same tables give the same bytes.
 */
public final class EvaluationWorkbook {

  /** The tables by the names of their sheets. */
  private static final Map<String, TableHome> SHEETS = new LinkedHashMap<>();

  static {
    SHEETS.put("各市", CityTables.CITY_ASSESSMENT);
    SHEETS.put("情景", CityTables.WHAT_IF);
    SHEETS.put("矛盾", PlanTables.CONTRADICTION);
    SHEETS.put("序列", EvaluationTables.SERIES);
    SHEETS.put("脚注", PlanTables.SERIES_BREAK);
    SHEETS.put("上期", PlanTables.FINISHED_INDICATOR);
    SHEETS.put("评估", EvaluationTables.ASSESSMENT);
    SHEETS.put("数值", EvaluationTables.INDICATOR_VALUE);
  }

  private EvaluationWorkbook() {}

  /** The bytes of the file; the evaluation has been made. */
  public static byte[] of(RunContext context, EvaluationKind kind) {
    Phase.begin(context.spark(), "sheet of the evaluation of " + context.asOf());
    Lake lake = new Lake(context.spark(), context.settings().lake());
    EvaluationContent content =
        new EvaluationContent(lake, context.settings().plan(), context.asOf(), kind);
    EvaluationSheet sheet = new EvaluationSheet(content);
    List<Sheet> sheets = new ArrayList<>(List.of(sheet.sheet(), sheet.traces().sheet()));
    SHEETS.forEach((name, home) -> sheets.add(TableSheet.of(name, home, content.rows(home))));
    return WorkbookFile.of(sheets);
  }
}
