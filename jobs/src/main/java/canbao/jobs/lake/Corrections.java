package canbao.jobs.lake;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Timeline.Held;
import canbao.jobs.lake.Timeline.Place;
import canbao.jobs.lake.Timeline.Said;
import canbao.jobs.lake.Timeline.Spoken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@link Replay} for a plan: out of all rows about one thing the changes to its history. */
final class Corrections implements UDF2<String, Object, List<Row>> {

  /** Names of what it is given, in their order: rows of the table, and rows of batches. */
  static final List<String> INPUTS =
      List.of(
          "is_held",
          "from_day",
          "to_day",
          "known_day",
          "correction",
          "is_absent",
          "row_digest",
          "city",
          "batch_day",
          "file",
          "line_no");

  /** A day on which the open row closes, or a row that is added: its days and its text's place. */
  static final StructType CHANGE =
      new StructType()
          .add("closing_day", DataTypes.IntegerType)
          .add("from_day", DataTypes.IntegerType)
          .add("to_day", DataTypes.IntegerType)
          .add("is_absent", DataTypes.BooleanType)
          .add("is_held", DataTypes.BooleanType)
          .add("batch_day", DataTypes.IntegerType)
          .add("file", DataTypes.StringType)
          .add("line_no", DataTypes.LongType);

  private final Map<String, Replay> bySource;
  private final int known;
  private final int correction;

  Corrections(Map<String, Replay> bySource, int known, int correction) {
    this.bySource = new HashMap<>(bySource);
    this.known = known;
    this.correction = correction;
  }

  static Column[] inputs() {
    return INPUTS.stream().map(name -> col(name)).toArray(Column[]::new);
  }

  @Override
  public List<Row> call(String source, Object rows) {
    List<Held> held = new ArrayList<>();
    Map<Replay.Turn, Spoken> spoken = new HashMap<>();
    for (Row row : Scala.rows(rows)) {
      Place place = new Place(row.getBoolean(0), row.getInt(8), row.getString(9), row.getLong(10));
      Said said = new Said(row.getLong(6), row.getString(7), place);
      boolean isAbsent = row.getBoolean(5);
      if (place.isHeld()) {
        int from = row.isNullAt(1) ? Timeline.ALWAYS : row.getInt(1);
        int to = row.isNullAt(2) ? Timeline.NEVER : row.getInt(2);
        held.add(new Held(from, to, row.getInt(3), row.getInt(4), isAbsent, said));
      } else {
        Replay.Turn turn = new Replay.Turn(place.batch(), row.getInt(4));
        spoken.put(turn, new Spoken(!isAbsent, said));
      }
    }
    return rows(bySource.get(source).corrected(held, spoken, known, correction));
  }

  private static List<Row> rows(Timeline.Correction correction) {
    List<Row> rows = new ArrayList<>();
    if (correction.closing() != Timeline.NEVER) {
      rows.add(RowFactory.create(correction.closing(), null, null, null, null, null, null, null));
    }
    for (Held added : correction.added()) {
      Place place = added.said().place();
      rows.add(
          RowFactory.create(
              null,
              added.from() == Timeline.ALWAYS ? null : added.from(),
              added.to() == Timeline.NEVER ? null : added.to(),
              added.isAbsent(),
              place.isHeld(),
              place.batch(),
              place.file(),
              place.line()));
    }
    return rows;
  }
}
