package canbao.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key of the pseudonyms, kept outside the lake. */
public final class SecretFile {

  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
  private static final int BYTES = 32;

  /** Goes before the file. */
  public static final String VARIABLE = "CANBAO_SECRET";

  private SecretFile() {}

  /**
   * Makes a file with a new random key if the environment is {@code local} and there is neither a
   * file nor a variable, readable by its owner alone, and says so. Only for a lake that holds
   * nobody yet: people in it are known by the key they came with.
   *
   * @throws JobFailure USAGE if it cannot be made
   */
  public static void createIfLocal(Settings settings) {
    if (settings.environment().equals("local") && System.getenv(VARIABLE) == null) {
      createIfAbsent(settings.secretFile());
    }
  }

  /**
   * The key: from the environment variable {@value #VARIABLE}, else from the file of the settings.
   *
   * @throws JobFailure USAGE if there is none or it is too short
   */
  public static byte[] of(Settings settings) {
    String variable = System.getenv(VARIABLE);
    return variable == null
        ? longEnough(bytes(settings.secretFile()), place(settings))
        : longEnough(variable.strip().getBytes(StandardCharsets.UTF_8), place(settings));
  }

  /** Where the key is looked for, as a part of a sentence. */
  public static String place(Settings settings) {
    return System.getenv(VARIABLE) == null
        ? settings.secretFile().toString()
        : "the variable " + VARIABLE;
  }

  private static void createIfAbsent(Path file) {
    if (Files.exists(file)) {
      return;
    }
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, secret, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unusable(file, e);
    }
    LOG.info("New secret of the pseudonyms in {}: keep it, and keep it apart from the lake", file);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static byte[] longEnough(byte[] secret, String origin) {
    if (secret.length < BYTES) {
      throw new JobFailure(
          ExitCode.USAGE,
          "The secret in " + origin + " cannot be used",
          "it has %d bytes and needs %d".formatted(secret.length, BYTES),
          "Put the right one there; a new secret makes new people of everybody in the lake");
    }
    return secret;
  }

  private static JobFailure unusable(Path file, IOException e) {
    return new JobFailure(
        ExitCode.USAGE,
        "The secret in " + file + " cannot be used",
        "the file cannot be read or made (" + e.getClass().getSimpleName() + ")",
        "Put the secret that belongs to the lake there, or set secret_file in conf/env");
  }
}
