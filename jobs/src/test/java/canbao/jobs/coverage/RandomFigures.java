package canbao.jobs.coverage;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.TableHome;
import canbao.jobs.register.RegisterTables;
import canbao.udfs.Places;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Published figures of all cities and both years of {@link RandomRegister}, and of three cities
 * second editions that are told, taken back and learned of on any day. All are larger than a city
 * has people.
 */
final class RandomFigures {

  private static final int SPAN = 75;

  private final TableHome home;
  private final SplittableRandom random;
  private final List<Row> rows = new ArrayList<>();

  private RandomFigures(TableHome home, long seed) {
    this.home = home;
    this.random = new SplittableRandom(seed);
  }

  static void write(Lake lake, long seed) {
    TableHome home =
        RegisterTables.all().stream()
            .filter(table -> table.name().equals("statistic"))
            .findFirst()
            .orElseThrow();
    RandomFigures figures = new RandomFigures(home, seed);
    for (int year : List.of(RandomRegister.FIRST.getYear(), RandomRegister.LAST.getYear())) {
      for (Places.City city : Places.cities()) {
        figures.add("RESIDENT_POPULATION", city.code(), year, Map.of("value", "1000"));
        figures.add("SHARE_16PLUS_BP", city.code(), year, Map.of("value", "8000"));
      }
      for (String city : List.of("440100", "440300", "440600")) {
        figures.addSecondEditions(city, year);
      }
    }
    lake.add(home, lake.spark().createDataFrame(figures.rows, home.columns()));
  }

  /** One to three rows of one figure, each with any times. */
  private void addSecondEditions(String city, int year) {
    int versions = 1 + random.nextInt(3);
    for (int version = 0; version < versions; version++) {
      Map<String, Object> times = new TreeMap<>();
      times.put("edition", "second");
      times.put("value", Integer.toString(500 + random.nextInt(100)));
      times.put("valid_from", random.nextInt(3) == 0 ? null : day());
      boolean hasEnded = random.nextBoolean();
      times.put("valid_to", hasEnded ? day() : null);
      times.put("known_to", hasEnded ? RandomRegister.KNOWN : null);
      times.put("correction", version);
      times.put("is_absent", version > 0 && random.nextInt(3) == 0);
      add("RESIDENT_POPULATION", city, year, times);
    }
  }

  private void add(String code, String division, int year, Map<String, Object> said) {
    Map<String, Object> row =
        new TreeMap<>(
            Map.of(
                "source",
                "statistic",
                "code",
                code,
                "division",
                division,
                "year",
                year,
                "unit",
                "人",
                "edition",
                "first"));
    row.putAll(said);
    rows.add(RandomRegister.row(home, row));
  }

  private LocalDate day() {
    return RandomRegister.FIRST.minusDays(5).plusDays(random.nextInt(SPAN));
  }
}
