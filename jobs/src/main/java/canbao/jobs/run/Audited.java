package canbao.jobs.run;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of comparing tables with what they should hold.
 *
 * @param rows compared
 * @param differences a part of a sentence for each table with differing rows: its name and their
 *     keys, or how many people; nothing that names a person
 */
public record Audited(long rows, List<String> differences) {

  public Audited {
    differences = List.copyOf(differences);
  }

  public Audited with(Audited other) {
    List<String> all = new ArrayList<>(differences);
    all.addAll(other.differences);
    return new Audited(rows + other.rows, all);
  }
}
