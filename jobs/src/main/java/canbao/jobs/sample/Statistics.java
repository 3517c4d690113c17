package canbao.jobs.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The statistic source: the residents and registered people of {@code cities.csv}, in the
 * proportion of the synthetic people to the province's.
 *
 * <p>The figures are no published ones: their edition is "synthetic" and their source says what
 * they were made of.
 */
final class Statistics {

  private static final double ALL_RESIDENTS_WAN = 11_346;

  private Statistics() {}

  static void write(SampleOptions options, PortionFiles files) {
    for (int city = 0; city < Cities.COUNT; city++) {
      write(options, files, "resident_population", city);
      write(options, files, "registered_population", city);
    }
  }

  /** The figure of a city's residents in people: those in 万人 have four decimals. */
  static long residents(SampleOptions options, int city) {
    return scaled(options, Cities.residents(city)).movePointRight(4).longValueExact();
  }

  private static BigDecimal scaled(SampleOptions options, double wan) {
    return BigDecimal.valueOf(wan * options.persons() / ALL_RESIDENTS_WAN / 10_000)
        .setScale(4, RoundingMode.HALF_UP);
  }

  private static void write(SampleOptions options, PortionFiles files, String code, int city) {
    boolean residents = code.startsWith("resident");
    double wan = residents ? Cities.residents(city) : Cities.registered(city);
    BigDecimal value = scaled(options, wan);
    String[] row = new String[Source.STATISTIC.columns().size()];
    row[Source.STATISTIC.at("CODE")] = code;
    row[Source.STATISTIC.at("DIVISION")] = Integer.toString(Cities.code(city));
    row[Source.STATISTIC.at("YEAR")] = Integer.toString(options.firstDay().getYear());
    row[Source.STATISTIC.at("VALUE")] = value.toPlainString();
    row[Source.STATISTIC.at("UNIT")] = "万人";
    row[Source.STATISTIC.at("EDITION")] = "synthetic";
    row[Source.STATISTIC.at("SOURCE")] = "synthetic: cities.csv 2018 scaled to the sample";
    files.write(Source.STATISTIC, row);
  }
}
