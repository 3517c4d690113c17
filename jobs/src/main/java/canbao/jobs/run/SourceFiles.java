package canbao.jobs.run;

import canbao.jobs.source.SourceSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All of {@code conf/sources}: sources that declare their columns, and those that are like one. */
final class SourceFiles {

  private final Faults faults;
  private final Map<String, YamlFile> files = new LinkedHashMap<>();
  private final Map<String, SourceFile> sources = new LinkedHashMap<>();
  private final Map<String, LikeSourceFile> likes = new LinkedHashMap<>();
  private final Map<String, SourceSpec> specs = new TreeMap<>();

  private SourceFiles(Faults faults) {
    this.faults = faults;
  }

  /**
   * Reads the files of a folder.
   *
   * @param names of the files without {@code .yml}
   */
  static SourceFiles read(Path folder, List<String> names, Faults faults) {
    SourceFiles all = new SourceFiles(faults);
    for (String name : names) {
      all.files.put(
          name,
          YamlFile.read(
              folder.resolve(name + ".yml"),
              root -> LikeSourceFile.isLike(root) ? "source_like.json" : "source.json",
              faults));
    }
    all.resolve();
    return all;
  }

  /** By name. */
  List<SourceSpec> specs() {
    return List.copyOf(specs.values());
  }

  /** The groups whose members sources declare to send. */
  List<String> groups() {
    return specs.values().stream()
        .filter(source -> source.table().equals("group_member"))
        .flatMap(source -> source.column("GROUP").stream())
        .flatMap(column -> column.values().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The databases that sources name must be of the environment. */
  void checkDatabases(List<Database> databases) {
    files.values().forEach(file -> new DatabaseBlock(file).check(databases));
  }

  /** Where the batches are of sources that send no files; asked for once all files are sound. */
  List<DatabaseSource> ofDatabases() {
    return files.values().stream()
        .map(file -> new DatabaseBlock(file).source())
        .flatMap(Optional::stream)
        .toList();
  }

  private void resolve() {
    files.forEach(
        (name, file) -> {
          if (!LikeSourceFile.isLike(file.root())) {
            sources.put(name, SourceFile.of(file));
          }
        });
    files.forEach(
        (name, file) -> {
          if (LikeSourceFile.isLike(file.root())) {
            likes.put(name, LikeSourceFile.of(file, sources));
          }
        });
    sources.forEach((name, source) -> spec(name, source).ifPresent(spec -> specs.put(name, spec)));
    likes.forEach((name, source) -> spec(name, source).ifPresent(spec -> specs.put(name, spec)));
  }

  /** Empty if something is wrong with the file. */
  private Optional<SourceSpec> spec(String name, SourceFile source) {
    YamlFile file = files.get(name);
    if (!file.isSound()) {
      return Optional.empty();
    }
    return Optional.of(source.spec(CrosswalkFile.of(file, source.columns(), faults)));
  }

  private Optional<SourceSpec> spec(String name, LikeSourceFile source) {
    YamlFile file = files.get(name);
    if (!file.isSound() || !specs.containsKey(source.like())) {
      return Optional.empty();
    }
    SourceSpec other = specs.get(source.like());
    return Optional.of(
        source.spec(other, CrosswalkFile.of(file, source.columns(other.columns()), faults)));
  }
}
