package canbao.jobs.source;

import static canbao.udfs.Functions.cityOf;
import static canbao.udfs.Functions.countyOf;
import static canbao.udfs.Functions.documentBirth;
import static canbao.udfs.Functions.documentCanonical;
import static canbao.udfs.Functions.documentKind;
import static canbao.udfs.Functions.documentSex;
import static canbao.udfs.Functions.isDateText;
import static canbao.udfs.Functions.isDivisionText;
import static canbao.udfs.Functions.nameCanonical;
import static canbao.udfs.Functions.readDateFirst;
import static canbao.udfs.Functions.readDateLast;
import static canbao.udfs.Functions.readText;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How the rows of one batch are read: typed columns of the same names out of the text that came.
 *
 * <p>The columns are expressions over the raw ones, so that one projection reads a row once. See
 * {@code conf/rules/README.md} for what a rule may name.
 */
public final class SourceRows {

  /** Column of a change list that says what became of a row. */
  public static final String OP = "OP";

  private static final String SEPARATOR = "\u001f";
  private static final String AMOUNT_TYPE = "decimal(18,2)";

  private final SourceSpec source;
  private final BatchHeader header;

  public SourceRows(SourceSpec source, BatchHeader header) {
    this.source = source;
    this.header = header;
  }

  /** All typed columns: one for each declared column, its flags, and those of the row. */
  public List<Column> readColumns() {
    List<Column> columns = new ArrayList<>();
    for (ColumnSpec column : source.columns()) {
      columns.add(value(column).as(column.name()));
      columns.addAll(flags(column));
    }
    columns.addAll(rowColumns());
    return columns;
  }

  /** The schema of the typed columns, for rules to be analysed against. */
  public StructType readSchema() {
    StructType schema = new StructType();
    for (ColumnSpec column : source.columns()) {
      schema = schema.add(column.name(), typeOf(column.kind()));
      if (hasUnreadableFlag(column)) {
        schema = schema.add(column.name() + "_unreadable", DataTypes.BooleanType, false);
      }
      if (hasUndeclaredFlag(column)) {
        schema = schema.add(column.name() + "_undeclared", DataTypes.BooleanType, false);
      }
    }
    return schema
        .add("document", DataTypes.StringType)
        .add("document_kind", DataTypes.StringType)
        .add("document_birth", DataTypes.DateType)
        .add("document_sex", DataTypes.StringType)
        .add("city", DataTypes.StringType)
        .add("batch", DataTypes.DateType)
        .add("op", DataTypes.StringType)
        .add("op_undeclared", DataTypes.BooleanType)
        .add("in_scope", DataTypes.BooleanType)
        .add("key_empty", DataTypes.BooleanType)
        .add("has_conflicting_twin", DataTypes.BooleanType);
  }

  /** The typed value of a declared column. */
  public Column value(ColumnSpec column) {
    Column raw = col(column.name());
    return switch (column.kind()) {
      case DOCUMENT_TYPE, DOCUMENT_NUMBER, TEXT -> readText(raw);
      case NAME -> raw;
      case CODE -> crosswalked(column);
      case DATE_FIRST, MONTH -> readDateFirst(raw);
      case DATE_LAST -> readDateLast(raw);
      case DIVISION -> countyOf(raw);
      case AMOUNT -> readText(raw).cast(AMOUNT_TYPE);
      case INTEGER ->
          when(readText(raw).rlike("^[0-9]{1,9}\\z"), readText(raw).cast(DataTypes.IntegerType));
    };
  }

  /** The typed value of a declared column by its name. */
  public Column value(String name) {
    return value(source.column(name).orElseThrow());
  }

  /** Canonical valid document of the row's person; null where there is none. */
  public Column document() {
    return documentCanonical(type(), number(), day());
  }

  /** Birth date in the row's valid document. */
  public Column birthOfDocument() {
    return documentBirth(type(), number(), day());
  }

