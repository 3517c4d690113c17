package canbao.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.internal.config.ConfigEntry$;
import org.apache.spark.internal.config.Network$;
import org.apache.spark.internal.config.UI$;
import org.apache.spark.sql.delta.sources.DeltaSQLConf$;
import org.apache.spark.sql.internal.SQLConf$;
import org.apache.spark.sql.internal.StaticSQLConf$;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The environments that are delivered: for one machine, a cluster and a large one. */
class EnvironmentsTest {

  private static final Path CONF = Path.of("../conf");

  /** Spark knows a setting once the object that declares it is loaded, and they are in several. */
  @BeforeAll
  static void settingsAreKnown() {
    assertThat(
            List.of(
                org.apache.spark.internal.config.package$.MODULE$,
                Network$.MODULE$,
                UI$.MODULE$,
                SQLConf$.MODULE$,
                StaticSQLConf$.MODULE$,
                DeltaSQLConf$.MODULE$))
        .doesNotContainNull();
  }

  @Test
  void thereIsOneForEachSize() throws IOException {
    assertThat(environments()).containsExactly("cluster", "cluster-130m", "local");
  }

  @ParameterizedTest
  @MethodSource("environments")
  void anEnvironmentDecidesWhereAndHowLargeButNoNumber(String environment) {
    assertThat(load(environment).fingerprint()).isEqualTo(load("local").fingerprint());
  }

  @ParameterizedTest
  @MethodSource("environments")
  void everySettingOfSparkIsOneThatSparkOrDeltaKnows(String environment) {
    // The master alone is nowhere declared.
    assertThat(load(environment).spark().keySet())
        .filteredOn(name -> !name.equals("spark.master"))
        .allSatisfy(name -> assertThat(ConfigEntry$.MODULE$.findEntry(name)).as(name).isNotNull());
  }

  @ParameterizedTest
  @MethodSource("environments")
  void theReadmeSaysWhatItIsFor(String environment) throws IOException {
    assertThat(Files.readString(CONF.resolve("README.md"), StandardCharsets.UTF_8))
        .contains("`" + environment + ".yml` |");
  }

  @Test
  void onAClusterTheMasterIsThatOfSparkSubmitAndTheLogIsForMachines() {
    for (String environment : List.of("cluster", "cluster-130m")) {
      assertThat(load(environment).spark()).doesNotContainKey("spark.master");
      assertThat(load(environment).log()).isEqualTo(LogForm.JSON);
    }
  }

  private static Settings load(String environment) {
    return Settings.load(CONF, environment, Map.of());
  }

  static List<String> environments() throws IOException {
    try (Stream<Path> files = Files.list(CONF.resolve("env"))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.yml$", ""))
          .sorted()
          .toList();
    }
  }
}
