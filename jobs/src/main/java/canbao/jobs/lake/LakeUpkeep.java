package canbao.jobs.lake;

import canbao.jobs.run.JobFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;

/**
 * What lies in a lake's folder: the tables that can be kept, what is none of them, and what
 * commands that were killed have left.
 *
 * @param tables known ones that were written to
 * @param strangers paths of all else, as {@code schema/table}; nobody touches them
 */
public record LakeUpkeep(Lake lake, List<TableUpkeep> tables, List<String> strangers) {

  /**
   * Looks through a lake and opens the log of each table.
   *
   * @param known names of tables, {@code schema.table}
   * @throws JobFailure USAGE if a table cannot be read
   */
  public static LakeUpkeep of(Lake lake, Set<String> known) {
    List<TableUpkeep> tables = new ArrayList<>();
    List<String> strangers = new ArrayList<>();
    for (FileStatus schema : folder(lake, "").inside()) {
      String name = schema.getPath().getName();
      if (!schema.isDirectory()
          || known.stream().noneMatch(table -> table.startsWith(name + "."))) {
        strangers.add(name);
        continue;
      }
      for (FileStatus table : folder(lake, "/" + name).inside()) {
        String qualified = name + "." + table.getPath().getName();
        if (known.contains(qualified) && table.isDirectory()) {
          TableUpkeep.of(lake, qualified).ifPresent(tables::add);
        } else {
          strangers.add(qualified.replace('.', '/'));
        }
      }
    }
    return new LakeUpkeep(lake, List.copyOf(tables), List.copyOf(strangers));
  }

  /**
   * Removes the rows that a killed command has put aside. Only for who has the lake alone.
   *
   * @return files
   */
  public long clearScratch() {
    Folder scratch = folder(lake, "/" + Scratch.FOLDER);
    if (!scratch.isThere()) {
      return 0;
    }
    long files = scratch.dataFiles();
    scratch.delete();
    return files;
  }

  private static Folder folder(Lake lake, String below) {
    return Folder.of(lake.spark().sessionState().newHadoopConf(), lake.folder() + below);
  }
}
