package canbao.jobs;

import java.time.LocalDate;

/**
 * A synthetic province as the command line asks for it.
 *
 * @param dirt clean, normal or heavy
 * @param lastDay date of the last night's batches
 * @param rhythm daily, month_ends or year_ends
 */
record SampleRequest(
    String out, long persons, int days, long seed, String dirt, LocalDate lastDay, String rhythm) {

  /** The province of {@code night --sample}. */
  static SampleRequest ofNewcomer(String out) {
    return new SampleRequest(out, 100_000, 3, 1, "normal", LocalDate.of(2018, 12, 31), "daily");
  }
}
