package canbao.jobs.release;

import static org.apache.spark.sql.functions.col;

import canbao.jobs.lake.Lake;
import canbao.jobs.lake.Slice;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The definitions and rules that a release rests on, as the texts of the settings files, so that it
 * can be computed once more when {@code conf} says something else.
 *
 * <p>All files are kept but those of environments: these say where a command runs. What they decide
 * about numbers is kept by its value.
 *
 * @param texts by path below conf
 */
record Definitions(Map<String, String> texts) {

  /** What the environment decided, a key and its value a line. */
  private static final String SET = "set";

  /** Folders of conf that are no definitions: where a command runs, and questions in SQL. */
  private static final Set<String> APART = Set.of("env", "sql");

  /** Folders of which a release has all files that it rests on. */
  private static final List<String> LISTED = List.of("sources/", "rules/", "links/");

  /** Files that judge numbers and make none: those of now are read, whatever they were then. */
  private static final Set<String> OF_THE_PLAN =
      Set.of("indicators.csv", "series_breaks.csv", "contradictions.csv", "remarks.csv");

  Definitions {
    texts = new TreeMap<>(texts);
  }

  /** Writes them under the fingerprints of a release, unless they stand there. */
  static void keep(Lake lake, Ledger.Basis basis, Settings settings) {
    Slice slice = slice(basis);
    if (!lake.read(ReleaseTables.DEFINITION, slice).isEmpty()) {
      return;
    }
    List<Row> rows = new ArrayList<>();
    ofSettings(settings)
        .texts()
        .forEach(
            (path, text) ->
                rows.add(
                    RowFactory.create(
                        basis.definitionsFingerprint(), basis.rulesFingerprint(), path, text)));
    lake.replace(
        ReleaseTables.DEFINITION,
        lake.spark().createDataFrame(rows, ReleaseTables.DEFINITION.columns()),
        slice);
  }

  /**
   * Settings with the definitions that a release rests on, in the environment of now.
   *
   * @param place an empty folder for the files
   * @param now where the lake is, and in which environment
   * @throws JobFailure INPUT if they were not kept
   */
  static Settings ofRelease(Lake lake, Ledger.Entry release, Path place, Settings now) {
    Map<String, String> texts = new LinkedHashMap<>();
    lake.read(ReleaseTables.DEFINITION, slice(release.basis()))
        .select(col("path"), col("text"))
        .collectAsList()
        .forEach(row -> texts.put(row.getString(0), row.getString(1)));
    if (!texts.isEmpty()) {
      return new Definitions(texts).laidOut(place, now);
    }
    if (now.fingerprint().equals(release.basis().definitionsFingerprint())) {
      return now;
    }
    throw new JobFailure(
        ExitCode.INPUT,
        "Release " + release.releaseId() + " cannot be computed with the definitions of its time",
        "release.definition has none of fingerprint " + release.basis().definitionsFingerprint(),
        "Give the settings of then with --conf");
  }

  private static Slice slice(Ledger.Basis basis) {
    return Slice.where("definitions_fingerprint", basis.definitionsFingerprint())
        .and(Slice.where("rules_fingerprint", basis.rulesFingerprint()));
  }

  private static Definitions ofSettings(Settings settings) {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : files(settings.conf())) {
      String path = settings.conf().relativize(file).toString().replace('\\', '/');
      texts.put(path, read(file));
    }
    texts.put(
        SET,
        settings.decidedByEnvironment().entrySet().stream()
            .map(key -> key.getKey() + "=" + key.getValue())
            .collect(Collectors.joining("\n")));
    return new Definitions(texts);
  }

  private Settings laidOut(Path place, Settings now) {
    Map<String, String> files = new TreeMap<>(texts);
    ofSettings(now).texts().forEach((path, text) -> addUnlessOfThen(path, text, files));
    files.remove(SET);
    files.forEach((path, text) -> write(inside(place, path), text));
    String environment = "env/" + now.environment() + ".yml";
    write(inside(place, environment), read(now.conf().resolve(environment)));
    Map<String, String> overrides = new LinkedHashMap<>();
    texts
        .getOrDefault(SET, "")
        .lines()
        .map(line -> line.split("=", 2))
        .forEach(key -> overrides.put(key[0], key[1]));
    overrides.put("lake", now.lake());
    overrides.put("landing", now.landing());
    overrides.put("secret_file", now.secretFile().toAbsolutePath().toString());
    return Settings.load(place, now.environment(), overrides);
  }

  /** A kind of file that there was not then, and that this version may need, is that of now. */
  private static void addUnlessOfThen(String path, String text, Map<String, String> files) {
    if (OF_THE_PLAN.contains(path)) {
      files.put(path, text);
    } else if (LISTED.stream().noneMatch(path::startsWith)) {
      String unused = files.putIfAbsent(path, text);
    }
  }

  /** A path out of a table never leads out of the folder. */
  private static Path inside(Path place, String path) {
    Path file = place.resolve(path).normalize();
    if (!file.startsWith(place)) {
      throw new IllegalStateException("release.definition has a path outside of its folder");
    }
    return file;
  }

  private static List<Path> files(Path conf) {
    try (Stream<Path> all = Files.walk(conf)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !APART.contains(conf.relativize(file).getName(0).toString()))
          .filter(file -> file.toString().endsWith(".yml") || file.toString().endsWith(".csv"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + conf, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Path unusedFolder = Files.createDirectories(file.getParent());
      Path unusedFile = Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
