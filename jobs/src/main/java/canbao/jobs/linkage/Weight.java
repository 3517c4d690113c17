package canbao.jobs.linkage;

/**
 * What one level of likeness says.
 *
 * @param m how likely it is of one person
 * @param u how likely it is of two people
 */
public record Weight(double m, double u) {

  /** In bits: by one more the odds double. */
  public double bits() {
    return Math.log(m / u) / Math.log(2);
  }
}
