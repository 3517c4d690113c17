package canbao.jobs.coverage;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What decides about people on a day: the register's rows in force, or made-up ones. */
interface DayRows {

  /** Rows as {@code register.person} has them. */
  Dataset<Row> persons();

  /** Rows as {@code register.status} has them. */
  Dataset<Row> statuses();

  /** Rows as {@code register.enrolment} has them. */
  Dataset<Row> enrolments();

  /** Rows as {@code register.group_member} has them; a province may have none. */
  Optional<Dataset<Row>> groupMembers();

  /** For whom the rows of people outside the population count. */
  PeopleLinks links();
}
