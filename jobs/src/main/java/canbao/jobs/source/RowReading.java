package canbao.jobs.source;

import static canbao.jobs.source.ReadColumn.Nullability.MAY_BE_NULL;
import static canbao.jobs.source.ReadColumn.Nullability.NEVER_NULL;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import canbao.udfs.Division;
import canbao.udfs.IdNumber;
import canbao.udfs.PersonName;
import canbao.udfs.TextForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;

/** Everything that the rows of one batch are read as: the columns and how each has its value. */
final class RowReading {

  private static final UTF8String SEPARATOR = UTF8String.fromString("\u001f");
  private static final UTF8String REGISTER = UTF8String.fromString("register");
  private static final UTF8String ENROLMENT = UTF8String.fromString("enrolment");
  private static final UTF8String INSERTED = UTF8String.fromString("I");

  private static final int PERSON = -1;

  private final SourceSpec source;
  private final BatchHeader header;
  private final int day;
  private final List<ValueReader> values;
  private final Map<UTF8String, UTF8String> operations = new HashMap<>();
  private final int[] divisions;
  private final Set<UTF8String> cities;
  private final int type;
  private final int number;
  private final int name;

  /** Places of the key's parts; {@link #PERSON} is the row's person. */
  private final int[] key;

  /** Places of birth and sex, where the source has them. */
  private final int[] birthAndSex;

  RowReading(SourceSpec source, BatchHeader header) {
    this.source = source;
    this.header = header;
    this.day = Math.toIntExact(header.batch().toEpochDay());
    this.values = source.columns().stream().map(ValueReader::new).toList();
    source.operations().forEach((word, operation) -> operations.put(utf8(word), utf8(operation)));
    this.divisions = placesOf(ColumnKind.DIVISION);
    this.cities =
        header.coversEverything()
            ? Set.of()
            : header.cities().stream().map(RowReading::utf8).collect(Collectors.toSet());
    this.type = firstOf(ColumnKind.DOCUMENT_TYPE);
    this.number = firstOf(ColumnKind.DOCUMENT_NUMBER);
    this.name = firstOf(ColumnKind.NAME);
    this.key =
        source.key().stream()
            .mapToInt(part -> part.equals("document") ? PERSON : placeOf(part))
            .toArray();
    this.birthAndSex =
        Stream.of("AAC006", "AAC004")
            .filter(column -> source.column(column).isPresent())
            .mapToInt(this::placeOf)
            .toArray();
  }

