package canbao.jobs.run;

import java.util.Locale;
import java.util.Optional;

/** What the lake can measure an indicator by. */
public enum Measure {
  /** Covered people by due people, in the headline denominator. */
  PENSION_RATE("pension", Unit.PERCENT),
  MEDICAL_RATE("medical", Unit.PERCENT),
  /** People with a live relation in a pool of the province, each once. */
  UNEMPLOYMENT_PEOPLE("unemployment", Unit.TEN_THOUSAND_PEOPLE),
  WORK_INJURY_PEOPLE("work_injury", Unit.TEN_THOUSAND_PEOPLE),
  MATERNITY_PEOPLE("maternity", Unit.TEN_THOUSAND_PEOPLE),
  /** People with an active card of those who live in the province by the register. */
  CARD_RATE("", Unit.PERCENT),
  /** Paid by the funds of what inpatient stays cost within policy. */
  INPATIENT_SHARE("", Unit.PERCENT),
  /** Paid by medical aid of what the funds leave within policy, of members of groups. */
  MEDICAL_AID_SHARE("", Unit.PERCENT);

  private final String family;
  private final Unit unit;

  Measure(String family, Unit unit) {
    this.family = family;
    this.unit = unit;
  }

  /** As in {@code conf/indicators.csv}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The family of {@code city_coverage} that is counted; empty if the register is. */
  public Optional<String> family() {
    return Optional.of(family).filter(name -> !name.isEmpty());
  }

  /** The unit of the indicators that can be measured so. */
  public Unit unit() {
    return unit;
  }

  /** Whether it is of the members of some groups alone. */
  public boolean isOfGroups() {
    return this == MEDICAL_AID_SHARE;
  }

  public boolean isRate() {
    return unit == Unit.PERCENT;
  }
}
