package canbao.jobs.group;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.disclosure.Suppression;
import canbao.udfs.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How much is hidden, in provinces that have the cities' populations of 2018 or a part of them;
 * everything else is chosen. Half a percent of people live in no known county.
 */
class InformationLostTest {

  private static final int THRESHOLD = 10;
  private static final int NOTHING_IS_SMALL = 1;
  private static final int MEDICAL = 1;
  private static final LocalDate UNTIL = LocalDate.of(2019, 12, 31);

  /** Of 10 000 people, in the order of values. */
  private static final Map<Dimension, double[]> SHARES =
      new EnumMap<>(
          Map.of(
              Dimension.AGE_BAND, new double[] {2000, 1200, 1800, 1700, 1400, 900, 600, 400},
              Dimension.SEX, new double[] {5200, 4800},
              Dimension.REGISTRATION_KIND, new double[] {4400, 5500, 30, 60, 10},
              Dimension.EMPLOYMENT_KIND, new double[] {400, 3600, 700, 1100, 3900, 300}));

  /** In the order of groups. */
  private static final double[] GROUPS = {70, 110, 20, 110, 60, 2, 60, 20};

  @Test
  void theShareOfCellsAndOfPeopleInThemThatAreHidden() {
    String lost = Stream.of(1.0, 0.1, 0.01).map(this::lost).collect(joining("\n"));

    assertThat(lost)
        .isEqualTo(
            """
            115,290,314 due | province 0.0 % of 60 cells, 0.00 % of people | cities 0.6 % of 1260 cells, 0.00 % of people | counties 16.1 % of 7320 cells, 2.12 % of people
            10,796,251 due | province 0.0 % of 60 cells, 0.00 % of people | cities 9.4 % of 1260 cells, 0.06 % of people | counties 44.3 % of 7320 cells, 18.70 % of people
            1,153,623 due | province 3.3 % of 60 cells, 0.00 % of people | cities 36.7 % of 1260 cells, 11.75 % of people | counties 75.9 % of 7298 cells, 40.07 % of people""");
  }

  private String lost(double part) {
    List<Counted> people = people(part, new SplittableRandom(18));
    long residents =
        people.stream()
            .filter(one -> one.number() == Dimension.TOTAL.first())
            .mapToLong(one -> Measures.due(one.people(), MEDICAL))
            .sum();
    List<GroupNumber> all = numbers(people, NOTHING_IS_SMALL);
    Set<String> shown =
        numbers(people, THRESHOLD).stream()
            .filter(one -> one.people().isPresent())
            .map(InformationLostTest::name)
            .collect(toSet());
    return Stream.of("province", "cities", "counties")
        .map(level -> level + " " + lost(level, all, shown))
        .collect(joining(" | ", String.format(Locale.ROOT, "%,d due | ", residents), ""));
  }

  private static List<GroupNumber> numbers(List<Counted> people, int threshold) {
    return new GroupCounts(people, true)
        .numbers(new Suppression(threshold, UNTIL), new HeldCells());
  }

  private static String lost(String level, List<GroupNumber> all, Set<String> shown) {
    List<GroupNumber> ofLevel = all.stream().filter(one -> level(one).equals(level)).toList();
    List<GroupNumber> hidden = ofLevel.stream().filter(one -> !shown.contains(name(one))).toList();
    return String.format(
        Locale.ROOT,
        "%.1f %% of %d cells, %.2f %% of people",
        100.0 * hidden.size() / ofLevel.size(),
        ofLevel.size(),
        100.0 * due(hidden) / due(ofLevel));
  }

  private static long due(List<GroupNumber> numbers) {
    return numbers.stream().mapToLong(one -> one.people().orElseThrow().due()).sum();
  }

  private static String name(GroupNumber one) {
    return one.division() + one.family() + one.dimension() + one.value();
  }

  private static String level(GroupNumber one) {
    if (one.division().equals("440000")) {
      return "province";
    }
    return one.division().endsWith("00") ? "cities" : "counties";
  }

  private static List<Counted> people(double part, SplittableRandom random) {
    List<Counted> people = new ArrayList<>();
    try (Stream<String> lines = Files.lines(Path.of("../conf/places/cities.csv"))) {
      for (String line : lines.skip(1).toList()) {
        String[] fields = line.split(",", -1);
        int city = Integer.parseInt(fields[0]);
        double residents = Double.parseDouble(fields[7]) * 10_000 * part;
        int[] counties =
            IntStream.range(city + 1, city + 100)
                .filter(Places::isKnownCode)
                .limit(Integer.parseInt(fields[4]))
                .toArray();
        add(people, city, 0, residents * (counties.length == 0 ? 1 : 0.005), random);
        for (int county : counties) {
          double share = 0.995 / counties.length * (0.4 + 1.2 * random.nextDouble());
          add(people, city, county, residents * share, random);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return people;
  }

  private static void add(
      List<Counted> people, int city, int county, double residents, SplittableRandom random) {
    double rate = 0.95 + 0.04 * random.nextDouble();
    long[] total = {
      Math.round(0.75 * residents * rate),
      Math.round(0.75 * residents * (1 - rate)),
      Math.round(residents * (rate + 0.01)),
      Math.round(residents * (0.99 - rate))
    };
    people.add(new Counted("residence", city, county, 0, total));
    for (Dimension dimension : SHARES.keySet()) {
      double[] shares = SHARES.get(dimension);
      long[][] parts = new long[shares.length][Measures.SIZE];
      for (int measure = 0; measure < total.length; measure++) {
        split(total[measure], shares, parts, measure, random);
      }
      for (int value = 0; value < parts.length; value++) {
        people.add(new Counted("residence", city, county, dimension.first() + value, parts[value]));
      }
    }
    for (int group = 0; group < GROUPS.length; group++) {
      double share = GROUPS[group] / 10_000;
      long[] members = Arrays.stream(total).map(all -> drawn(all, share, random)).toArray();
      people.add(
          new Counted("residence", city, county, Dimension.SPECIAL_GROUP.first() + group, members));
    }
  }

  private static void split(
      long all, double[] shares, long[][] parts, int measure, SplittableRandom random) {
    long left = all;
    double shareLeft = Arrays.stream(shares).sum();
    for (int value = 0; value < shares.length; value++) {
      boolean isLast = value == shares.length - 1;
      long part = isLast ? left : drawn(left, shares[value] / shareLeft, random);
      parts[value][measure] = part;
      left -= part;
      shareLeft -= shares[value];
    }
  }

  /** Of so many people those who have something that a share has: binomial, or nearly. */
  private static long drawn(long all, double share, SplittableRandom random) {
    double mean = all * share;
    if (all < 500) {
      return IntStream.range(0, (int) all).filter(i -> random.nextDouble() < share).count();
    }
    if (mean < 50) {
      double limit = Math.exp(-mean);
      long count = -1;
      for (double product = 1; product > limit; product *= random.nextDouble()) {
        count++;
      }
      return Math.min(all, Math.max(0, count));
    }
    double deviation = Math.sqrt(mean * (1 - share)) * random.nextGaussian();
    return Math.max(0, Math.min(all, Math.round(mean + deviation)));
  }
}
