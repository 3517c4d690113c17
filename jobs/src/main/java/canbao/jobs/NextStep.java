package canbao.jobs;

import canbao.jobs.run.Settings;

/** What a newcomer may do after a night. */
final class NextStep {

  private NextStep() {}

  static String after(Settings settings) {
    String query =
        "SELECT as_of, division_name, family, rate FROM release.city_coverage"
            + " WHERE denominator = '%s'".formatted(settings.denominators().headline());
    return """
        Tables (Delta): %1$s
        Next: java -jar jobs/target/canbao.jar sql --lake %1$s "%2$s"\
        """
        .formatted(settings.lake(), query);
  }
}
