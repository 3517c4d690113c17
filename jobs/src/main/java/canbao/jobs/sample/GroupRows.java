package canbao.jobs.sample;

import canbao.jobs.sample.Person.GroupSpell;

/** Key groups of the plan: one row a person, group and start. */
final class GroupRows extends SourceRows {

  private final int group = source.at("GROUP");
  private final int division = source.at("DIVISION");
  private final int from = source.at("FROM");
  private final int to = source.at("TO");

  GroupRows(Spelling spelling) {
    super(Source.GROUP_MEMBER, spelling);
  }

  @Override
  void write(Person person, RowReceiver receiver) {
    for (int i = 0; i < person.groups.size(); i++) {
      GroupSpell spell = person.groups.get(i);
      begin(person, i);
      values[group] = spell.group();
      values[division] = spelling.division(spell.division());
      values[from] = spelling.start(spell.from());
      values[to] = spelling.end(spell.to());
      receiver.row(i, values);
    }
  }
}
