package canbao.jobs.run;

import canbao.jobs.anomaly.Watches;
import canbao.jobs.source.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the files of a settings folder and refuses them all together. */
final class SettingsReader {

  private final Path conf;
  private final Faults faults = new Faults();

  private SettingsReader(Path conf) {
    this.conf = conf;
  }

  static Settings read(Path conf, String environment, Map<String, String> overrides) {
    if (!Files.isDirectory(conf)) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The settings folder " + conf + " cannot be used",
          "there is no such folder",
          "Start Canbao where its conf folder is, or name the folder with --conf");
    }
    return new SettingsReader(conf).read(environment, new Overrides(overrides));
  }

  private Settings read(String environment, Overrides overrides) {
    EnvironmentFile env = environment(environment, overrides);
    SourceFiles sources = sources();
    sources.checkDatabases(env.databases());
    DenominatorFile denominators = DenominatorFile.read(conf.resolve("denominators.yml"), faults);
    TargetFile targets = TargetFile.read(conf.resolve("targets.yml"), faults);
    Optional<LinkModelFile> links = LinkModelFile.inUse(conf, names(conf.resolve("links")), faults);
    Plan plan = plan(sources.groups());
    Optional<Supervision> supervision = Supervision.read(conf.resolve("supervision.yml"), faults);
    List<Check> checks = Check.read(conf.resolve("codes").resolve("checks.csv"), faults);
    Optional<Watches> watches =
        AnomalyFile.read(conf.resolve("anomalies.yml"), names(sources), faults);
    Optional<Usability> usability =
        UsabilityFile.read(
            conf.resolve("usability.yml"), sources.specs(), denominators.ids(), faults);
    Optional<Worklist> worklist =
        Worklist.read(
            conf.resolve("worklist.yml"),
            UnenrolledReason.read(conf.resolve("codes").resolve("unenrolled_reasons.csv"), faults),
            faults);
    Optional<Disclosure> disclosure = Disclosure.read(conf.resolve("disclosure.yml"), faults);
    List<AssuredPerson> assurance =
        AssuranceFile.read(conf.resolve("assurance.yml"), denominators.ids(), faults);
    PlaceFiles.check(conf.resolve("places"), faults);
    faults.refuse();

    return new Settings(
        environment,
        conf,
        env.landing(),
        env.lake(),
        env.secretFile(),
        env.log(),
        env.countSuspended(),
        env.retention(),
        env.carryStatesFrom(),
        env.limits(),
        sources.specs(),
        new Databases(env.databases(), sources.ofDatabases()),
        denominators.denominators(),
        targets.targets(),
        links.orElseThrow().model(),
        plan,
        supervision.orElseThrow(),
        checks,
        watches.orElseThrow(),
        usability.orElseThrow(),
        worklist.orElseThrow(),
        disclosure.orElseThrow(),
        assurance,
        env.spark());
  }

  private Plan plan(List<String> groups) {
    IndicatorFile indicators = IndicatorFile.read(conf.resolve("indicators.csv"), groups, faults);
    BoxRows rows = new BoxRows(indicators.planned(), indicators.finished());
    return new Plan(
        indicators.planned(),
        indicators.finished(),
        SeriesBreak.read(conf.resolve("series_breaks.csv"), rows, faults),
        Contradiction.read(conf.resolve("contradictions.csv"), rows, faults),
        Remark.read(conf.resolve("remarks.csv"), rows, faults));
  }

  private EnvironmentFile environment(String name, Overrides overrides) {
    Path folder = conf.resolve("env");
    List<String> known = names(folder);
    if (!known.contains(name)) {
      faults.add(folder, "has no environment '%s'%s".formatted(name, Nearest.hint(name, known)));
      faults.refuse();
    }
    return EnvironmentFile.read(folder.resolve(name + ".yml"), overrides, faults);
  }

  private static List<String> names(SourceFiles sources) {
    return sources.specs().stream().map(SourceSpec::name).toList();
  }

  private SourceFiles sources() {
    Path folder = conf.resolve("sources");
    List<String> names = names(folder);
    if (names.isEmpty()) {
      faults.add(folder, "has no file that declares a source");
    }
    return SourceFiles.read(folder, names, faults);
  }

  /** Names of the {@code .yml} files of a folder, sorted; other spellings of it are faults. */
  private List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      faults.add(folder, "is missing");
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      names.stream()
          .filter(name -> name.endsWith(".yaml"))
          .forEach(name -> faults.add(folder.resolve(name), "must end in .yml to be read"));
      return names.stream()
          .filter(name -> name.endsWith(".yml"))
          .map(name -> name.substring(0, name.length() - ".yml".length()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
