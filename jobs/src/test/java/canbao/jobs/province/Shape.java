package canbao.jobs.province;

import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What sort of province it is: drawn before its people are.
 *
 * @param people who may have anything; nobody and one are among it
 * @param places counties in which they live, are registered and are insured; one that stands there
 *     often has many, an empty text is no place
 * @param relations most that a person has
 * @param shares of a hundred, what becomes of people
 * @param isInOrder whether each list was taken on its day and the next one follows it; else facts
 *     are told at any time, overtold, withdrawn and taken back, and a newer list was taken before
 * @param figures what is published of the cities
 * @param hasLaterFindings whether {@link LaterFindings} are made
 * @param nights three days that are counted, in their order
 * @param rules by which they are
 */
record Shape(
    int people,
    List<String> places,
    int relations,
    Shares shares,
    boolean isInOrder,
    Figures figures,
    boolean hasLaterFindings,
    List<LocalDate> nights,
    Rules rules) {

  /** Of a hundred people, or rows of them. */
  record Shares(int dead, int emigrated, int withdrawn, int outside, int excluded, int held) {

    private static Shares any(SplittableRandom random) {
      int[] of = random.ints(6, 0, 100).map(share -> share < 30 ? 0 : (share - 20) / 2).toArray();
      return new Shares(of[0], of[1], of[2], of[3], of[4], of[5]);
    }
  }

  /**
   * Settings that change numbers.
   *
   * @param threshold below which counts are small
   * @param countsSuspended whether suspended relations make cover
   * @param carries whether a night computes those alone whom something touches
   */
  record Rules(int threshold, boolean countsSuspended, boolean carries) {}

  /** What is published of a city: usually more people than the register has of it. */
  enum Figures {
    NONE,
    LARGE,
    ZERO,
    BELOW_COVERED,
    OF_SOME_CITIES,
    UNREADABLE,
    ANY
  }

  private static final List<LocalDate> ANCHORS =
      List.of(
          LocalDate.of(2018, 12, 31),
          LocalDate.of(2019, 1, 1),
          LocalDate.of(2019, 2, 28),
          LocalDate.of(2019, 6, 30),
          LocalDate.of(2019, 12, 31),
          LocalDate.of(2020, 2, 29));
  private static final String ABROAD = "430102";
  private static final String NOWHERE = "";
  private static final String SHUNDE = "440606";
  private static final int FIRST_BATCH = 20;

  static Shape any(SplittableRandom random) {
    LocalDate anchor = ANCHORS.get(random.nextInt(ANCHORS.size()));
    int[] before = {1, 2, 7, 31};
    int[] after = {1, 2, 14, 31};
    List<LocalDate> nights =
        List.of(
            anchor.minusDays(before[random.nextInt(before.length)]),
            anchor,
            anchor.plusDays(after[random.nextInt(after.length)]));
    int[] thresholds = {1, 2, 3, 5, 10};
    return new Shape(
        size(random),
        places(random),
        random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(4),
        Shares.any(random),
        random.nextBoolean(),
        Figures.values()[random.nextInt(Figures.values().length)],
        random.nextInt(4) > 0,
        nights,
        new Rules(
            thresholds[random.nextInt(thresholds.length)],
            random.nextInt(4) == 0,
            random.nextBoolean()));
  }

  private static int size(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2, 3 -> 2 + random.nextInt(20);
      default -> 40 + random.nextInt(200);
    };
  }

  private static List<String> places(SplittableRandom random) {
    String large = county(random);
    List<String> places = new ArrayList<>();
    switch (random.nextInt(5)) {
      case 0 -> {}
      case 1 -> {
        IntStream.range(0, 200).forEach(i -> places.add(large));
        IntStream.range(0, 10).forEach(i -> places.add(county(random)));
      }
      case 2 -> {
        places.addAll(List.of(SHUNDE, SHUNDE, "440604", "440605", "440600"));
        places.addAll(List.of(ABROAD, NOWHERE));
      }
      case 3 -> {
        IntStream.range(0, 2 + random.nextInt(5)).forEach(i -> places.add(county(random)));
        places.addAll(List.of(SHUNDE, ABROAD, NOWHERE));
      }
      default -> Places.cities().forEach(city -> places.add(county(city, random)));
    }
    places.add(large);
    return places;
  }

  private static String county(SplittableRandom random) {
    return county(Places.cities().get(random.nextInt(Places.cities().size())), random);
  }

  /** Of one that has none, the city. */
  private static String county(Places.City city, SplittableRandom random) {
    int code = Integer.parseInt(city.code());
    int[] codes = IntStream.range(code, code + 100).filter(Places::isKnownCode).toArray();
    return Integer.toString(codes[random.nextInt(codes.length)]);
  }

  /** Day of the first list. */
  LocalDate begin() {
    return nights.get(0).minusDays(FIRST_BATCH);
  }

  LocalDate last() {
    return nights.get(nights.size() - 1);
  }

  /** System date on which the last facts are learned. */
  LocalDate later() {
    return last().plusDays(10);
  }

  /** Any day about the nights; each of them more often. */
  LocalDate day(SplittableRandom random) {
    if (random.nextInt(4) == 0) {
      return nights.get(random.nextInt(nights.size())).plusDays(random.nextInt(3) - 1);
    }
    long days = last().toEpochDay() - begin().toEpochDay() + 5;
    return begin().plusDays(random.nextLong(days));
  }

  /** None is no place. */
  String place(SplittableRandom random) {
    String place = places.get(random.nextInt(places.size()));
    return place.equals(NOWHERE) ? null : place;
  }

  /** Counties and not how often they stand there, which is long. */
  @Override
  public String toString() {
    return "%d people with up to %d relations in %d places, %s, %s, figures %s, nights %s, %s%s"
        .formatted(
            people,
            relations,
            places.stream().distinct().count(),
            shares,
            isInOrder ? "told in order" : "told at any time",
            figures,
            nights,
            rules,
            hasLaterFindings ? ", with later findings" : "");
  }
}
