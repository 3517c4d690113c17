package canbao.jobs.profile;

import canbao.jobs.quality.Dimension;
import java.util.List;

/**
 * A rule that would fit the rows of a source.
 *
 * @param id without the name of the source
 * @param by who suggests it: canbao, deequ, or both
 * @param predicate SQL over a row as rules see it ({@code conf/rules/README.md})
 * @param column that it speaks of
 * @param kept an invented value that keeps the rule, as YAML
 * @param broken one that breaks it
 */
record Suggestion(
    String id,
    List<String> by,
    Dimension dimension,
    String en,
    String zh,
    String predicate,
    String column,
    String kept,
    String broken) {

  Suggestion {
    by = List.copyOf(by);
  }

  Suggestion by(List<String> others) {
    return new Suggestion(id, others, dimension, en, zh, predicate, column, kept, broken);
  }
}
