package canbao.jobs.database;

import static org.assertj.core.api.Assertions.assertThat;

import canbao.jobs.LocalCommand;
import canbao.jobs.LocalSpark;
import canbao.jobs.run.Database;
import canbao.jobs.run.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A database with two days of a province, full lists and then changes, which the user {@code
 * canbao} can read. Made once for all tests, each of which has a folder of its own in it.
 */
final class Bureau implements CloseableResource {

  static final String PASSWORD = "canbao's very own";

  private final Path folder;
  private final PostgresServer server;
  private final DatabaseProvince province;

  private Bureau(SparkSession spark) {
    try {
      folder = Files.createTempDirectory("bureau");
      server = new PostgresServer();
      Path files = folder.resolve("sample");
      String options = "--persons 1000 --days 2 --last-day 2018-12-30 --seed 3 --dirt normal";
      assertThat(
              new LocalCommand(spark, files, folder.resolve("no-lake"))
                  .run("sample " + options + " --out " + files)
                  .code())
          .isZero();
      province = new DatabaseProvince(server, files);
      province.load();
      server.execute(
          "CREATE USER canbao PASSWORD '" + PASSWORD.replace("'", "''") + "'",
          "GRANT USAGE ON SCHEMA handover TO canbao",
          "GRANT SELECT ON ALL TABLES IN SCHEMA handover TO canbao");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  PostgresServer server() {
    return server;
  }

  DatabaseProvince province() {
    return province;
  }

  Path folder(String test) {
    return folder.resolve(test);
  }

  /** Settings for a test whose password is right. */
  DatabaseConf conf(String test, List<String> sources) {
    return DatabaseConf.in(folder(test), server.url(), PASSWORD, sources);
  }

  /** The command line on the landing folder and lake of a test. */
  LocalCommand canbao(SparkSession spark, String test, DatabaseConf conf) {
    return new LocalCommand(spark, folder(test).resolve("landing"), folder(test).resolve("lake"))
        .with(conf.folder());
  }

  /** What tasks are given. */
  Access access() {
    Database bureau = declared(conf("access-" + System.nanoTime(), List.of()));
    return new Access(
        bureau.url(), bureau.user(), Password.of(bureau, variable -> null), bureau.fetchSize());
  }

  static Database declared(DatabaseConf conf) {
    return Settings.load(conf.folder(), "local", Map.of()).databases().all().get(0);
  }

  @Override
  public void close() throws IOException {
    server.close();
    FileUtils.deleteDirectory(folder.toFile());
  }

  /** Gives it to a test. */
  static final class Given implements ParameterResolver {

    private static final Namespace BUREAU = Namespace.create(Bureau.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Bureau.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(BUREAU)
          .getOrComputeIfAbsent(Bureau.class, unused -> new Bureau(LocalSpark.session()));
    }
  }
}
