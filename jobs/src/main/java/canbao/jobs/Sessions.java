package canbao.jobs;

import canbao.jobs.run.Settings;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** Gives a session for the time of some work. */
@FunctionalInterface
interface Sessions {

  void use(Settings settings, String name, Consumer<SparkSession> work);
}
