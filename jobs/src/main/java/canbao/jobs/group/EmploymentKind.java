package canbao.jobs.group;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;

/**
 * How people are employed, by their enrolment relations, live or suspended: somebody who has
 * stopped paying is still a flexible worker, and would otherwise be missing from the group whose
 * rate he lowers. Who has relations of several kinds is of the first one here.
 *
 * <p>What tells is the line, the employer's type (AAB019) and whether the person is retired
 * (AAC084). The identity (AAC066) tells nothing: its codes are a city's own, and one system may
 * have two sets of them. Medical rows have no employer's type: who has 310 without a relation that
 * names an employer pays for himself.
 */
public enum EmploymentKind {
  /** Line 120, or an employer that is an authority (30) or a public institution (21, 22, 23). */
  PUBLIC,
  /** Another employer, or a line that only employers pay. */
  EMPLOYEE,
  /** Self-employed (60), or an employee's line without an employer's type. */
  FLEXIBLE,
  /** Retired in the relation, or line 340. */
  RETIRED,
  /** Lines of residents. */
  RESIDENT,
  /** No relation at all. */
  NONE;

  private static final List<EmploymentKind> IN_ORDER = List.of(values());

  private static final Object[] PUBLIC_EMPLOYERS = {"21", "22", "23", "30"};
  private static final Object[] PAID_BY_EMPLOYERS = {"210", "410", "510"};
  private static final Object[] OF_RESIDENTS = {"170", "390"};
  private static final String SELF_EMPLOYED = "60";

  /** Of a relation: the kind that it speaks of, as a set of one. */
  public static Column set(Column line, Column employerType, Column retired) {
    Column isPaidByEmployer =
        line.isin(PAID_BY_EMPLOYERS)
            .or(employerType.isNotNull().and(employerType.notEqual(SELF_EMPLOYED)));
    return when(retired.equalTo("1").or(line.equalTo("340")), RETIRED.bit())
        .when(line.equalTo("120").or(employerType.isin(PUBLIC_EMPLOYERS)), PUBLIC.bit())
        .when(line.isin(OF_RESIDENTS), RESIDENT.bit())
        .when(isPaidByEmployer, EMPLOYEE.bit())
        .otherwise(FLEXIBLE.bit());
  }

  /** The number of the first kind of a set; that of {@link #NONE} if it is empty. */
  public static Column first(Column set) {
    Column number = lit(NONE.number());
    for (int i = NONE.number() - 1; i >= 0; i--) {
      number = when(set.bitwiseAND(IN_ORDER.get(i).bit()).notEqual(0), i).otherwise(number);
    }
    return number;
  }

  /** As in result rows. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private int bit() {
    return 1 << number();
  }

  private int number() {
    return IN_ORDER.indexOf(this);
  }
}
