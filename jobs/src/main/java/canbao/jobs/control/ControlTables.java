package canbao.jobs.control;

import canbao.jobs.lake.TableHome;
import java.util.List;

/** The homes of the tables of control numbers. */
public final class ControlTables {

  /** One row a step and file, batch, table or family: rows in = accepted + rejected + duplicate. */
  public static final TableHome CONTROL_NUMBER =
      TableHome.of("quality.control_number", "控制数 / rows in and out of a step")
          .column("as_of DATE NOT NULL", "业务日期 / business date")
          .column("run_id STRING NOT NULL", "运行编号 / run")
          .column("step STRING NOT NULL", "步骤 / step")
          .column("source STRING NOT NULL", "来源、表或险种 / source, table or family")
          .column("batch DATE", "批次日期 / date of the batch, where the step takes batches")
          .column("file STRING", "清单中的文件名 / file name in the manifest, where the step reads files")
          .column("rows_in BIGINT NOT NULL", "输入行 / rows in")
          .column("accepted BIGINT NOT NULL", "接受的行 / rows that count")
          .column("rejected BIGINT NOT NULL", "拒绝的行 / rows kept aside")
          .column("duplicate BIGINT NOT NULL", "重复的行 / rows that another one stands for")
          .column(
              "balanced BOOLEAN NOT NULL",
              "是否平衡 / rows_in = accepted + rejected + duplicate, none of them below 0")
          .keyedBy("as_of", "run_id", "step", "source", "batch", "file")
          .partitionedBy("as_of")
          .check(
              "control_number_balanced",
              "balanced = (rows_in = accepted + rejected + duplicate"
                  + " AND least(accepted, rejected, duplicate) >= 0)");

  /** One row a table of the register: what {@link RowCounts} holds it against. */
  static final TableHome ROW_COUNT =
      TableHome.of("quality.row_count", "登记库各表应有的行数 / rows that a table of the register must have")
          .column("table_name STRING NOT NULL", "表 / table")
          .column("row_count BIGINT NOT NULL", "应有的行数 / rows by all that was written to it")
          .keyedBy("table_name");

  private ControlTables() {}

  public static List<TableHome> all() {
    return List.of(CONTROL_NUMBER, ROW_COUNT);
  }
}
