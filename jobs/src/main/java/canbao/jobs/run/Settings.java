package canbao.jobs.run;

import canbao.jobs.anomaly.Watches;
import canbao.jobs.linkage.LinkModel;
import canbao.jobs.source.SourceSpec;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Everything that a province decides, read from {@code conf} and checked as a whole before Spark
 * starts.
 *
 * @param environment name of the file in {@code conf/env}
 * @param conf folder that all of this was read from
 * @param landing folder with a folder for each source
 * @param lake folder with a folder for each schema
 * @param secretFile key of the pseudonyms, outside the lake
 * @param log form of the log
 * @param countSuspended whether suspended relations ({@code AAC008} 2) count as live
 * @param retention how long {@code maintain} keeps files that a table's newest version does not
 *     have
 * @param carryStatesFrom from so many people on a night computes the state of those whom something
 *     touches alone
 * @param limits when a batch is refused
 * @param sources in the order of their file names
 * @param databases what sources are read from that send no files
 * @param links weights by which people are linked who have no number in common
 * @param plan what an evaluation judges by
 * @param supervision from where on the checks of the register speak
 * @param checks what is looked for, in the order of their ids
 * @param watches which numbers of a night are judged by their own past
 * @param usability how far numbers can be used; changes none
 * @param worklist who of the uncovered is visited first; it changes no number of coverage
 * @param disclosure which numbers of small areas and groups are hidden
 * @param assurance example people, and what must come of them; they decide nothing
 * @param spark settings of the session, by their full names
 */
public record Settings(
    String environment,
    Path conf,
    String landing,
    String lake,
    Path secretFile,
    LogForm log,
    boolean countSuspended,
    Retention retention,
    long carryStatesFrom,
    Limits limits,
    List<SourceSpec> sources,
    Databases databases,
    Denominators denominators,
    Targets targets,
    LinkModel links,
    Plan plan,
    Supervision supervision,
    List<Check> checks,
    Watches watches,
    Usability usability,
    Worklist worklist,
    Disclosure disclosure,
    List<AssuredPerson> assurance,
    Map<String, String> spark) {

  public Settings {
    sources = List.copyOf(sources);
    checks = List.copyOf(checks);
    spark = Collections.unmodifiableMap(new LinkedHashMap<>(spark));
  }

  /**
   * Reads and checks all files of a settings folder.
   *
   * @param conf folder of the settings
   * @param env name of a file in {@code conf/env}
   * @param overrides values for keys of that file, by dotted name: {@code limits.max_columns}
   * @throws JobFailure with every fault of every file, sorted by file and line
   */
  public static Settings load(Path conf, String env, Map<String, String> overrides) {
    return SettingsReader.read(conf, env, overrides);
  }

  /**
   * A source that an operator names.
   *
   * @throws JobFailure USAGE if no file declares it
   */
  public SourceSpec namedSource(String name) {
    return source(name).orElseThrow(() -> unknownSource(name));
  }

  private JobFailure unknownSource(String name) {
    List<String> known = sources.stream().map(SourceSpec::name).toList();
    return new JobFailure(
        ExitCode.USAGE,
        "The source '%s' cannot be used%s".formatted(name, Nearest.hint(name, known)),
        "no file in " + conf.resolve("sources") + " declares it",
        "Name one of them");
  }

  public Optional<SourceSpec> source(String name) {
    return sources.stream().filter(source -> source.name().equals(name)).findFirst();
  }

  /** What of an environment's file changes numbers, by dotted name. */
  public Map<String, String> decidedByEnvironment() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("count_suspended", Boolean.toString(countSuspended));
    keys.putAll(limits.keys());
    return keys;
  }

  /**
   * SHA-256 over everything that changes a number of a night; where rows come from does not. The
   * plan changes none: a night keeps its name when it does, and an evaluation has its own. Nor do
   * checks: findings are asked about, not counted; nor watches, which withhold at most.
   */
  public String fingerprint() {
    String decisions =
        String.join(
            "\n",
            Boolean.toString(countSuspended),
            limits.toString(),
            sources.toString(),
            denominators.toString(),
            targets.toString(),
            links.toString(),
            disclosure.toString());
    return DigestUtils.sha256Hex(decisions);
  }
}
