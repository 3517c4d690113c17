package canbao.jobs.sample;

/** Medical enrolments: one row a relation, in the health-insurance platform's codes. */
final class MedicalRows extends SourceRows {

  private final int id = source.at("PSN_INSU_RLTS_ID");
  private final int line = source.at("INSUTYPE");
  private final int birth = source.at("AAC006");
  private final int pool = source.at("INSU_ADMDVS");
  private final int employer = source.at("EMP_NO");
  private final int state = source.at("PSN_INSU_STAS");
  private final int retired = source.at("RETIRE_FLAG");
  private final int begin = source.at("BEGNDATE");
  private final int end = source.at("ENDDATE");
  private final int year = source.at("INSU_YEAR");

  MedicalRows(Spelling spelling) {
    super(Source.ENROLMENT_MEDICAL, spelling);
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
    values[birth] = (spelling.bits() & 3) == 0 ? "" : spelling.date(person.birth);
    values[pool] = spelling.division(relation.pool);
    values[employer] = relation.employer;
    values[state] = relation.state.medical;
    values[retired] = relation.state == Relation.State.DRAWING ? "1" : "0";
    values[begin] = spelling.start(relation.start);
    values[end] = spelling.end(relation.end);
    values[year] = relation.insuranceYear == 0 ? "" : Integer.toString(relation.insuranceYear);
  }
}
