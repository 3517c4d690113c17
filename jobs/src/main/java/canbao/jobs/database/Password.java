package canbao.jobs.database;

import canbao.jobs.run.Database;
import canbao.jobs.run.ExitCode;
import canbao.jobs.run.JobFailure;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** A password, which no print of it shows. */
final class Password implements Serializable {

  private static final String VARIABLE = "CANBAO_DATABASE_";

  private final String text;

  private Password(String text) {
    this.text = text;
  }

  /**
   * The password of a database: from the environment, else from the file of the settings.
   *
   * @param environment gives a variable's value, null if there is none
   * @throws JobFailure USAGE if there is none, or if everybody on the machine can read the file
   */
  static Password of(Database database, UnaryOperator<String> environment) {
    String variable = VARIABLE + database.name().toUpperCase(Locale.ROOT);
    String given = environment.apply(variable);
    if (given != null) {
      return new Password(given);
    }
    Path file =
        database
            .passwordFile()
            .orElseThrow(
                () ->
                    missing(
                        database,
                        "there is no variable %s and no password_file".formatted(variable)));
    return new Password(firstLine(database, file));
  }

  /** For the driver alone. */
  String text() {
    return text;
  }

  @Override
  public String toString() {
    return "a password";
  }

  private static String firstLine(Database database, Path file) {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw missing(database, file + " can be read by everybody on the machine");
      }
      return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw missing(database, file + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static JobFailure missing(Database database, String reason) {
    return new JobFailure(
        ExitCode.USAGE,
        "The password of the database " + database.name() + " cannot be had",
        reason,
        "Put it into the variable %s%s, or into a file that only Canbao's user can read and name it as password_file in conf/env"
            .formatted(VARIABLE, database.name().toUpperCase(Locale.ROOT)));
  }
}
