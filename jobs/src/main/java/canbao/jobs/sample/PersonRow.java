package canbao.jobs.sample;

/** A row on its way to a file. */
final class PersonRow {

  final Person person;

  /** Number of the row among the person's rows in the source. */
  final int ordinal;

  /** What a change list does with the row; null in a full list. */
  final String op;

  /** Fields in the order of the file's columns. */
  final String[] values;

  PersonRow(Person person, int ordinal, String op, String[] values) {
    this.person = person;
    this.ordinal = ordinal;
    this.op = op;
    this.values = values;
  }
}
