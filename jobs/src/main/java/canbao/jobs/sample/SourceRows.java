package canbao.jobs.sample;

import java.util.Arrays;

/** Writes what one source says about a person. */
abstract class SourceRows {

  final Source source;
  final Spelling spelling;

  /** The row being made, in the order of the file's columns; reused from row to row. */
  final String[] values;

  private final int type;
  private final int number;
  private final int name;

  SourceRows(Source source, Spelling spelling) {
    this.source = source;
    this.spelling = spelling;
    this.values = new String[source.columns().size()];
    this.type = source.at("AAC058");
    this.number = source.at("AAC147");
    this.name = source.at("AAC003");
  }

  /** Gives every row of a person to the receiver. */
  abstract void write(Person person, RowReceiver receiver);

  /** Begins a row: all columns empty but the person's type, number and name. */
  void begin(Person person, int ordinal) {
    spelling.turnTo(person, source, ordinal);
    Arrays.fill(values, "");
    values[type] = spelling.documentType(person);
    values[number] = spelling.documentNumber(person);
    values[name] = person.name;
  }

  static String sex(Person person) {
    return person.isFemale ? "2" : "1";
  }

  /** Takes rows; must copy the values that it wants to keep. */
  interface RowReceiver {

    /** Takes one row: its number among the person's rows, the same every night, and its fields. */
    void row(int ordinal, String[] values);
  }
}
