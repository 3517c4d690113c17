package canbao.jobs;

import canbao.jobs.explain.AskedDocument;
import canbao.jobs.run.Settings;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code explain}: why one person is or is not due and covered on a day. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a document number from standard input, never as an argument, and prints why the person"
          + " is or is not due and covered: every fact with its source, file and line, each"
          + " denominator, each relation, the stored row and rejected rows; numbers and names masked.",
      "One line: a number, or its type, a blank and the number; without a type a citizen's number."
          + " 3 if the number is nobody's.",
      "Who asked is logged in quality.explained. Changes no number, and does not wait for the lake."
    },
    footerHeading = "%nExample:%n",
    footer = "  canbao explain --as-of 2018-12-31 < number.txt")
final class ExplainCommand implements Callable<Integer> {

  private final Launcher launcher;
  private final StandardInput input;

  @Spec private CommandSpec spec;

  @Mixin private SettingsOptions options;

  @Option(names = "--as-of", required = true, paramLabel = "DAY", description = Commands.DAY)
  private String asOf;

  ExplainCommand(Launcher launcher, StandardInput input) {
    this.launcher = launcher;
    this.input = input;
  }

  @Override
  public Integer call() {
    LocalDate day = BusinessDay.of("--as-of", asOf, launcher.clock());
    Settings settings = options.settings();
    if (input.isTerminal()) {
      PrintWriter err = spec.commandLine().getErr();
      err.print("Document number, or its type, a blank and the number: ");
      err.flush();
    }
    launcher.explain(AskedDocument.of(input.line(), day), settings, day);
    return 0;
  }
}
