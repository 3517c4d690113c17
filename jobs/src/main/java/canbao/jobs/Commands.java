package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import canbao.jobs.run.RunContext;
import canbao.jobs.run.Settings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code canbao}; each calls one job, or all of a night's. */
@Command(
    name = "canbao",
    mixinStandardHelpOptions = true,
    description =
        "Social-insurance coverage by city: who should be insured, who is, and can the number be trusted.",
    footerHeading = "%nExample:%n",
    footer = {
      "  java -jar jobs/target/canbao.jar night --sample",
      "Help on one command: canbao COMMAND --help"
    })
final class Commands {

  /** What {@code --as-of} is, in each command that has it. */
  static final String DAY = "The day that is spoken about, yyyy-MM-dd; it must have ended.";

  private final Launcher launcher;

  Commands(Launcher launcher) {
    this.launcher = launcher;
  }

  @Command(
      name = "night",
      mixinStandardHelpOptions = true,
      description = {
        "The chain of a day: ingest, register, coverage, gate, release, usability, worklist, supervision.",
        "Prints what each step did, then the 21 cities and the province with rate, bounds, target,"
            + " gap in people and state.",
        "Every batch dated up to the day that was not taken yet is taken, in the order of dates.",
        "Running it again leaves the same tables."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  canbao night --as-of 2018-12-31",
        "  canbao night --sample      a province to look at: 100 000 people, every night there is"
      })
  int night(
      @Mixin SettingsOptions options,
      @Option(names = "--as-of", paramLabel = "DAY", description = DAY) String asOf,
      @Option(
              names = "--sample",
              description =
                  "First make a synthetic province if the landing folder is empty; without --as-of"
                      + " run every night there is.")
          boolean sample) {
    NightDays days = NightDays.of(asOf, sample, launcher.clock());
    Settings settings =
        days.given().isEmpty() ? options.settings() : options.settings(days.given().get(0));
    launcher.onLake(
        "night",
        settings,
        spark -> {
          if (sample) {
            launcher.sample(spark, settings, days.given());
          } else {
            days.given()
                .forEach(
                    day -> launcher.night(new RunContext(spark, settings, day, launcher.clock())));
          }
          launcher.out().println(NextStep.after(settings));
        });
    return 0;
  }

  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      description =
          "Makes the register of people, enrolments and states from what was taken: documents"
              + " checked, people linked, history kept.",
      footerHeading = "%nExample:%n",
      footer = "  canbao register --as-of 2018-12-31")
  int register(
      @Mixin SettingsOptions options,
      @Option(names = "--as-of", required = true, paramLabel = "DAY", description = DAY)
          String asOf) {
    return step("register", options, asOf);
  }

  @Command(
      name = "coverage",
      mixinStandardHelpOptions = true,
      description =
          "Decides for everybody whether he or she is due and covered, and counts by city, family"
              + " and denominator.",
      footerHeading = "%nExample:%n",
      footer = "  canbao coverage --as-of 2018-12-31")
  int coverage(
      @Mixin SettingsOptions options,
      @Option(names = "--as-of", required = true, paramLabel = "DAY", description = DAY)
          String asOf) {
    return step("coverage", options, asOf);
  }

  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description =
          "Publishes what passed the gate: copies of the tables and one row in the ledger. A held"
              + " city repeats its last released numbers.",
      footerHeading = "%nExample:%n",
      footer = "  canbao release --as-of 2018-12-31")
  int release(
      @Mixin SettingsOptions options,
      @Option(names = "--as-of", required = true, paramLabel = "DAY", description = DAY)
          String asOf) {
    return step("release", options, asOf);
  }

  @Command(
      name = "usability",
      mixinStandardHelpOptions = true,
      description =
          "Grades how far the numbers of each city and line can be used: volume, duplicates, missing"
              + " values, late lists, unlinked people. It changes no number.",
      footerHeading = "%nExample:%n",
      footer = "  canbao usability --as-of 2018-12-31")
  int usability(
      @Mixin SettingsOptions options,
      @Option(names = "--as-of", required = true, paramLabel = "DAY", description = DAY)
          String asOf) {
    return step("usability", options, asOf);
  }

  @Command(
      name = "measures",
      mixinStandardHelpOptions = true,
      description = {
        "Measures the enrolment records of a day: people with more than one id, with two spells at"
            + " once, with gaps in a year, who left without a reason; codes all 8, all 9 or blank.",
        "It changes no number; the day's coverage must have been counted."
      },
      footerHeading = "%nExample:%n",
      footer = "  canbao measures --as-of 2018-12-31")
  int measures(
      @Mixin SettingsOptions options,
      @Option(names = "--as-of", required = true, paramLabel = "DAY", description = DAY)
          String asOf) {
    LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
    launcher.measure(options.settings(day), day);
    return 0;
  }

  @Command(
      name = "sample",
      mixinStandardHelpOptions = true,
      description = {
        "Makes synthetic source files in the form of the contract, and the truth beside them.",
        "The same options give the same bytes."
      },
      footerHeading = "%nExample:%n",
      footer = "  canbao sample --out province --persons 1000000 --days 3 --seed 7 --dirt normal")
  int sample(@Mixin SettingsOptions options, @Mixin SampleOption sample) {
    SampleRequest request = sample.request(launcher.clock());
    launcher.aside("sample", options.settings(), spark -> launcher.make(spark, request));
    return 0;
  }

  @Command(
      name = "sql",
      mixinStandardHelpOptions = true,
      description = {
        "Runs one query on the lake's tables, named schema.table, and prints its rows.",
        "Only reads: SELECT, SHOW, DESCRIBE, EXPLAIN."
      },
      footerHeading = "%nExample:%n",
      footer = {
        "  canbao sql \"SELECT division_name, family, rate, gap FROM coverage.city_coverage",
        "              WHERE basis = 'residence' AND denominator = 'resident_due'\""
      })
  int sql(
      @Mixin SettingsOptions options,
      @Parameters(paramLabel = "QUERY", description = "The query, as one argument.") String query,
      @Option(
              names = "--limit",
              paramLabel = "ROWS",
              defaultValue = "1000",
              description = "Rows to print at most (default: ${DEFAULT-VALUE}).")
          int limit) {
    Settings settings = options.settings();
    launcher.aside(
        "sql",
        settings,
        spark -> {
          LakeQuery lake = LakeQuery.on(spark, settings.lake(), settings.conf());
          launcher.out().println(lake.drawn(query, limit));
        });
    return 0;
  }

  private int step(String name, SettingsOptions options, String asOf) {
    LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
    launcher.step(name, options.settings(day), day);
    return 0;
  }

  /** The days that {@code night} was asked for: one, or none for every night of a sample. */
  private record NightDays(List<LocalDate> given) {

    static NightDays of(String asOf, boolean sample, Clock clock) {
      if (asOf == null && !sample) {
        throw new JobFailure(
            ExitCode.USAGE,
            "The night of which day cannot be told",
            "neither --as-of nor --sample is given",
            "Give a day: --as-of 2018-12-31");
      }
      return new NightDays(
          asOf == null ? List.of() : List.of(BusinessDay.of("--as-of", asOf, clock)));
    }
  }
}
