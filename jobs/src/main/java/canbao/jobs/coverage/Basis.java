package canbao.jobs.coverage;

import java.util.Locale;

/** Which city of a person counts. */
enum Basis {
  REGISTRATION,
  RESIDENCE,
  /** The city of the pool: people count where they are enrolled, due or not. */
  ENROLMENT;

  /** As in result rows and in {@code conf/denominators.yml}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
