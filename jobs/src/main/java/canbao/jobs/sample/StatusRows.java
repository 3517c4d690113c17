package canbao.jobs.sample;

import canbao.jobs.sample.Person.StatusSpell;

/** Lists of other authorities: one row a person, kind and start. */
final class StatusRows extends SourceRows {

  private final int kind = source.at("KIND");
  private final int from = source.at("FROM");
  private final int to = source.at("TO");
  private final int says = source.at("ORG");

  StatusRows(Spelling spelling) {
    super(Source.STATUS, spelling);
  }

  @Override
  void write(Person person, RowReceiver receiver) {
    for (int i = 0; i < person.statuses.size(); i++) {
      StatusSpell spell = person.statuses.get(i);
      begin(person, i);
      values[kind] = spell.kind().code;
      values[from] = spelling.start(spell.from());
      values[to] = spelling.end(spell.to());
      values[says] = spell.kind().says;
      receiver.row(i, values);
    }
  }
}
