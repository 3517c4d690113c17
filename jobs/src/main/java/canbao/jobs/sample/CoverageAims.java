package canbao.jobs.sample;

/**
 * How likely a due person is covered, by city of residence: {@code coverage_aims.csv}.
 *
 * <p>The figures are the model's choice, not published ones: they lie around the plan's targets
 * (pension 97 % in 2018, medical 98 %), some cities above, some below, one or two close by.
 */
final class CoverageAims {

  private static final double[] PENSION = new double[Cities.COUNT + 1];
  private static final double[] MEDICAL = new double[Cities.COUNT + 1];

  static {
    for (String[] line : PlaceFile.lines("canbao/jobs/sample/coverage_aims.csv")) {
      int city = Cities.of(Integer.parseInt(line[0]));
      PENSION[city] = Integer.parseInt(line[1]) / 10_000.0;
      MEDICAL[city] = Integer.parseInt(line[2]) / 10_000.0;
    }
  }

  private CoverageAims() {}

  static double pension(int city) {
    return PENSION[city];
  }

  static double medical(int city) {
    return MEDICAL[city];
  }
}
