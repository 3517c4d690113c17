package canbao.jobs;

import canbao.jobs.coverage.CoverageExplained;
import canbao.jobs.explain.AskedDocument;
import canbao.jobs.explain.AskedLog;
import canbao.jobs.explain.KnownPeople;
import canbao.jobs.explain.RejectedRows;
import canbao.jobs.explain.Suspected;
import canbao.jobs.lake.Lake;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.Phase;
import canbao.jobs.run.RunContext;
import canbao.jobs.source.LakePseudonym;
import java.util.ArrayList;
import java.util.List;

/** The whole reasoning about the people of one document on a day, for an officer to read. */
final class Explanation {

  private Explanation() {}

  /**
   * Logs that it was asked, then explains everybody whom the document means.
   *
   * @return numbers and names masked
   * @throws JobFailure INPUT if the document is nobody's, or nothing is known yet
   */
  static String of(RunContext context, AskedDocument asked) {
    Phase.begin(context.spark(), "explain: what is known of " + context.asOf());
    Lake lake = new Lake(context.spark(), context.settings().lake());
    CoverageExplained coverage = CoverageExplained.of(context);
    Phase.begin(context.spark(), "explain: whom a document means");
    KnownPeople people =
        KnownPeople.find(
            lake, LakePseudonym.of(lake, context.settings()), asked, coverage.knownOn());
    // First, so that nothing is shown that was not logged.
    new AskedLog(lake, context).add(people, coverage.runId());
    List<Long> keys = people.keys();
    if (keys.isEmpty()) {
      throw nobody(lake);
    }
    List<String> reasons = coverage.people(keys, people.documents());
    Phase.begin(context.spark(), "explain: findings about a person");
    Suspected suspected = Suspected.of(lake, people.documents());
    List<String> parts = new ArrayList<>();
    parts.add(coverage.heading());
    for (int i = 0; i < keys.size(); i++) {
      long key = keys.get(i);
      parts.add("Person %d of %d, key %d".formatted(i + 1, keys.size(), key));
      parts.add("register.identity\n" + people.drawn(key));
      parts.add(reasons.get(i));
      parts.add("supervision.finding\n" + suspected.drawn(people.documents(key)));
    }
    Phase.begin(context.spark(), "explain: rejected rows of a document");
    parts.add("quality.rejected\n" + RejectedRows.drawn(lake, asked, context.asOf()));
    return String.join("\n\n", parts);
  }

  private static JobFailure nobody(Lake lake) {
    return new JobFailure(
        ExitCode.INPUT,
        "The document that was asked for is nobody's",
        "register.identity of the lake "
            + lake.folder()
            + " knows it neither as a valid number nor"
            + " as a text",
        "Check the number, and give its type before it if it is no citizen's: 04, 05 or 06 and a"
            + " blank for a pass, 07 or 16 for a permit");
  }
}
