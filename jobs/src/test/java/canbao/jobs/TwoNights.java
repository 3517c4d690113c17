package canbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Two nights of a clean province, made once for all tests. A test that changes the lake takes a
 * copy.
 */
final class TwoNights implements CloseableResource {

  static final List<String> DAYS = List.of("2018-12-29", "2018-12-30");

  private final Path folder;
  private final LocalCommand canbao;
  private final String printed;
  private final List<String> phases;

  private TwoNights(SparkSession spark) {
    try {
      folder = Files.createTempDirectory("two_nights");
      canbao = on(spark, lake());
      String options = "--persons 1200 --days 3 --seed 3 --dirt clean --out " + landing();
      assertThat(canbao.run("sample " + options).code()).isZero();
      LocalCommand.Outcome unusedFirst = night(canbao, DAYS.get(0));
      LocalCommand.Outcome[] second = new LocalCommand.Outcome[1];
      phases = Phases.of(spark, () -> second[0] = night(canbao, DAYS.get(1)));
      printed = second[0].out();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static LocalCommand.Outcome night(LocalCommand canbao, String day) {
    LocalCommand.Outcome night = canbao.run("night --as-of " + day);
    assertThat(night.err()).isEmpty();
    assertThat(night.code()).isZero();
    return night;
  }

  Path landing() {
    return folder.resolve("province");
  }

  Path lake() {
    return folder.resolve("lake");
  }

  /** Runs commands on the lake itself. */
  LocalCommand canbao() {
    return canbao;
  }

  /** What the second night printed. */
  String printed() {
    return printed;
  }

  /** What the second night called its jobs. */
  List<String> phases() {
    return phases;
  }

  /** A copy of the lake; the key of the pseudonyms goes with it. */
  Path copy(Path to) {
    try {
      FileUtils.copyDirectory(folder.resolve(".canbao").toFile(), to.resolve(".canbao").toFile());
      FileUtils.copyDirectory(lake().toFile(), to.resolve("lake").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to.resolve("lake");
  }

  /** Runs commands on a lake. */
  LocalCommand on(SparkSession spark, Path lake) {
    return new LocalCommand(spark, landing(), lake);
  }

  @Override
  public void close() throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
  }

  /** Gives them to a test. */
  static final class Given implements ParameterResolver {

    private static final Namespace NIGHTS = Namespace.create(TwoNights.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TwoNights.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(NIGHTS)
          .getOrComputeIfAbsent(TwoNights.class, unused -> new TwoNights(LocalSpark.session()));
    }
  }
}
