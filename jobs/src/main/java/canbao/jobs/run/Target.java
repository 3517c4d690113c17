package canbao.jobs.run;

/**
 * What share of the due people a family is to cover from a year on.
 *
 * @param family {@code pension} or {@code medical}
 * @param basisPoints 9800 is 98 %
 * @param source where the number was published
 */
public record Target(String family, int fromYear, int basisPoints, String source) {}
