package canbao.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.control.RowCounts;
import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.lake.TableHome;
import canbao.jobs.register.RegisterTables;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the register learns about days that were counted before. */
final class LateCorrection {

  private LateCorrection() {}

  /** Everybody of Guangzhou is learned on a day to be a child, by a row that holds from then on. */
  static void ofBirths(Lake all, LocalDate learned) {
    TableHome home =
        RegisterTables.all().stream()
            .filter(table -> table.name().equals("person"))
            .findFirst()
            .orElseThrow();
    Dataset<Row> rows = all.read(home);
    Column isCorrected = col("known_to").isNull().and(col("city").equalTo("440100"));
    Dataset<Row> old = rows.filter(isCorrected);
    Dataset<Row> closed =
        old.withColumn("valid_to", lit(learned)).withColumn("known_to", lit(learned));
    Dataset<Row> opened =
        old.withColumn("birth", lit(LocalDate.of(2018, 1, 1)))
            .withColumn("valid_from", lit(learned))
            .withColumn("known_from", lit(learned))
            .withColumn("batch", lit(learned));
    assertThat(old.count()).isPositive();
    all.replace(
        home,
        rows.filter(isCorrected.equalTo(lit(false))).unionByName(closed).unionByName(opened),
        Slice.everything());
    RowCounts.read(all).note(Map.of(home.qualifiedName(), all.size(home.qualifiedName())));
  }
}
