package canbao.jobs.sample;

import canbao.jobs.sample.Streams.Purpose;
import java.util.SplittableRandom;

/**
 * Inpatient stays of the year: one row a stay of somebody with basic medical cover.
 *
 * <p>How many stays, what they cost and who pays how much are the model's choices; fund, assistance
 * and patient together pay the total.
 */
final class SettlementRows extends SourceRows {

  private static final int STAYS_OF_THOUSAND = 90;

  private final long seed;
  private final int firstDay;
  private final int id = source.at("STAY_ID");
  private final int line = source.at("LINE");
  private final int division = source.at("DIVISION");
  private final int discharged = source.at("DISCHARGED");
  private final int total = source.at("TOTAL");
  private final int inPolicy = source.at("IN_POLICY");
  private final int fundPaid = source.at("FUND_PAID");
  private final int assistancePaid = source.at("ASSISTANCE_PAID");
  private final int selfPaid = source.at("SELF_PAID");

  SettlementRows(Spelling spelling, SampleOptions options) {
    super(Source.SETTLEMENT, spelling);
    this.seed = options.seed();
    this.firstDay = (int) options.firstDay().toEpochDay();
  }

  @Override
  void write(Person person, RowReceiver receiver) {
    SplittableRandom random = Streams.of(seed, person.number, Purpose.CLAIMS);
    Relation cover = random.nextInt(1000) < STAYS_OF_THOUSAND ? cover(person) : null;
    if (cover != null) {
      write(person, cover, random);
      receiver.row(0, values);
    }
  }

  private Relation cover(Person person) {
    for (Relation relation : person.relations) {
      boolean basic =
          relation.line == Relation.Line.EMPLOYEE_MEDICAL
              || relation.line == Relation.Line.RESIDENT_MEDICAL;
      if (basic && relation.isLiveOn(firstDay)) {
        return relation;
      }
    }
    return null;
  }

  private void write(Person person, Relation cover, SplittableRandom random) {
    begin(person, 0);
    int cents = 80_000 + (int) (-Math.log(1 - random.nextDouble()) * 900_000);
    int covered = (int) (cents * (0.80 + 0.2 * random.nextDouble()));
    boolean employee = cover.line == Relation.Line.EMPLOYEE_MEDICAL;
    int fund = (int) (covered * ((employee ? 0.84 : 0.70) + 0.1 * random.nextDouble()));
    int assistance = person.groups.isEmpty() ? 0 : (cents - fund) / 2;
    values[id] = RelationIds.stay(person);
    values[line] = cover.line.code;
    values[division] = spelling.division(cover.pool);
    values[discharged] = spelling.date(Math.max(cover.start, firstDay - random.nextInt(300)));
    values[total] = yuan(cents);
    values[inPolicy] = yuan(covered);
    values[fundPaid] = yuan(fund);
    values[assistancePaid] = yuan(assistance);
    values[selfPaid] = yuan(cents - fund - assistance);
  }

  /** Yuan with two decimals. */
  static String yuan(int cents) {
    int rest = cents % 100;
    return cents / 100 + (rest < 10 ? ".0" : ".") + rest;
  }
}
