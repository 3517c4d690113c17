package canbao.jobs.sample;

/** Relation ids: a letter of the source, the person's number, the relation's ordinal. */
final class RelationIds {

  private static final int DIGITS = 9;

  private RelationIds() {}

  static String id(Source source, Person person, int ordinal) {
    char[] id = new char[DIGITS + 3];
    id[0] = source.name().charAt("ENROLMENT_".length());
    DocumentNumbers.put(id, 1, DIGITS, (int) person.number);
    DocumentNumbers.put(id, 1 + DIGITS, 2, ordinal);
    return new String(id);
  }

  static String stay(Person person) {
    return "Z" + person.number;
  }
}
