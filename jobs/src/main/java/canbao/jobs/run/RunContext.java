package canbao.jobs.run;

import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;

/**
 * What a step is given: the session, the checked settings and the day that it speaks about.
 *
 * @param startedAt when the command was started; it says when something was done and never enters a
 *     number
 */
public record RunContext(
    SparkSession spark, Settings settings, LocalDate asOf, Instant startedAt) {}
