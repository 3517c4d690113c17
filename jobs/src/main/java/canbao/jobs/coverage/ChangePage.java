package canbao.jobs.coverage;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.run.ReportTable;
import canbao.jobs.run.RunContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The waterfall of a division between two days: from the people due and covered on the first, cause
 * by cause, to those on the second.
 */
public final class ChangePage {

  private ChangePage() {}

  /**
   * The page, without a line break at its end.
   *
   * @param division one of the 21 cities or the province
   */
  public static String of(RunContext context, LocalDate from, String division) {
    Lake lake = new Lake(context.spark(), context.settings().lake());
    List<Row> cells =
        lake.read(CoverageTables.CHANGE, ChangeJob.slice(from, context.asOf()))
            .filter(col("division").equalTo(division))
            .orderBy(col("basis").desc(), col("family").desc())
            .collectAsList();
    List<String> header = new ArrayList<>(List.of("people"));
    cells.forEach(
        cell -> header.add(cell.<String>getAs("family") + " by " + cell.<String>getAs("basis")));
    ReportTable table = ReportTable.of(header.toArray(String[]::new));
    add(table, "due on " + from, cells, "due_before", 1);
    causes(table, cells, ChangeCause.Side.DUE);
    add(table, "due on " + context.asOf(), cells, "due_after", 1);
    add(table, "covered on " + from, cells, "covered_before", 1);
    causes(table, cells, ChangeCause.Side.COVERED);
    add(table, "covered on " + context.asOf(), cells, "covered_after", 1);
    return "%s; other divisions: coverage.change%n%s"
        .formatted(CityCoverage.name(division), table.drawn());
  }

  private static void causes(ReportTable table, List<Row> cells, ChangeCause.Side side) {
    ChangeCause.of(side)
        .forEach(cause -> add(table, "  " + cause.column(), cells, cause.column(), cause.sign()));
  }

  private static void add(
      ReportTable table, String step, List<Row> cells, String column, int sign) {
    table.add(
        Stream.concat(Stream.of(step), cells.stream().map(cell -> sign * cell.<Long>getAs(column)))
            .toArray());
  }
}
