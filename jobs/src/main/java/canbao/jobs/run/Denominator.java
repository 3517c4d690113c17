package canbao.jobs.run;

import java.util.List;

/**
 * Who is due, as Spark SQL predicates over the facts of a person on the night's day.
 *
 * @param id name in every result row, such as {@code resident_due}
 * @param basis {@code registration} or {@code residence}: which city of a person counts
 * @param pension predicate that is never NULL
 * @param medical predicate that is never NULL
 * @param admissibleFor {@code pension}, {@code medical}: the families whose rate may be judged by
 *     it
 */
public record Denominator(
    String id,
    String basis,
    String titleZh,
    String titleEn,
    String pension,
    String medical,
    List<String> admissibleFor) {

  public Denominator {
    admissibleFor = List.copyOf(admissibleFor);
  }
}
