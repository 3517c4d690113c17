package canbao.jobs.sample;

/** How much of what goes wrong in real data is put into a synthetic province. */
public enum Dirt {
  /** No fault at all, but everything that the contract allows. */
  CLEAN(0),
  /** About two to three rows of a hundred are touched. */
  NORMAL(100),
  /** About eight to ten rows of a hundred are touched. */
  HEAVY(410);

  private final int percentOfNormal;

  Dirt(int percentOfNormal) {
    this.percentOfNormal = percentOfNormal;
  }

  /** How often a fault happens, in hundredths of its share in {@link #NORMAL}. */
  int percentOfNormal() {
    return percentOfNormal;
  }
}
