package canbao.jobs;

import static java.util.stream.Collectors.joining;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Ends a command that failed: a failure that the operator can act on with its message and code,
 * anything else as a bug. A bug's own message is never shown, because it may hold a person's data.
 */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    return handle(exception, command.getErr());
  }

  static int handle(Throwable failure, PrintWriter err) {
    Optional<JobFailure> told =
        causes(failure)
            .filter(JobFailure.class::isInstance)
            .map(JobFailure.class::cast)
            .findFirst();
    if (told.isPresent()) {
      String message = told.get().getMessage();
      // Places of several lines begin their line, so that an editor can follow them.
      err.println(message.contains("\n") ? message : "canbao: " + message);
      return told.get().exitCode().code();
    }
    err.println("canbao: This is a bug in Canbao, not in your data or settings.");
    causes(failure).map(Failures::described).forEach(err::println);
    err.println(
        "The log is what stands above on standard error. Report both; neither holds data of people.");
    return ExitCode.BUG.code();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
  }

  /** The class and our own frames. */
  private static String described(Throwable cause) {
    List<String> ours =
        Arrays.stream(cause.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("canbao."))
            .map(frame -> "\n    at " + frame)
            .toList();
    return "  " + cause.getClass().getName() + ours.stream().limit(12).collect(joining());
  }
}
