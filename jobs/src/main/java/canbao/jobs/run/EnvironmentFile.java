package canbao.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code conf/env/<environment>.yml}: folders, limits and session of one place to run in. */
final class EnvironmentFile {

  /** What Canbao sets itself, because results would depend on it. */
  private static final List<String> FIXED =
      List.of(
          "spark.sql.session.timeZone",
          "spark.sql.extensions",
          "spark.sql.catalog.spark_catalog",
          "spark.sql.ansi.enabled",
          "spark.sql.caseSensitive");

  private static final Pattern POSTGRESQL = Pattern.compile("jdbc:postgresql://[^@\\s]+/[^@\\s]+");
  private static final Pattern CREDENTIAL =
      Pattern.compile("[?&](user|\\w*password)=", Pattern.CASE_INSENSITIVE);

  private final JsonNode root;

  private EnvironmentFile(JsonNode root) {
    this.root = root;
  }

  static EnvironmentFile read(Path path, Overrides overrides, Faults faults) {
    YamlFile file = YamlFile.read(path, "env.json", overrides, faults);
    FIXED.stream()
        .filter(name -> file.root().path("spark").has(name))
        .forEach(
            name ->
                file.faultOfKey(
                    Pointers.child("/spark", name),
                    "'%s' is fixed by Canbao: take it out".formatted(name)));
    checkSecret(file);
    checkDatabases(file);
    return new EnvironmentFile(file.root());
  }

  private static void checkSecret(YamlFile file) {
    String lake = file.root().path("lake").asText();
    String secret = file.root().path("secret_file").asText();
    if (localFolder(lake) == null && !Path.of(secret).isAbsolute()) {
      file.fault(
          "/secret_file", "must be an absolute path when the lake is on another file system");
    }
  }

  /** A fault never repeats an address, because that may hold the password that it must not. */
  private static void checkDatabases(YamlFile file) {
    file.root()
        .path("databases")
        .fields()
        .forEachRemaining(
            entry -> {
              String url = entry.getValue().path("url").asText();
              String place = Pointers.child("/databases", entry.getKey()) + "/url";
              if (!POSTGRESQL.matcher(url).matches()) {
                file.fault(place, "must be an address such as jdbc:postgresql://host:5432/name");
              } else if (CREDENTIAL.matcher(url).find()) {
                file.fault(place, "must not hold a user or a password");
              }
            });
  }

  /** The folder of a lake on this machine; null on another file system. */
  private static Path localFolder(String lake) {
    boolean plain = !lake.contains(":/");
    if (!plain && !lake.startsWith("file:")) {
      return null;
    }
    return plain ? Path.of(lake) : Path.of(URI.create(lake).getPath());
  }

  String landing() {
    return root.get("landing").asText();
  }

  String lake() {
    return root.get("lake").asText();
  }

  /** A relative path lies beside the lake, so that it goes with the lake wherever one starts. */
  Path secretFile() {
    Path secret = Path.of(root.get("secret_file").asText());
    return secret.isAbsolute() ? secret : localFolder(lake()).resolveSibling(secret);
  }

  LogForm log() {
    return LogForm.valueOf(root.get("log").asText().toUpperCase(Locale.ROOT));
  }

  boolean countSuspended() {
    return root.get("count_suspended").asBoolean();
  }

  Retention retention() {
    return new Retention(root.get("retention_days").asInt());
  }

  long carryStatesFrom() {
    return root.get("carry_states_from").asLong();
  }

  List<Database> databases() {
    List<Database> databases = new ArrayList<>();
    root.path("databases")
        .fields()
        .forEachRemaining(e -> databases.add(database(e.getKey(), e.getValue())));
    return databases;
  }

  private static Database database(String name, JsonNode declared) {
    return new Database(
        name,
        declared.path("url").asText(),
        declared.path("user").asText(),
        Optional.ofNullable(declared.get("password_file")).map(file -> Path.of(file.asText())),
        declared.path("connections").asInt(),
        declared.path("fetch_size").asInt());
  }

  Limits limits() {
    JsonNode limits = root.get("limits");
    return new Limits(
        limits.get("shrink_limit_bp").asInt(),
        limits.get("small_city_rows").asInt(),
        limits.get("small_city_loss").asInt(),
        limits.get("empty_key_limit_bp").asInt(),
        limits.get("max_record_bytes").asInt(),
        limits.get("max_columns").asInt(),
        limits.get("max_decompression_ratio").asInt(),
        limits.get("max_manifest_bytes").asInt(),
        limits.get("max_manifest_depth").asInt());
  }

  Map<String, String> spark() {
    Map<String, String> spark = new LinkedHashMap<>();
    root.get("spark").fields().forEachRemaining(e -> spark.put(e.getKey(), e.getValue().asText()));
    return spark;
  }
}
