package canbao.jobs.group;

/** People at one place who have one value of a dimension. */
public final class Counted {

  private final String basis;
  private final int city;
  private final int county;
  private final int number;
  private final long[] people;

  /**
   * Takes the counts.
   *
   * @param basis by which place they are counted
   * @param city six digits
   * @param county six digits; 0 if it is not known
   * @param number of {@link Dimension#ofPerson}
   * @param people by {@link Measures}
   */
  public Counted(String basis, int city, int county, int number, long[] people) {
    this.basis = basis;
    this.city = city;
    this.county = county;
    this.number = number;
    this.people = people.clone();
  }

  String basis() {
    return basis;
  }

  int city() {
    return city;
  }

  int county() {
    return county;
  }

  int number() {
    return number;
  }

  long[] people() {
    return people.clone();
  }
}
