package canbao.jobs.run;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.TreeSet;

/** The faults of all settings files, so that the operator sees every one of them at once. */
public final class Faults {

  private final TreeSet<Fault> faults = new TreeSet<>();

  /** A fault of a whole file or folder. */
  public void add(Path file, String text) {
    faults.add(new Fault(file.toString(), 0, 0, text));
  }

  void add(Fault fault) {
    faults.add(fault);
  }

  boolean at(Spot spot) {
    return faults.stream()
        .anyMatch(fault -> new Spot(fault.file(), fault.line(), fault.column()).equals(spot));
  }

  boolean in(Path file) {
    return faults.stream().anyMatch(fault -> fault.file().equals(file.toString()));
  }

  /**
   * Ends the run when anything was found wrong.
   *
   * @throws JobFailure with all faults, sorted by file, line and column, when there are any
   */
  public void refuse() {
    refuse("settings", "nothing is computed from settings that are not exactly known");
  }

  /**
   * The same for other files than settings.
   *
   * @param where what the files are
   * @param why nothing is done
   */
  public void refuse(String where, String why) {
    if (faults.isEmpty()) {
      return;
    }
    String lines = faults.stream().map(Fault::toString).collect(joining("\n"));
    String number = faults.size() == 1 ? "1 fault" : faults.size() + " faults";
    throw new JobFailure(
        ExitCode.USAGE,
        "%s\n%s in %s".formatted(lines, number, where),
        why,
        "Correct what stands above and start again");
  }
}
