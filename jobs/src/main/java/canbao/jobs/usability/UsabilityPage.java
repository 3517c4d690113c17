package canbao.jobs.usability;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.quality.GateDecision;
import canbao.jobs.run.ReportTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** The grades of a day for a report. */
public final class UsabilityPage {

  private static final List<String> GRADES =
      List.of("low", "medium", "high", "unusable", "unknown");

  private UsabilityPage() {}

  /**
   * A line a line of insurance: its cities by grade, the province's worst topic, and which share of
   * people rests on fresh data; without a line break at its end.
   */
  public static String of(Lake lake, LocalDate day) {
    List<Row> rows =
        lake.read(UsabilityTables.USABILITY, Slice.where("as_of", day))
            .filter(col("topic").isin(Graded.OVERALL, "stale"))
            .orderBy("line", "division", "topic")
            .select("line", "division", "topic", "grade", "reason")
            .collectAsList();
    if (rows.isEmpty()) {
      return "How far the numbers can be used was not graded";
    }
    List<String> header = new ArrayList<>(List.of("usability"));
    header.addAll(GRADES);
    header.add("province");
    ReportTable table = ReportTable.of(header.toArray(String[]::new));
    byLine(rows).forEach((line, its) -> table.add(cells(line, its)));
    List<String> parts = new ArrayList<>(List.of(table.drawn()));
    rows.stream()
        .filter(row -> row.getString(2).equals("stale"))
        .forEach(row -> parts.add(row.getString(0) + ": " + row.getString(4)));
    return String.join("\n", parts);
  }

  private static Map<String, List<Row>> byLine(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.getString(2).equals(Graded.OVERALL))
        .collect(
            Collectors.groupingBy(
                row -> row.getString(0), LinkedHashMap::new, Collectors.toList()));
  }

  private static Object[] cells(String line, List<Row> rows) {
    List<Object> cells = new ArrayList<>();
    cells.add(line);
    for (String grade : GRADES) {
      cells.add(
          rows.stream()
              .filter(row -> !row.getString(1).equals(GateDecision.PROVINCE))
              .filter(row -> row.getString(3).equals(grade))
              .count());
    }
    rows.stream()
        .filter(row -> row.getString(1).equals(GateDecision.PROVINCE))
        .forEach(row -> cells.add("%s, %s".formatted(row.getString(3), row.getString(4))));
    return cells.toArray();
  }
}
