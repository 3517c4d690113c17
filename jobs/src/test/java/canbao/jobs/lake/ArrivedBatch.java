package canbao.jobs.lake;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.PlainHistory.Fact;
import canbao.jobs.source.BatchHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A batch that was made up, as a history takes it. */
record ArrivedBatch(String source, BatchHeader header, long size, Dataset<Row> received)
    implements Delivery {

  static final TableHome HOME =
      History.timed(
              TableHome.of("register.thing", "Things of a test")
                  .column("source STRING NOT NULL", "Source")
                  .column("thing STRING NOT NULL", "Thing")
                  .column("city STRING", "City")
                  .column("pool STRING", "Pool, an undated fact")
                  .column("end STRING", "End, a dated fact"))
          .keyedBy("thing");

  private static final StructType ROWS =
      StructType.fromDDL(
          "source STRING, thing STRING, city STRING, pool STRING, end STRING, op STRING,"
              + " row_digest BIGINT, batch DATE, file STRING, line_no BIGINT");

  static ArrivedBatch of(SparkSession spark, RandomBatches.Arrival arrival) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, Fact> said : arrival.said()) {
      said.forEach((thing, fact) -> rows.add(row(arrival, thing, fact, rows.size())));
    }
    return new ArrivedBatch(
        arrival.source(), arrival.header(), rows.size(), spark.createDataFrame(rows, ROWS));
  }

  private static Row row(RandomBatches.Arrival arrival, String thing, Fact fact, long line) {
    Fact said = fact == null ? new Fact(null, null, null) : fact;
    return RowFactory.create(
        arrival.source(),
        thing,
        said.city(),
        said.pool(),
        said.end(),
        fact == null ? "D" : "U",
        (long) Objects.hash(said.city(), said.pool(), said.end()),
        java.sql.Date.valueOf(arrival.header().batch()),
        "part.csv",
        line);
  }

  @Override
  public long decisive() {
    return size();
  }

  @Override
  public Dataset<Row> outlines() {
    return received.drop("pool", "end", "batch");
  }

  @Override
  public Dataset<Row> at(Dataset<Row> places) {
    return received.join(
        places.select(col("file").as("asked_file"), col("line_no").as("asked_line")),
        col("file").equalTo(col("asked_file")).and(col("line_no").equalTo(col("asked_line"))),
        "left_semi");
  }
}
