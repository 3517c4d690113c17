package canbao.jobs.maintain;

import canbao.jobs.lake.TableUpkeep;
import canbao.jobs.run.ReportTable;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What {@code maintain} did.
 *
 * @param tables all that were looked at
 * @param scratch files removed that killed commands had left
 * @param strangers folders and files of the lake that are no table of Canbao
 */
public record Maintained(List<TableUpkeep.Done> tables, long scratch, List<String> strangers) {

  public Maintained {
    tables = List.copyOf(tables);
    strangers = List.copyOf(strangers);
  }

  public long filesBefore() {
    return sum(TableUpkeep.Done::filesBefore);
  }

  public long filesAfter() {
    return sum(TableUpkeep.Done::filesAfter);
  }

  public long removed() {
    return sum(TableUpkeep.Done::removed) + scratch;
  }

  /** A row for each table of which files were joined or removed, and one for all. */
  public String drawn() {
    ReportTable drawn = ReportTable.of("table", "files before", "files after", "files removed");
    tables.stream()
        .filter(done -> !done.isNothing())
        .forEach(
            done -> drawn.add(done.table(), done.filesBefore(), done.filesAfter(), done.removed()));
    if (scratch > 0) {
      drawn.add("left by killed commands", 0L, 0L, scratch);
    }
    drawn.add("all %d tables".formatted(tables.size()), filesBefore(), filesAfter(), removed());
    return strangers.isEmpty()
        ? drawn.drawn()
        : drawn.drawn() + "\nNo tables of Canbao, left alone: " + String.join(", ", strangers);
  }

  private long sum(ToLongFunction<TableUpkeep.Done> files) {
    return tables.stream().mapToLong(files).sum();
  }
}
