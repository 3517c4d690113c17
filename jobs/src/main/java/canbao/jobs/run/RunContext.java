package canbao.jobs.run;

import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;

/** What a step is given: the session, the checked settings and the day that it speaks about. */
public record RunContext(SparkSession spark, Settings settings, LocalDate asOf) {}
