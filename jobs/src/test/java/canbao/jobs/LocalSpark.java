package canbao.jobs;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the one local session shared by the whole test run. */
public final class LocalSpark implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return session();
  }

  /** The session, for what tests share. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    static final SparkSession SESSION =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.databricks.delta.snapshotPartitions", 2)
            .config("spark.databricks.delta.allFilesInCrc.verificationMode.enabled", false)
            .config(
                "spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled",
                false)
            .config("spark.databricks.delta.incremental.commit.forceVerifyInTests", false)
            .config("spark.sql.session.timeZone", "Asia/Shanghai")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config(
                "spark.sql.extensions",
                "io.delta.sql.DeltaSparkSessionExtension,canbao.udfs.CanbaoExtensions")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .getOrCreate();
  }
}
