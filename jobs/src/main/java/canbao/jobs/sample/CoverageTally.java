package canbao.jobs.sample;

import canbao.jobs.sample.CoverageCell.Basis;
import canbao.jobs.sample.TrueFacts.Place;
import java.io.Serializable;

/**
 * True counts of due and covered people, by the definitions of coverage.md but without any of the
 * product's code: people are looked at one by one and never as rows.
 *
 * <p>Places are the 21 cities, then 顺德, then the province.
 */
final class CoverageTally implements Serializable {

  static final int SHUNDE = Cities.COUNT;
  static final int PROVINCE = Cities.COUNT + 1;
  static final int PLACES = Cities.COUNT + 2;

  /** due and covered of a cell stand side by side. */
  private final long[] counts = new long[PLACES * CoverageCell.all().size() * 2];

  void add(Person person, int day) {
    TrueFacts facts = new TrueFacts(person, day);
    if (person.isKnown && person.isInPopulation && !facts.isDead()) {
      addTo(Basis.REGISTRATION, facts.registered(), facts);
      addTo(Basis.RESIDENCE, facts.resident(), facts);
    }
    if (person.isKnown) {
      addEnrolment(facts);
    }
  }

  void add(CoverageTally other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  long due(int place, CoverageCell cell) {
    return counts[index(place, cell)];
  }

  long covered(int place, CoverageCell cell) {
    return counts[index(place, cell) + 1];
  }

  private static int index(int place, CoverageCell cell) {
    return (place * CoverageCell.all().size() + cell.position()) * 2;
  }

  private void addTo(Basis basis, Place place, TrueFacts facts) {
    if (place.city() == Cities.OUTSIDE) {
      return;
    }
    for (CoverageCell cell : CoverageCell.of(basis)) {
      boolean covered = facts.isLive(cell.coverage());
      boolean due = cell.isHeadCount() || facts.isDue(cell.due());
      if (due) {
        count(place, cell, covered);
      }
    }
  }

  private void count(Place place, CoverageCell cell, boolean covered) {
    count(place.city(), cell, covered);
    count(PROVINCE, cell, covered);
    if (place.isShunde()) {
      count(SHUNDE, cell, covered);
    }
  }

  private void count(int place, CoverageCell cell, boolean covered) {
    int at = index(place, cell);
    counts[at]++;
    counts[at + 1] += covered ? 1 : 0;
  }

  private void addEnrolment(TrueFacts facts) {
    if (!facts.hasLiveRelation()) {
      return;
    }
    for (CoverageCell cell : CoverageCell.of(Basis.ENROLMENT)) {
      int pools = facts.poolsOf(cell.coverage());
      for (int place = 0; place <= SHUNDE; place++) {
        counts[index(place, cell) + 1] += pools >>> place & 1;
      }
      counts[index(PROVINCE, cell) + 1] += facts.isLive(cell.coverage()) ? 1 : 0;
    }
  }
}
