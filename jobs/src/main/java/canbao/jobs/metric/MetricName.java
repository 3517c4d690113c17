package canbao.jobs.metric;

import java.util.Optional;

/**
 * What a number of a night is of.
 *
 * @param kind as {@code conf/anomalies.yml} names it
 * @param subject a source or a family
 * @param source the subject, if it is one
 * @param detail of the subject, such as {@code changes.AAC003}; empty for none
 */
record MetricName(String kind, String subject, Optional<String> source, String detail) {

  static MetricName ofSource(String kind, String source, String detail) {
    return new MetricName(kind, source, Optional.of(source), detail);
  }

  static MetricName ofFamily(String kind, String family) {
    return new MetricName(kind, family, Optional.empty(), "");
  }

  /** As the tables have it: {@code rows_received.population.changes}. */
  String text() {
    String ofSubject = kind + "." + subject;
    return detail.isEmpty() ? ofSubject : ofSubject + "." + detail;
  }
}
