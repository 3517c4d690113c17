package canbao.jobs.sample;

/** Pension and labour enrolments: one row a relation, in the core platform's codes. */
final class EnrolmentRows extends SourceRows {

  private final boolean hasOwnBirth = source.has("AAC006");
  private final int sex = hasOwnBirth ? source.at("AAC004") : 0;
  private final int birth = hasOwnBirth ? source.at("AAC006") : 0;
  private final int id = source.at("AAZ159");
  private final int line = source.at("AAE140");
  private final int pool = source.at("AAB301");
  private final int employer = source.at("AAB001");
  private final int employerType = source.at("AAB019");
  private final int identity = source.at("AAC066");
  private final int enrolment = source.at("AAC008");
  private final int payment = source.at("AAC031");
  private final int retired = source.at("AAC084");
  private final int start = source.at("AAE030");
  private final int end = source.at("AAE031");
  private final int reason = source.at("AAE160");

  EnrolmentRows(Source source, Spelling spelling) {
    super(source, spelling);
  }

  @Override
  void write(Person person, RowReceiver receiver) {
    for (Relation relation : person.relations) {
      if (relation.line.source == source) {
        write(person, relation);
        receiver.row(relation.ordinal, values);
      }
    }
  }

  private void write(Person person, Relation relation) {
    begin(person, relation.ordinal);
    values[id] = RelationIds.id(source, person, relation.ordinal);
    values[line] = relation.line.code;
    values[pool] = spelling.division(relation.pool);
    values[employer] = relation.employer;
    values[employerType] = relation.employerType;
    values[identity] = relation.identity;
    values[enrolment] = relation.state.enrolment;
    values[payment] = relation.state.payment;
    values[retired] = isDrawing(relation) ? "1" : "0";
    values[start] = spelling.start(relation.start);
    values[end] = spelling.end(relation.end);
    values[reason] = relation.reason;
    if (hasOwnBirth) {
      values[sex] = sex(person);
      values[birth] = spelling.date(person.birth);
    }
  }

  private static boolean isDrawing(Relation relation) {
    return relation.state == Relation.State.DRAWING
        || relation.state == Relation.State.DRAWING_SUSPENDED;
  }
}