  /** Sex in the row's valid document. */
  public Column sexOfDocument() {
    return documentSex(type(), number(), day());
  }

  /** The type that the row's valid document was read as. */
  public Column kindOfDocument() {
    return documentKind(type(), number(), day());
  }

  /**
   * Text that names the row's person: the canonical document, or without a valid one the
   * provisional reading of type, number, name, birth and sex together. Never null.
   */
  public Column personText() {
    String provisional = source.table().equals("person") ? "register" : "enrolment";
    Column parts = lit(provisional);
    for (Column part : provisionalParts()) {
      parts = concat(parts, lit(SEPARATOR), coalesce(part, lit("")));
    }
    return coalesce(document(), parts);
  }

  /** City of the row as the contract says, six digits; null if it is none of the 21. */
  public Column city() {
    List<Column> cities =
        ofKind(ColumnKind.DIVISION).stream().map(column -> cityOf(col(column.name()))).toList();
    return cities.isEmpty()
        ? lit(null).cast(DataTypes.StringType)
        : coalesce(cities.toArray(Column[]::new));
  }

  /** What became of the row: I, U or D; null for a word that is not declared. */
  public Column operation() {
    if (header.isFull()) {
      return lit("I");
    }
    Column sent = readText(col(OP));
    Column operation = lit(null).cast(DataTypes.StringType);
    for (Map.Entry<String, String> word : source.operations().entrySet()) {
      operation = when(sent.equalTo(word.getKey()), word.getValue()).otherwise(operation);
    }
    return operation;
  }

  /** The key of the row as text, parts by U+001F; rows with one text speak of one thing. */
  public Column keyText() {
    Column key = lit("");
    for (String part : source.key()) {
      Column text = part.equals("document") ? personText() : readForm(part);
      key = concat(key, lit(SEPARATOR), coalesce(text, lit("")));
    }
    return key;
  }

  /** The row as read, as texts in the order of the columns: equal lists are identical rows. */
  public List<Column> content() {
    List<Column> texts = new ArrayList<>();
    source.columns().forEach(column -> texts.add(readForm(column.name())));
    texts.add(coalesce(operation(), header.isFull() ? lit("I") : readText(col(OP))));
    return texts;
  }

  /** Raw texts that the row digest is made of, each followed by U+001F. */
  public Column digestText() {
    return source.columns().stream()
        .map(column -> concat(coalesce(col(column.name()), lit("")), lit(SEPARATOR)))
        .reduce((head, tail) -> concat(head, tail))
        .orElseThrow();
  }

  /** Whether the columns that a row cannot do without are empty. */
  public Column keyIsEmpty() {
    return switch (source.table()) {
      case "person" -> isEmpty(name()).and(isEmpty(number()));
      case "card", "benefit" -> lit(false);
      default ->
          isEmpty(
              col(
                  source.key().stream()
                      .filter(part -> !part.equals("document"))
                      .findFirst()
                      .orElseThrow()));
    };
  }

  private List<Column> rowColumns() {
    boolean hasPerson = !ofKind(ColumnKind.DOCUMENT_NUMBER).isEmpty();
    Column none = lit(null).cast(DataTypes.StringType);
    return List.of(
        (hasPerson ? document() : none).as("document"),
        (hasPerson ? kindOfDocument() : none).as("document_kind"),
        (hasPerson ? birthOfDocument() : none.cast(DataTypes.DateType)).as("document_birth"),
        (hasPerson ? sexOfDocument() : none).as("document_sex"),
        city().as("city"),
        day().as("batch"),
        operation().as("op"),
        operation().isNull().as("op_undeclared"),
        isInScope().as("in_scope"),
        keyIsEmpty().as("key_empty"));
  }

  /** A list of some cities speaks for nobody else; a change list and a status list for all. */
  private Column isInScope() {
    if (!header.isFull() || header.coversEverything() || ofKind(ColumnKind.DIVISION).isEmpty()) {
      return lit(true);
    }
    return coalesce(city().isin(header.cities().toArray()), lit(false));
  }

