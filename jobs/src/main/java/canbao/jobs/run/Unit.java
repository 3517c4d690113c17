package canbao.jobs.run;

/** The units in which the plan counts. */
public enum Unit {
  PERCENT("%"),
  TEN_THOUSAND_PEOPLE("万人"),
  YUAN_A_MONTH("元/人·月"),
  YUAN_A_YEAR("元/人·年");

  private final String text;

  Unit(String text) {
    this.text = text;
  }

  /** As the plan writes it. */
  public String text() {
    return text;
  }
}
