package canbao.jobs.explain;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.jobs.lake.Lake;
import canbao.jobs.run.ReportTable;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The suspected cases of people, as the newest night and the officers have left them: the checks
 * and, of accepted rows, the rules that fired. Their evidence holds no personal data.
 */
public final class Suspected {

  private static final List<String> SHOWN =
      List.of("check_id", "kind", "division", "state", "since", "evidence", "finding_id");

  private final List<Row> findings;
  private final boolean isSupervised;

  private Suspected(List<Row> findings, boolean isSupervised) {
    this.findings = findings;
    this.isSupervised = isSupervised;
  }

  /**
   * Reads the findings of some people.
   *
   * @param documents keys under which their rows stand
   */
  public static Suspected of(Lake lake, Set<Long> documents) {
    Column keys = array(documents.stream().map(key -> lit(key)).toArray(Column[]::new));
    Column[] shown = SHOWN.stream().map(name -> col(name).cast("string")).toArray(Column[]::new);
    return lake.table("supervision.finding")
        .map(
            rows ->
                rows.filter(arrays_overlap(col("person_keys"), keys))
                    .orderBy("check_id", "kind", "since", "finding_id")
                    .select(col("person_keys"), array(shown))
                    .collectAsList())
        .map(rows -> new Suspected(rows, true))
        .orElseGet(() -> new Suspected(List.of(), false));
  }

  /**
   * A table of those of a person, or that there is none.
   *
   * @param documents keys under which the person's rows stand
   */
  public String drawn(Set<Long> documents) {
    List<Row> theirs =
        findings.stream()
            .filter(row -> row.<Long>getList(0).stream().anyMatch(documents::contains))
            .toList();
    if (theirs.isEmpty()) {
      return isSupervised ? "none" : "no night was supervised";
    }
    ReportTable table =
        ReportTable.of("check", "kind", "asked", "state", "since", "evidence", "finding");
    theirs.forEach(row -> table.add(row.getList(1).toArray()));
    return table.drawn();
  }
}