  private List<Column> flags(ColumnSpec column) {
    List<Column> flags = new ArrayList<>();
    if (hasUnreadableFlag(column)) {
      flags.add(isUnreadable(column).as(column.name() + "_unreadable"));
    }
    if (hasUndeclaredFlag(column)) {
      flags.add(isUndeclared(column).as(column.name() + "_undeclared"));
    }
    return flags;
  }

  private Column isUnreadable(ColumnSpec column) {
    Column raw = col(column.name());
    return switch (column.kind()) {
      case DATE_FIRST, DATE_LAST, MONTH -> not(isDateText(raw));
      case DIVISION -> not(isDivisionText(raw));
      default -> readText(raw).isNotNull().and(value(column).isNull());
    };
  }

  /** An empty code is outside the declared ones where the column is required. */
  private Column isUndeclared(ColumnSpec column) {
    Column isDeclared = crosswalked(column).isin(column.values().toArray());
    return not(coalesce(isDeclared, lit(!column.required())));
  }

  private Column crosswalked(ColumnSpec column) {
    Column sent = readText(col(column.name()));
    Column code = sent;
    for (Map.Entry<String, String> entry : column.crosswalk().entrySet()) {
      code = when(sent.equalTo(entry.getKey()), entry.getValue()).otherwise(code);
    }
    return code;
  }

  /** A column's value as text; what cannot be read keeps its own text, so that it stays apart. */
  private Column readForm(String name) {
    ColumnSpec column = source.column(name).orElseThrow();
    Column value = value(column);
    return switch (column.kind()) {
      case NAME -> value;
      case DATE_FIRST, DATE_LAST, MONTH ->
          when(isUnreadable(column), readText(col(name)))
              .otherwise(value.cast(DataTypes.StringType));
      case DIVISION, AMOUNT, INTEGER, DOCUMENT_TYPE, DOCUMENT_NUMBER, TEXT -> readText(col(name));
      case CODE -> value;
    };
  }

  private List<Column> provisionalParts() {
    List<Column> parts =
        new ArrayList<>(List.of(readText(type()), readText(number()), nameCanonical(name())));
    source.column("AAC006").ifPresent(birth -> parts.add(readForm("AAC006")));
    source.column("AAC004").ifPresent(sex -> parts.add(readForm("AAC004")));
    return parts;
  }

  private List<ColumnSpec> ofKind(ColumnKind kind) {
    return source.columns().stream().filter(column -> column.kind() == kind).toList();
  }

  private Column type() {
    return only(ColumnKind.DOCUMENT_TYPE);
  }

  private Column number() {
    return only(ColumnKind.DOCUMENT_NUMBER);
  }

  private Column name() {
    return only(ColumnKind.NAME);
  }

  private Column only(ColumnKind kind) {
    return col(ofKind(kind).get(0).name());
  }

  private Column day() {
    return lit(header.batch());
  }

  private static Column isEmpty(Column raw) {
    return readText(raw).isNull();
  }

  private static boolean hasUnreadableFlag(ColumnSpec column) {
    return switch (column.kind()) {
      case DATE_FIRST, DATE_LAST, MONTH, DIVISION, AMOUNT, INTEGER -> true;
      default -> false;
    };
  }

  private static boolean hasUndeclaredFlag(ColumnSpec column) {
    return column.kind() == ColumnKind.CODE && !column.values().isEmpty();
  }

  private static org.apache.spark.sql.types.DataType typeOf(ColumnKind kind) {
    return switch (kind) {
      case DATE_FIRST, DATE_LAST, MONTH -> DataTypes.DateType;
      case AMOUNT -> DataTypes.createDecimalType(18, 2);
      case INTEGER -> DataTypes.IntegerType;
      default -> DataTypes.StringType;
    };
  }
}
