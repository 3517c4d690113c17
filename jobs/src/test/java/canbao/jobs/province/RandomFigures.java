package canbao.jobs.province;

import canbao.jobs.province.Shape.Figures;
import canbao.udfs.Places;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Published figures of the years of a province's nights, as its {@link Shape} has them; of some
 * cities second editions too, which are told like anything else.
 */
record RandomFigures(Shape shape, SplittableRandom random, RegisterRows rows) {

  private static final String POPULATION = "RESIDENT_POPULATION";
  private static final String SHARE = "SHARE_16PLUS_BP";

  void add() {
    if (shape.figures() == Figures.NONE) {
      return;
    }
    for (int year = shape.begin().getYear(); year <= shape.last().getYear(); year++) {
      for (Places.City city : Places.cities()) {
        add(city.code(), year);
      }
      if (random.nextInt(3) == 0) {
        add("440000", year);
      }
      add("440606", year);
    }
  }

  private void add(String division, int year) {
    boolean isOne = shape.figures() != Figures.OF_SOME_CITIES || random.nextBoolean();
    if (isOne) {
      add(POPULATION, division, year, "first", population(), Telling.always(shape));
      add(SHARE, division, year, "first", share(), Telling.always(shape));
    }
    if (random.nextInt(8) == 0) {
      new Telling(shape, random)
          .ofAThing()
          .forEach(times -> add(POPULATION, division, year, "second", population(), times));
    }
  }

  private String population() {
    return switch (shape.figures()) {
      case ZERO -> "0";
      case BELOW_COVERED -> Integer.toString(random.nextInt(3));
      case UNREADABLE -> random.nextBoolean() ? "约 1000" : "500";
      case ANY -> Integer.toString(random.nextInt(4) == 0 ? 0 : random.nextInt(400));
      default -> Integer.toString(1000 + random.nextInt(100));
    };
  }

  private String share() {
    return switch (shape.figures()) {
      case ZERO -> random.nextBoolean() ? "0" : "8000";
      case UNREADABLE -> random.nextBoolean() ? "10001" : "8000";
      case ANY -> Integer.toString(random.nextInt(10_002));
      default -> "8000";
    };
  }

  private void add(
      String code,
      String division,
      int year,
      String edition,
      String value,
      Map<String, Object> times) {
    Map<String, Object> row = new TreeMap<>(times);
    row.put("source", "statistic");
    row.put("code", code);
    row.put("division", division);
    row.put("year", year);
    row.put("edition", edition);
    row.put("value", value);
    row.put("unit", shape.figures() == Figures.UNREADABLE && random.nextBoolean() ? "户" : "人");
    rows.add("statistic", row);
  }
}
