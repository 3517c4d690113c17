package canbao.jobs.group;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A number of {@code coverage.group_coverage}: of people at one place with one value of a
 * dimension.
 *
 * @param basis by which place they are counted
 * @param division six digits
 * @param people none if they are not shown
 * @param hidden none if they are shown
 */
public record GroupNumber(
    String basis,
    String division,
    String family,
    Dimension dimension,
    String value,
    Optional<People> people,
    Optional<Hidden> hidden) {

  private static final int RATE_PLACES = 6;

  /** How many are due, and how many of them covered. */
  public record People(long due, long covered) {

    /** Covered / due, rounded half up to six places; empty where nobody is due. */
    public Optional<BigDecimal> rate() {
      return due == 0
          ? Optional.empty()
          : Optional.of(
              BigDecimal.valueOf(covered)
                  .divide(BigDecimal.valueOf(due), RATE_PLACES, RoundingMode.HALF_UP));
    }
  }

  /**
   * Why a number is not shown.
   *
   * @param reason {@link #FEW_IN_AREA} or {@link #FEW_IN_CELLS}
   * @param until last day on which it is not, as far as is known today
   */
  public record Hidden(String reason, LocalDate until) {

    /** Of a county of which nothing is shown. */
    static final String FEW_IN_AREA = "few_in_area";

    /**
     * Of a cell that has few people, or has to be hidden with others that have few. Which of the
     * two is not said: it would bound both.
     */
    static final String FEW_IN_CELLS = "few_in_cells";
  }
}
