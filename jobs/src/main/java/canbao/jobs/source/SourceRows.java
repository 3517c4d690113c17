package canbao.jobs.source;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import canbao.udfs.Functions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How the rows of one batch are read: typed columns of the same names out of the text that came.
 *
 * <p>See {@code conf/rules/README.md} for what a rule may name. Besides: {@code person_text} names
 * the row's person, {@code key_text} its thing, {@code content_text} is the whole row as read,
 * {@code digest_text} the whole row as it came.
 */
public final class SourceRows {

  /** Column of a change list that says what became of a row. */
  public static final String OP = "OP";

  /** These three are set by who has seen the other rows of the batch, and other batches. */
  private static final String HAS_CONFLICTING_TWIN = "has_conflicting_twin";

  private static final String IS_REPEATED = "is_repeated";
  private static final String HAS_NO_PARTNER = "has_no_partner";

  private static final String READ = "read";
  private static final DataType TEXTS = DataTypes.createArrayType(DataTypes.StringType);

  private final SourceSpec source;
  private final BatchHeader header;

  public SourceRows(SourceSpec source, BatchHeader header) {
    this.source = source;
    this.header = header;
  }

  /** The names that a rule may use. */
  public List<String> ruleColumns() {
    return new RowReading(source, header).ruleColumns().stream().map(ReadColumn::name).toList();
  }

  /** The schema of those, for rules to be analysed against. */
  public StructType readSchema() {
    return new RowReader(source, header, ruleColumns())
        .schema()
        .add(HAS_CONFLICTING_TWIN, DataTypes.BooleanType)
        .add(IS_REPEATED, DataTypes.BooleanType)
        .add(HAS_NO_PARTNER, DataTypes.BooleanType);
  }

  /**
   * Columns of the rows as they are read, and some as they are.
   *
   * @param raw rows with the source's columns as text
   * @param kept columns of {@code raw} that are kept
   * @param names of the read columns; none is the name of a kept one
   */
  public Dataset<Row> read(Dataset<Row> raw, List<Column> kept, List<String> names) {
    if (names.isEmpty()) {
      return raw.select(kept.toArray(Column[]::new));
    }
    RowReader reader = new RowReader(source, header, names);
    Functions.Method method = new Functions.Method(reader, "read", TEXTS, reader.schema());
    Column[] columns =
        Stream.concat(kept.stream(), Stream.of(Functions.invoke(method, texts(raw)).as(READ)))
            .toArray(Column[]::new);
    Dataset<Row> rows = raw.select(columns);
    Stream<Column> keptNames =
        Stream.of(rows.columns()).filter(name -> !name.equals(READ)).map(name -> col(name));
    Stream<Column> readNames = names.stream().map(name -> col(READ).getField(name).as(name));
    return rows.select(Stream.concat(keptNames, readNames).toArray(Column[]::new));
  }

  /** The rows as rules see them, with the kept columns. */
  public Dataset<Row> readForRules(Dataset<Row> raw, List<Column> kept, List<String> more) {
    List<String> names = Stream.concat(ruleColumns().stream(), more.stream()).toList();
    return read(raw, kept, names)
        .withColumn(HAS_CONFLICTING_TWIN, lit(false))
        .withColumn(IS_REPEATED, lit(false))
        .withColumn(HAS_NO_PARTNER, lit(false));
  }

  private Column texts(Dataset<Row> raw) {
    Stream<Column> declared = source.columns().stream().map(column -> raw.col(column.name()));
    boolean hasOp = List.of(raw.columns()).contains(OP);
    Column op = hasOp ? raw.col(OP) : lit(null).cast(DataTypes.StringType);
    return array(Stream.concat(declared, Stream.of(op)).toArray(Column[]::new));
  }
}
