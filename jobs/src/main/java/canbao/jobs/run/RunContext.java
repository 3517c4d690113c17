package canbao.jobs.run;

import java.time.Clock;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;

/**
 * What a step is given: the session, the checked settings and the day that it speaks about.
 *
 * @param clock says when something is done, which never enters a number
 */
public record RunContext(SparkSession spark, Settings settings, LocalDate asOf, Clock clock) {}