  /** What a rule may name: the declared columns, their flags, and those of the row. */
  List<ReadColumn> ruleColumns() {
    List<ReadColumn> columns = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      addDeclared(columns, i);
    }
    columns.add(new ReadColumn("document", StringType, MAY_BE_NULL, this::document));
    columns.add(new ReadColumn("document_kind", StringType, MAY_BE_NULL, this::documentKind));
    columns.add(new ReadColumn("document_birth", DateType, MAY_BE_NULL, this::documentBirth));
    columns.add(new ReadColumn("document_sex", StringType, MAY_BE_NULL, this::documentSex));
    columns.add(new ReadColumn("city", StringType, MAY_BE_NULL, this::city));
    columns.add(new ReadColumn("batch", DateType, NEVER_NULL, row -> day));
    columns.add(new ReadColumn("op", StringType, MAY_BE_NULL, this::operation));
    columns.add(
        new ReadColumn("op_undeclared", BooleanType, NEVER_NULL, row -> operation(row) == null));
    columns.add(new ReadColumn("in_scope", BooleanType, NEVER_NULL, this::isInScope));
    columns.add(new ReadColumn("key_empty", BooleanType, NEVER_NULL, this::keyIsEmpty));
    return columns;
  }

  /** What ingest and register need besides. */
  List<ReadColumn> columnsOfIdentity() {
    return List.of(
        new ReadColumn("person_text", StringType, NEVER_NULL, this::personText),
        new ReadColumn("key_text", StringType, NEVER_NULL, this::keyText),
        new ReadColumn("content_text", StringType, NEVER_NULL, this::contentText),
        new ReadColumn("digest_text", StringType, NEVER_NULL, this::digestText));
  }

  private void addDeclared(List<ReadColumn> columns, int place) {
    String column = source.columns().get(place).name();
    ValueReader reader = values.get(place);
    columns.add(
        new ReadColumn(column, reader.type(), MAY_BE_NULL, row -> reader.value(row.text(place))));
    if (reader.canBeUnreadable()) {
      columns.add(
          new ReadColumn(
              column + "_unreadable",
              BooleanType,
              NEVER_NULL,
              row -> reader.isUnreadable(row.text(place))));
    }
    if (reader.canBeUndeclared()) {
      columns.add(
          new ReadColumn(
              column + "_undeclared",
              BooleanType,
              NEVER_NULL,
              row -> reader.isUndeclared(row.text(place))));
    }
  }

  private boolean hasPeople() {
    return number >= 0;
  }

  private UTF8String documentType(RawRow row) {
    return values.get(type).code(row.text(type));
  }

  private UTF8String document(RawRow row) {
    return hasPeople() ? IdNumber.canonical(documentType(row), row.text(number), day) : null;
  }

  private UTF8String documentKind(RawRow row) {
    return hasPeople() ? IdNumber.kind(documentType(row), row.text(number), day) : null;
  }

  private Integer documentBirth(RawRow row) {
    return hasPeople() ? IdNumber.birth(documentType(row), row.text(number), day) : null;
  }

  private UTF8String documentSex(RawRow row) {
    return hasPeople() ? IdNumber.sex(documentType(row), row.text(number), day) : null;
  }

  /** The city that the row belongs to; null if it is none of the 21. */
  private UTF8String city(RawRow row) {
    for (int division : divisions) {
      UTF8String city = Division.city(row.text(division));
      if (city != null) {
        return city;
      }
    }
    return null;
  }

  /** What became of the row: I, U or D; null for a word that is not declared. */
  private UTF8String operation(RawRow row) {
    if (header.isFull()) {
      return INSERTED;
    }
    UTF8String word = TextForm.read(row.text(values.size()));
    return word == null ? null : operations.get(word);
  }

  /** A list of some cities speaks for nobody else; a change list and a status list for all. */
  private boolean isInScope(RawRow row) {
    if (!header.isFull() || header.coversEverything() || divisions.length == 0) {
      return true;
    }
    UTF8String city = city(row);
    return city != null && cities.contains(city);
  }

  /** Whether the columns that a row cannot do without are empty. */
  private boolean keyIsEmpty(RawRow row) {
    return switch (source.table()) {
      case "person" -> isEmpty(row, name) && isEmpty(row, number);
      case "card", "benefit" -> false;
      default -> isEmpty(row, key[0] == PERSON ? key[1] : key[0]);
    };
  }

  /**
   * Text that names the row's person: the canonical document, or without a valid one the
   * provisional reading of type, number, name, birth and sex together.
   */
  private UTF8String personText(RawRow row) {
    if (!hasPeople()) {
      return UTF8String.EMPTY_UTF8;
    }
    UTF8String document = document(row);
    return document == null ? provisional(row) : document;
  }

  private UTF8String provisional(RawRow row) {
    List<UTF8String> parts = new ArrayList<>();
    parts.add(source.table().equals("person") ? REGISTER : ENROLMENT);
    parts.add(documentType(row));
    parts.add(TextForm.read(row.text(number)));
    parts.add(PersonName.canonical(row.text(name)));
    for (int place : birthAndSex) {
      parts.add(readForm(row, place));
    }
    return joined(parts);
  }

  /** The key of the row; rows with one text speak of one thing. */
  private UTF8String keyText(RawRow row) {
    List<UTF8String> parts = new ArrayList<>();
    for (int place : key) {
      parts.add(place == PERSON ? personText(row) : readForm(row, place));
    }
    return joined(parts);
  }

  /** The row as read: equal texts are identical rows. */
  private UTF8String contentText(RawRow row) {
    List<UTF8String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      parts.add(readForm(row, i));
    }
    UTF8String operation = operation(row);
    parts.add(operation == null ? TextForm.read(row.text(values.size())) : operation);
    return joined(parts);
  }

  /** What the row digest is made of: the raw texts, each followed by U+001F. */
  private UTF8String digestText(RawRow row) {
    List<UTF8String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      parts.add(row.text(i));
    }
    parts.add(null);
    return joined(parts);
  }

  private UTF8String readForm(RawRow row, int place) {
    return values.get(place).readForm(row.text(place));
  }

  /** The parts with U+001F between them, none as an empty one. */
  private static UTF8String joined(List<UTF8String> parts) {
    UTF8String[] texts = new UTF8String[parts.size()];
    for (int i = 0; i < texts.length; i++) {
      UTF8String part = parts.get(i);
      texts[i] = part == null ? UTF8String.EMPTY_UTF8 : part;
    }
    return UTF8String.concatWs(SEPARATOR, texts);
  }

  private static boolean isEmpty(RawRow row, int place) {
    return TextForm.read(row.text(place)) == null;
  }

  private int placeOf(String column) {
    return source.columns().indexOf(source.column(column).orElseThrow());
  }

  private int firstOf(ColumnKind kind) {
    int[] places = placesOf(kind);
    return places.length == 0 ? -1 : places[0];
  }

  private int[] placesOf(ColumnKind kind) {
    return IntStream.range(0, source.columns().size())
        .filter(i -> source.columns().get(i).kind() == kind)
        .toArray();
  }

  private static UTF8String utf8(String text) {
    return UTF8String.fromString(text);
  }
}
