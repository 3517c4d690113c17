package canbao.jobs.sample;

import java.util.SplittableRandom;

/**
 * Birth dates by city, so that its residents have the shares of children (0–14) and of people of 60
 * and more that {@code cities.csv} gives.
 *
 * <p>The shares among newcomers (10 % and 2 %) and the forms within the three bands are the model's
 * choices; a city's own people get what is left of the city's shares.
 */
final class Ages {

  private static final double CHILDREN_OF_NEWCOMERS = 0.10;
  private static final double OLD_OF_NEWCOMERS = 0.02;
  private static final int OLDEST = 103;
  private static final double MEAN_YEARS_BEYOND_60 = 11;

  private final int firstDay;

  Ages(int firstDay) {
    this.firstDay = firstDay;
  }

  /** Birth date of somebody who lives where registered. */
  int birthOfLocal(SplittableRandom random, int city) {
    double newcomers = shareOfNewcomers(city);
    double children = local(Cities.shareOfChildren(city), newcomers, CHILDREN_OF_NEWCOMERS);
    double old = local(Cities.shareOfOld(city), newcomers, OLD_OF_NEWCOMERS);
    double draw = random.nextDouble();
    if (draw < children) {
      return born(random, random.nextInt(15));
    }
    return draw < children + old ? bornOld(random) : born(random, 15 + random.nextInt(45));
  }

  /** Birth date of somebody who has moved to another city or province. */
  int birthOfNewcomer(SplittableRandom random) {
    double draw = random.nextDouble();
    if (draw < CHILDREN_OF_NEWCOMERS) {
      return born(random, random.nextInt(15));
    }
    return draw < CHILDREN_OF_NEWCOMERS + OLD_OF_NEWCOMERS
        ? bornOld(random)
        : birthOfWorker(random);
  }

  /** Birth date of somebody aged 18 to 54, most often in the thirties. */
  int birthOfWorker(SplittableRandom random) {
    return born(random, 18 + random.nextInt(19) + random.nextInt(19));
  }

  private int bornOld(SplittableRandom random) {
    double years = -MEAN_YEARS_BEYOND_60 * Math.log(1 - random.nextDouble());
    return born(random, Math.min(OLDEST, 60 + (int) years));
  }

  private int born(SplittableRandom random, int age) {
    return firstDay - (int) (age * 365.2425) - random.nextInt(365) - 1;
  }

  private static double shareOfNewcomers(int city) {
    double staying = Math.min(0.97 * Cities.registered(city), 0.98 * Cities.residents(city));
    return 1 - staying / Cities.residents(city);
  }

  private static double local(double share, double newcomers, double shareOfNewcomers) {
    return (share - newcomers * shareOfNewcomers) / (1 - newcomers);
  }
}
