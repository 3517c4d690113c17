package canbao.jobs;

import canbao.jobs.run.ExitCode;
import canbao.jobs.run.Nearest;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Says what is wrong with a command line, names what may have been meant, and ends with 2. */
final class WrongUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    String told = told(exception, command);
    err.println("canbao: " + told + (told.endsWith("?") || told.endsWith(".") ? "" : "."));
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE.code();
  }

  /** A word that nobody knows goes before an option that is missing: it may be that option. */
  private static String told(ParameterException exception, CommandLine command) {
    List<String> unknown = command.getUnmatchedArguments();
    Optional<String> option = unknown.stream().filter(word -> word.startsWith("-")).findFirst();
    if (option.isPresent()) {
      return unknown("option", option.get(), command.getCommandSpec().optionsMap().keySet());
    }
    boolean isCommand = !unknown.isEmpty() && command.getParent() == null;
    return isCommand
        ? unknown("command", unknown.get(0), command.getSubcommands().keySet())
        : exception.getMessage();
  }

  private static String unknown(String what, String word, Collection<String> known) {
    String name = word.replaceFirst("=.*", "");
    return "unknown %s '%s'%s".formatted(what, name, Nearest.hint(name, known));
  }
}
