package canbao.jobs.coverage;

import canbao.udfs.Places;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums of people by division that groups are added to; one of fewer people takes them away. */
final class PeopleTally {

  private final List<PeopleCount> counts;
  private final Map<String, long[]> sums = new LinkedHashMap<>();

  PeopleTally(List<PeopleCount> counts) {
    this.counts = List.copyOf(counts);
    sums.put(CityCounts.PROVINCE, new long[counts.size()]);
    Places.cities().forEach(city -> sums.put(city.code(), new long[counts.size()]));
    sums.put(PersonState.MEMO, new long[counts.size()]);
  }

  void add(PersonGroup group) {
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i).isOf(group)) {
        for (String division : group.divisions()) {
          sums.get(division)[i] += group.people();
        }
      }
    }
  }

  /** In the order of what is counted, by province, cities and memo district. */
  Map<String, long[]> sums() {
    return sums;
  }
}
