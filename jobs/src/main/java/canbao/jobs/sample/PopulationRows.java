package canbao.jobs.sample;

/** The police's population register: one row a person. */
final class PopulationRows extends SourceRows {

  private final int type = source.at("AAC058");
  private final int number = source.at("AAC147");
  private final int sex = source.at("AAC004");
  private final int birth = source.at("AAC006");
  private final int household = source.at("AAC009");
  private final int registration = source.at("BAC301");
  private final int residence = source.at("AAC301");
  private final int life = source.at("AAC060");
  private final int died = source.at("AAE037");
  private final int state = source.at("HJZT");
  private final int nationality = source.at("AAC161");

  PopulationRows(Spelling spelling) {
    super(Source.POPULATION, spelling);
  }

  @Override
  void write(Person person, RowReceiver receiver) {
    if (!person.isInPopulation) {
      return;
    }
    begin(person, 0);
    values[type] = person.documentType;
    values[number] = person.documentNumber;
    values[sex] = sex(person);
    values[birth] = spelling.date(person.birth);
    values[household] = household(person);
    values[registration] = spelling.division(person.registration);
    values[residence] = spelling.division(person.residence);
    values[life] = person.isDeadInRegister ? "2" : "1";
    values[died] = spelling.date(person.died);
    values[state] = person.registerState.code;
    values[nationality] = person.nationality;
    receiver.row(0, values);
  }

  private String household(Person person) {
    if (person.registration == 0) {
      return person.documentType.equals("07") ? "42" : "30";
    }
    boolean local = Cities.of(person.registration) == Cities.of(person.home());
    String kind = (spelling.bits() & 1) == 0 ? "1" : "2";
    return kind + (local ? "1" : "2");
  }
}
