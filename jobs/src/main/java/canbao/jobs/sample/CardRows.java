package canbao.jobs.sample;

/** Social-security cards: one row a holder. */
final class CardRows extends SourceRows {

  private final int pool = source.at("AAB301");
  private final int state = source.at("CARD_STATE");
  private final int issued = source.at("ISSUED");

  CardRows(Spelling spelling) {
    super(Source.CARD, spelling);
  }

  @Override
  void write(Person person, RowReceiver receiver) {
    if (person.cardIssued == Days.NONE) {
      return;
    }
    begin(person, 0);
    values[pool] = spelling.division(person.cardPool);
    values[state] = person.isCardCancelled ? "2" : "1";
    values[issued] = spelling.start(person.cardIssued);
    receiver.row(0, values);
  }
}
