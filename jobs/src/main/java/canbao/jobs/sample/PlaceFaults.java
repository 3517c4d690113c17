package canbao.jobs.sample;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Faults of divisions. */
final class PlaceFaults {

  /** A card may lawfully be of another province. */
  private static final Set<Source> POOLS =
      EnumSet.of(Source.ENROLMENT_PENSION, Source.ENROLMENT_LABOUR, Source.ENROLMENT_MEDICAL);

  private static final Set<Source> ALL =
      EnumSet.of(
          Source.POPULATION,
          Source.ENROLMENT_PENSION,
          Source.ENROLMENT_LABOUR,
          Source.ENROLMENT_MEDICAL,
          Source.CARD);

  private PlaceFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("unknown_division", "Q22", 40, row -> set(row, "449901", "443300", "440099001"))
            .in(ALL),
        Fault.of("malformed_division", "Q22", 40, row -> set(row, "4401", "44O1O3", "广州市", "湖南省"))
            .in(ALL),
        Fault.of("pool_out_of_province", "Q22", 40, row -> set(row, "430104", "450881001"))
            .in(POOLS),
        Fault.of("retired_county", "nothing", 80, PlaceFaults::retire).in(ALL),
        Fault.of("full_width_division", "nothing", 40, PlaceFaults::widen).in(ALL));
  }

  private static boolean set(FaultyRow row, String... codes) {
    return row.set(FaultyRow.DIVISION, row.pick(codes));
  }

  /** A code of the same city that is no longer in force; 顺德 stays 顺德. */
  private static boolean retire(FaultyRow row) {
    String division = row.get(FaultyRow.DIVISION);
    int city = division.length() < 6 ? Cities.OUTSIDE : Cities.of(county(division));
    if (city == Cities.OUTSIDE) {
      return false;
    }
    boolean shunde = county(division) == Cities.SHUNDE;
    int[] retired =
        Arrays.stream(Counties.retired(city))
            .filter(code -> isShundeCity(code) == shunde && Cities.of(code) == city)
            .toArray();
    return retired.length > 0
        && row.set(FaultyRow.DIVISION, Integer.toString(retired[row.draw(retired.length)]));
  }

  /** 440681, which the crosswalk leads to 顺德. */
  private static boolean isShundeCity(int code) {
    return code == 440_681;
  }

  private static int county(String division) {
    return Integer.parseInt(division.substring(0, 6));
  }

  private static boolean widen(FaultyRow row) {
    return row.set(FaultyRow.DIVISION, NumberFaults.fullWidth(row.get(FaultyRow.DIVISION)));
  }
}
