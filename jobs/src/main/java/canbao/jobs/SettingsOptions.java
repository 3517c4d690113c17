package canbao.jobs;

import canbao.jobs.quality.RuleCatalogue;
import canbao.jobs.run.Settings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that every command which reads settings has. */
final class SettingsOptions {

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      defaultValue = "conf",
      description = "Folder of the settings (default: ${DEFAULT-VALUE}).")
  private Path conf;

  @Option(
      names = "--env",
      paramLabel = "NAME",
      defaultValue = "local",
      description = "Environment: conf/env/NAME.yml (default: ${DEFAULT-VALUE}).")
  private String env;

  @Option(
      names = "--landing",
      paramLabel = "DIR",
      description = "Folder of the source files, in place of the environment's.")
  private String landing;

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      description = "Folder of the Delta tables, in place of the environment's.")
  private String lake;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Another value for a key of the environment's file; may be given many times."
              + " Example: --set limits.max_columns=500 --set spark.sql.shuffle.partitions=8")
  private Map<String, String> set = new LinkedHashMap<>();

  /** The settings; the rules are read too, so that a wrong one is told before Spark starts. */
  Settings settings() {
    Settings settings = loaded();
    RuleCatalogue unusedRules = RuleCatalogue.load(conf);
    return settings;
  }

  /** The same for the night of a day, on which no waiver of a rule may have ended. */
  Settings settings(LocalDate asOf) {
    Settings settings = loaded();
    RuleCatalogue unusedRules = RuleCatalogue.load(conf, asOf);
    return settings;
  }

  private Settings loaded() {
    Map<String, String> overrides = new LinkedHashMap<>(set);
    if (landing != null) {
      overrides.put("landing", landing);
    }
    if (lake != null) {
      overrides.put("lake", lake);
    }
    return Settings.load(conf, env, overrides);
  }
}
