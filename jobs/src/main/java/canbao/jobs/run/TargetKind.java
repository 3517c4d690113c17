package canbao.jobs.run;

/** What a target asks of an indicator, and so how it is judged. */
public enum TargetKind {
  /** To rise from the base to the target. */
  RISING("absolute rising"),
  /** Never to be below the target, from which it starts. */
  FLOOR("floor (maintain)"),
  /** Never to be below the target; falling down to it is allowed. */
  FLOOR_BELOW_BASE("floor below the base"),
  /** Never to be below the target; the plan names no base. */
  FLOOR_WITHOUT_BASE("floor, no base"),
  /** To reach a share of what people in the city spent the year before. */
  RELATIVE_BY_CITY("relative, per city"),
  /** To reach a share of what people in the county had the year before. */
  RELATIVE_BY_COUNTY("relative, per COUNTY");

  private final String text;

  TargetKind(String text) {
    this.text = text;
  }

  /** As in {@code conf/indicators.csv}. */
  public String text() {
    return text;
  }

  public boolean isFloor() {
    return this == FLOOR || this == FLOOR_BELOW_BASE || this == FLOOR_WITHOUT_BASE;
  }

  /** Whether each place has a limit of its own. */
  public boolean isRelative() {
    return this == RELATIVE_BY_CITY || this == RELATIVE_BY_COUNTY;
  }
}
