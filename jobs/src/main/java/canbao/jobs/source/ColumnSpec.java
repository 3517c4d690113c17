package canbao.jobs.source;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One declared column of a source.
 *
 * @param name as rules and tables call it
 * @param header as the file's header calls it, in its read form; several columns may be read from
 *     one
 * @param kind how its text is read
 * @param required whether a file without the column refuses its batch
 * @param values declared values in their read form; empty when any value may come
 * @param crosswalk what a sent code or document type means in ours, both in their read form;
 *     applied before the declared values are looked at
 */
public record ColumnSpec(
    String name,
    String header,
    ColumnKind kind,
    boolean required,
    List<String> values,
    Map<String, String> crosswalk)
    implements Serializable {

  public ColumnSpec {
    values = List.copyOf(values);
    crosswalk = Collections.unmodifiableMap(new LinkedHashMap<>(crosswalk));
  }
}
