package canbao.jobs.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import canbao.jobs.lake.TableHome;
import org.apache.spark.sql.Column;

/**
 * Home of {@code landing.<source>}: the accepted rows of a source's batches as they came, all text.
 */
public final class LandingTable {

  private LandingTable() {}

  /** Of a row of a date: whether the source has delivered it, or which corrections have it. */
  public static Column isOf(int correction) {
    Column file = col("file");
    return correction == 0
        ? not(file.contains("/"))
        : file.startsWith(new BatchName("", correction).file(""));
  }

  /** Key: batch, file, line_no. */
  public static TableHome of(SourceSpec source) {
    TableHome home =
        TableHome.of(
                "landing." + source.name(),
                "Accepted rows as received 已接收的原始数据 (" + source.name() + ")")
            .column("batch DATE NOT NULL", "Business date of the batch 批次日期")
            .column("file STRING NOT NULL", "File of the batch 文件名")
            .column("line_no BIGINT NOT NULL", "Physical line on which the row begins 行号")
            .column("digest STRING NOT NULL", "SHA-256 of the declared columns' text 行摘要")
            .column("op STRING NOT NULL", "I, U or D; full lists I 变更标志")
            .column("city STRING", "City of the row, none if outside the 21 所属市")
            .column("person_key BIGINT", "Pseudonym of the person 人员标识")
            .column("certainty STRING", "exact: by a valid number; none: provisional 标识可信度")
            .column(
                "is_contested BOOLEAN NOT NULL", "A different row of the batch has its key 键值冲突")
            .column("unknown_columns STRING", "Undeclared columns as JSON 未声明的列");
    for (ColumnSpec column : source.columns()) {
      home =
          home.column(column.name() + " STRING", "As received 原文 (" + column.kind().word() + ")");
    }
    return home.keyedBy("batch", "file", "line_no").partitionedBy("batch");
  }
}
