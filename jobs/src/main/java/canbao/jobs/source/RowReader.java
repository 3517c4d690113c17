package canbao.jobs.source;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.StructType;

/**
 * Reads rows of one batch; stands in Spark's plans as one object.
 *
 * <p>As SQL expressions the same reading would be some hundred of them for each source, generated,
 * compiled and warmed up anew for every source and night; in Java it is compiled once.
 */
public final class RowReader implements Serializable {

  private final SourceSpec source;
  private final BatchHeader header;
  private final List<String> names;
  private transient ReadColumn[] columns;

  /**
   * @param names of the columns to read, in the order of the result
   */
  RowReader(SourceSpec source, BatchHeader header, List<String> names) {
    this.source = source;
    this.header = header;
    this.names = List.copyOf(names);
  }

  /**
   * One row as it is read.
   *
   * @param texts of the declared columns in their order, then OP
   */
  public InternalRow read(ArrayData texts) {
    RawRow raw = new RawRow(texts);
    ReadColumn[] wanted = columns();
    Object[] values = new Object[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      values[i] = wanted[i].reader().of(raw);
    }
    return new GenericInternalRow(values);
  }

  StructType schema() {
    return Stream.of(columns())
        .reduce(new StructType(), (schema, column) -> column.addTo(schema), (a, b) -> b);
  }

  /** In a plan's text: what is read, never a value. */
  @Override
  public String toString() {
    return "reader of " + source.name();
  }

  private ReadColumn[] columns() {
    if (columns == null) {
      RowReading reading = new RowReading(source, header);
      Map<String, ReadColumn> byName = new LinkedHashMap<>();
      Stream.concat(reading.ruleColumns().stream(), reading.columnsOfIdentity().stream())
          .forEach(column -> byName.put(column.name(), column));
      columns = names.stream().map(byName::get).toArray(ReadColumn[]::new);
    }
    return columns;
  }
}
