package canbao.jobs.sample;

import java.util.List;

/** A row into which a fault is being put, and the row that the fault adds after it, if any. */
final class FaultyRow {

  static final List<String> ID = List.of("AAZ159", "PSN_INSU_RLTS_ID", "STAY_ID");
  static final List<String> LINE = List.of("AAE140", "INSUTYPE", "LINE");
  static final List<String> START = List.of("AAE030", "BEGNDATE", "FROM", "ISSUED");
  static final List<String> END = List.of("AAE031", "ENDDATE", "TO");
  static final List<String> STATE = List.of("AAC008", "PSN_INSU_STAS");
  static final List<String> DIVISION = List.of("BAC301", "AAB301", "INSU_ADMDVS", "DIVISION");
  static final List<String> NAME = List.of("AAC003");
  static final List<String> NUMBER = List.of("AAC147");

  final Source source;
  final Person person;
  final int firstDay;
  final String[] values;
  String op;

  /** The row after this one; null if there is none. */
  String[] second;

  String secondOp;

  private final long bits;

  FaultyRow(Source source, PersonRow row, int firstDay, long bits) {
    this.firstDay = firstDay;
    this.source = source;
    this.person = row.person;
    this.op = row.op;
    this.secondOp = row.op;
    this.values = row.values.clone();
    this.bits = bits;
  }

  /** A number in [0, bound) that the row's own bits decide. */
  int draw(int bound) {
    return (int) Long.remainderUnsigned(Streams.mix(bits), bound);
  }

  String pick(String... choices) {
    return choices[draw(choices.length)];
  }

  /** The value of the first of the columns that the source has; empty if it has none. */
  String get(List<String> columns) {
    int at = at(columns);
    return at < 0 ? "" : values[at];
  }

  /** Sets the value; false if the source has no such column or the value is there already. */
  boolean set(List<String> columns, String value) {
    int at = at(columns);
    if (at < 0 || values[at].equals(value)) {
      return false;
    }
    values[at] = value;
    return true;
  }

  boolean set(String column, String value) {
    return set(List.of(column), value);
  }

  String get(String column) {
    return get(List.of(column));
  }

  /** Sets a value of the added row. */
  void setSecond(List<String> columns, String value) {
    int at = at(columns);
    if (at >= 0) {
      second[at] = value;
    }
  }

  /** Whether the row, as it was before the fault, says that somebody is enrolled. */
  boolean isEnrolled() {
    return get(STATE).equals("1");
  }

  private int at(List<String> columns) {
    for (String column : columns) {
      if (source.has(column)) {
        return source.at(column);
      }
    }
    return -1;
  }
}
