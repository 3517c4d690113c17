package canbao.jobs.sample;

import canbao.jobs.sample.Streams.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Where people are registered and where they live, in the proportions of {@code cities.csv}.
 *
 * <p>The 22 × 22 matrix of registered place × residence (the last one is outside the province) has
 * the 2018 residents and registered people of every city as its margins. What the margins leave
 * open is the model's choice: a city that has more residents than registered people keeps 97 % of
 * its own, another keeps as many as are 98 % of its residents; 15 % of those who left live outside
 * the province, the others spread over the cities like all newcomers do; who is still missing in a
 * city came from outside the province.
 *
 * <p>A table of 100 000 places holds the matrix, so that the number of a person tells the place and
 * also the rank among those of one group: ranks are what keeps document numbers unique.
 */
final class Homes {

  /** People who hold numbers of one kind and area share a group; 0–21 are registered places. */
  static final int GROUPS = 25;

  static final int PERMIT_GROUP = 22;
  static final int RESIDENCE_CARD_GROUP = 23;
  static final int PASS_GROUP = 24;

  private static final int SIZE = 100_000;
  private static final int PLACES = Cities.COUNT + 1;

  /**
   * Of the people in the table: holders of permits, cards, passes and people without a register.
   */
  private static final int[] FEW = {120, 40, 90, 350};

  private final int[] cells = new int[SIZE];
  private final int[] ranks = new int[SIZE];
  private final int[] groupSizes = new int[GROUPS];

  Homes(long seed) {
    int next = fillFew();
    fill(next);
    shuffle(Streams.of(seed, 0, Purpose.HOMES));
    for (int i = 0; i < SIZE; i++) {
      ranks[i] = groupSizes[group(i)]++;
    }
  }

  /** City of registration, {@link Cities#OUTSIDE} if none. */
  int registered(long person) {
    return cells[position(person)] / PLACES % PLACES;
  }

  /** City of residence, {@link Cities#OUTSIDE} if none. */
  int resident(long person) {
    return cells[position(person)] % PLACES;
  }

  /** Whether the person only works here and is in no population register. */
  boolean isUnregistered(long person) {
    return kind(position(person)) == FEW.length;
  }

  int group(long person) {
    return group(position(person));
  }

  /** How many people of the same group have smaller numbers. */
  long rank(long person) {
    int position = position(person);
    return person / SIZE * groupSizes[group(position)] + ranks[position];
  }

  /** More ranks than a group can have among so many people. */
  long rankLimit(int group, long persons) {
    return (persons / SIZE + 1) * groupSizes[group];
  }

  private static int position(long person) {
    return (int) (person % SIZE);
  }

  private int kind(int position) {
    return cells[position] / (PLACES * PLACES);
  }

  private int group(int position) {
    int kind = kind(position);
    return kind == 0 || kind == FEW.length
        ? cells[position] / PLACES % PLACES
        : PERMIT_GROUP + kind - 1;
  }

  private int fillFew() {
    int next = 0;
    for (int kind = 1; kind <= FEW.length; kind++) {
      for (int i = 0; i < FEW[kind - 1]; i++) {
        int resident = deltaCity((i + 0.5) / FEW[kind - 1]);
        cells[next++] = (kind * PLACES + Cities.OUTSIDE) * PLACES + resident;
      }
    }
    return next;
  }

  /** The city of the delta in which a share of its residents is reached. */
  private static int deltaCity(double share) {
    double rest = share * IntStream.range(0, Cities.COUNT).mapToDouble(Homes::deltaResidents).sum();
    int city = 0;
    while (rest >= deltaResidents(city)) {
      rest -= deltaResidents(city);
      city++;
    }
    return city;
  }

  private static double deltaResidents(int city) {
    return Cities.isDelta(city) ? Cities.residents(city) : 0;
  }

  /** Largest remainders: the whole parts first, then one more for the largest fractions. */
  private void fill(int from) {
    double[] weights = weights();
    double total = Arrays.stream(weights).sum();
    int places = SIZE - from;
    int next = from;
    List<Integer> open = new ArrayList<>();
    for (int cell = 0; cell < weights.length; cell++) {
      weights[cell] = weights[cell] / total * places;
      for (int i = 0; i < (int) weights[cell]; i++) {
        cells[next++] = cell;
      }
      open.add(cell);
    }
    open.sort(
        Comparator.comparingDouble((Integer cell) -> -(weights[cell] % 1)).thenComparing(c -> c));
    for (int i = 0; next < SIZE; i++) {
      cells[next++] = open.get(i);
    }
  }

  private static double[] weights() {
    double[] staying = new double[Cities.COUNT];
    double[] left = new double[Cities.COUNT];
    double[] newcomers = new double[Cities.COUNT];
    double allNewcomers = 0;
    for (int city = 0; city < Cities.COUNT; city++) {
      staying[city] = Math.min(0.97 * Cities.registered(city), 0.98 * Cities.residents(city));
      left[city] = Cities.registered(city) - staying[city];
      newcomers[city] = Cities.residents(city) - staying[city];
      allNewcomers += newcomers[city];
    }
    double[] weights = new double[PLACES * PLACES];
    for (int city = 0; city < Cities.COUNT; city++) {
      weights[city * PLACES + city] = staying[city];
      weights[city * PLACES + Cities.OUTSIDE] = 0.15 * left[city];
      double fromOutside = newcomers[city];
      for (int origin = 0; origin < Cities.COUNT; origin++) {
        if (origin != city) {
          double moved = 0.85 * left[origin] * newcomers[city] / (allNewcomers - newcomers[origin]);
          weights[origin * PLACES + city] = moved;
          fromOutside -= moved;
        }
      }
      weights[Cities.OUTSIDE * PLACES + city] = fromOutside;
    }
    return weights;
  }

  private void shuffle(SplittableRandom random) {
    for (int i = SIZE - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int cell = cells[i];
      cells[i] = cells[j];
      cells[j] = cell;
    }
  }
}
