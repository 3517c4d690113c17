package canbao.jobs.sample;

/** Pensions paid in the month of the first day: one row a person and line. */
final class BenefitRows extends SourceRows {

  private final int firstDay;
  private final int line = source.at("AAE140");
  private final int pool = source.at("AAB301");
  private final int month = source.at("MONTH");
  private final int amount = source.at("AMOUNT");

  BenefitRows(Spelling spelling, SampleOptions options) {
    super(Source.BENEFIT, spelling);
    this.firstDay = (int) options.firstDay().toEpochDay();
  }

  @Override
  void write(Person person, RowReceiver receiver) {
    for (Relation relation : person.relations) {
      if (relation.state == Relation.State.DRAWING
          && relation.line.source == Source.ENROLMENT_PENSION
          && relation.isLiveOn(firstDay)) {
        begin(person, relation.ordinal);
        values[line] = relation.line.code;
        values[pool] = spelling.division(relation.pool);
        values[month] = Days.month(firstDay);
        values[amount] = SettlementRows.yuan(cents(relation));
        receiver.row(relation.ordinal, values);
      }
    }
  }

  /** Sizes of a pension by line are the model's choice. */
  private int cents(Relation relation) {
    int spread = (int) (spelling.bits() & 0xFFFF);
    return switch (relation.line) {
      case EMPLOYEE_PENSION -> 180_000 + spread * 4;
      case PUBLIC_PENSION -> 420_000 + spread * 5;
      default -> 14_800 + spread / 8;
    };
  }
}
